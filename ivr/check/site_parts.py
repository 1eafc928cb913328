"""The parts of a site that rules judge: flow, prompts and every spoken text, as far as files can be read."""

from collections.abc import Iterator
from typing import NamedTuple

from ivr.heard.utterance import JAPANESE
from ivr.meaning import Meanings
from ivr.site import Site
from ivr.site.directory_file import named_prompts
from ivr.site.flow import PATH as FLOW
from ivr.site.hours import PATH as HOURS
from ivr.site.loader import DIRECTORY
from ivr.site.meanings import PATH as MEANINGS, meanings_in
from ivr.site.named_entries import entries_with_reading, entries_with_text
from ivr.site.notices import PATH as NOTICES
from ivr.site.prompts import PATH as PROMPTS
from ivr.site.scheme import PATH as SCHEME
from ivr.site.words import PATH as WORDS
from ivr.speech import Prompt
from ivr.strict_yaml.document import Loc, YamlDocument, at, entries_at

__all__ = ["DIRECTORY", "FLOW", "HOURS", "MEANINGS", "NOTICES", "PROMPTS", "SCHEME", "WORDS"]


class Text(NamedTuple):
    """Something that callers hear: the file, the keys that lead to it, the text and its reading."""

    path: str
    loc: Loc
    text: str
    kana: str


def meanings_of(site: Site) -> Meanings | None:
    """Return what callers may mean; None if the form of its file is wrong."""
    return site.plan.meanings if site.plan else meanings_in(site.documents[MEANINGS], site.language)


def prompts_of(site: Site) -> dict[str, Prompt]:
    """Return, by name, the prompts that have a text, and a reading if they need one."""
    return _spoken(site, site.documents[PROMPTS], "prompts")


def language_of(site: Site, prompt: str) -> str:
    """Return the language in which the prompt of that name is said."""
    voice = at(site.documents[PROMPTS].data, "prompts", prompt, "voice")
    return voice if isinstance(voice, str) else site.language


def said_beside_flow(site: Site) -> set[str]:
    """Return the names of the prompts that answer callers, follow another prompt, or are said to a called desk."""
    answers = [at(asked, "answer") for asked in entries_at(site.documents[MEANINGS].data, "questions").values()]
    then = [at(prompt, "then") for prompt in entries_at(site.documents[PROMPTS].data, "prompts").values()]
    desks = [name for _, name in named_prompts(site.documents[DIRECTORY].data)]
    return {name for name in (*answers, *then, *desks) if isinstance(name, str)}


def facts_of(site: Site) -> dict[str, Prompt]:
    """Return the facts of the scheme in the site's language, by name."""
    translated = entries_at(site.documents[PROMPTS].data, "facts")
    in_words = {name: Prompt(text, text) for name, text in translated.items() if isinstance(text, str)}
    return _spoken(site, site.documents[SCHEME], "facts") | in_words


def _spoken(site: Site, document: YamlDocument, key: str) -> dict[str, Prompt]:
    return document.once(_prompts, site.language, key)  # a dozen rules ask for the same ones


def _prompts(document: YamlDocument, language: str, key: str) -> dict[str, Prompt]:
    return {name: Prompt(text, kana) for name, text, kana in _read(document, language, key)}


def _read(document: YamlDocument, language: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and reading of the entries under *key*; a reading is required only in Japanese."""
    if language == JAPANESE:
        yield from entries_with_reading(document, key)
    else:
        yield from (
            (name, text, text if kana is None else kana) for name, text, kana in entries_with_text(document, key)
        )


def texts(site: Site) -> Iterator[Text]:
    """Yield everything that callers hear in the site's words: prompts, facts, names of services and of offices."""
    if site.files and site.language != site.files[0].language:
        yield from _translated(site)
        return
    for path, key in ((PROMPTS, "prompts"), (SCHEME, "facts"), (NOTICES, "notices")):
        for name, text, kana in _read(site.documents[path], site.language, key) if path in site.documents else ():
            yield Text(path, (key, name, "text"), text, kana)
    if site.directory is None:
        return
    for service in site.directory.services.values():
        yield Text(DIRECTORY, ("services", service.id, "name"), service.name, service.kana)
    for office in site.directory:
        if office.spoken_name:
            loc = (*site.offices.locs[office.key], "spoken_name")
            yield Text(DIRECTORY, loc, office.spoken_name, office.spoken_kana or "")


def _translated(site: Site) -> Iterator[Text]:
    """Yield everything that callers hear in a further language: it is all in one file."""
    document = site.documents[PROMPTS]
    for name, text, kana in _read(document, site.language, "prompts"):
        yield Text(PROMPTS, ("prompts", name, "text"), text, kana)
    for loc in (("facts",), ("names", "services"), ("names", "others"), ("names", "offices")):
        for name, named in entries_at(document.data, *loc).items():
            if isinstance(named, str):
                yield Text(PROMPTS, (*loc, name), named, named)


def languages(site: Site) -> Iterator[YamlDocument]:
    """Return the further prompt files: those of the site's other languages."""
    first = site.files[0].prompts if site.files else PROMPTS
    for path, document in site.documents.items():
        if path.startswith("prompts/") and path not in (PROMPTS, first):
            yield document


def in_each_language(site: Site) -> Iterator[Site]:
    """Yield the site as it is in each of its languages, the first one first."""
    yield from (site.in_language(files) for files in site.files)
    if not site.files:
        yield site
