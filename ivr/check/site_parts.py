"""What the rules look at: the flow, the prompts and every spoken text, as far as the files can be read."""

from collections.abc import Iterator
from typing import NamedTuple

from ivr.call import Flow
from ivr.meaning import Meanings
from ivr.site import Site
from ivr.site.defined import spoken
from ivr.site.flow import PATH as FLOW
from ivr.site.hours import PATH as HOURS
from ivr.site.loader import DIRECTORY
from ivr.site.meanings import PATH as MEANINGS, meanings_in
from ivr.site.notices import PATH as NOTICES
from ivr.site.prompts import LANGUAGE, PATH as PROMPTS, language_files
from ivr.site.scheme import PATH as SCHEME
from ivr.site.words import PATH as WORDS
from ivr.speech import Prompt
from ivr.strict_yaml.document import Data, Loc, Null, YamlDocument
from ivr.strict_yaml.reader import read_file
from ivr.strict_yaml.schema import validate

__all__ = [
    "DIRECTORY",
    "FLOW",
    "HOURS",
    "MEANINGS",
    "NOTICES",
    "PROMPTS",
    "SCHEME",
    "WORDS",
    "Text",
    "at",
    "facts_of",
    "flow_of",
    "language_of",
    "meanings_of",
    "prompts_of",
    "texts",
]


class Text(NamedTuple):
    """Point at something that callers hear: the file, the way to it, the text and its reading."""

    path: str
    loc: Loc
    text: str
    kana: str


def flow_of(site: Site) -> Flow | None:
    """Return the call flow; None where its form is wrong. Names in it may still name nothing."""
    return site.plan.flow if site.plan else validate(site.documents[FLOW], Flow)[0]


def meanings_of(site: Site) -> Meanings | None:
    """Return what callers may mean; None where the form of its file is wrong."""
    return site.plan.meanings if site.plan else meanings_in(site.documents[MEANINGS])


def prompts_of(site: Site) -> dict[str, Prompt]:
    """Return the prompts that have a text and a reading, by name."""
    return _spoken(site.documents[PROMPTS], "prompts")


def language_of(site: Site, prompt: str) -> str:
    """Return the language in which the prompt of that name is said."""
    voice = at(site.documents[PROMPTS].data, "prompts", prompt, "voice")
    return voice if isinstance(voice, str) else LANGUAGE


def facts_of(site: Site) -> dict[str, Prompt]:
    """Return the facts of the scheme that have a text and a reading, by name."""
    return _spoken(site.documents[SCHEME], "facts")


def _spoken(document: YamlDocument, key: str) -> dict[str, Prompt]:
    return {name: Prompt(text, kana) for name, text, kana in spoken(document, key)}


def texts(site: Site) -> Iterator[Text]:
    """Go through all that callers hear in words of the site: prompts, facts, names of services and of offices."""
    for path, key in ((PROMPTS, "prompts"), (SCHEME, "facts"), (NOTICES, "notices")):
        for name, text, kana in spoken(site.documents[path], key) if path in site.documents else ():
            yield Text(path, (key, name, "text"), text, kana)
    if site.directory is None:
        return
    for service in site.directory.services.values():
        yield Text(DIRECTORY, ("services", service.id, "name"), service.name, service.kana)
    for office in site.directory:
        if office.spoken_name:
            loc = (*site.offices.locs[office.key], "spoken_name")
            yield Text(DIRECTORY, loc, office.spoken_name, office.spoken_kana or "")


def languages(site: Site) -> Iterator[YamlDocument]:
    """Give the further files of prompts: those read with the site, and those that only stand in its folder."""
    for path, document in site.documents.items():
        if path.startswith("prompts/") and path != PROMPTS:
            yield document
    for path in language_files(site.root):
        if path not in site.documents:
            yield read_file(site.root / path)


def at(data: Data, *keys: str) -> Data:
    """Return what stands under *keys*, one inside the other; None where nothing does, or `null`."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return None if isinstance(data, Null) else data
