"""English for a site in Japanese: the English of a new site, wherever its Japanese is still that of one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from ivr.call import Plan
from ivr.call.nodes import AskPlace, Choose, Region
from ivr.directory import Service
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.strict_yaml.document import at, entries_at
from ivr.strict_yaml.edit import CannotEditError
from ivr.strict_yaml.reader import read
from ivr.strict_yaml.syntax import as_value
from ivr.translation import _

from . import flow, meanings, prompts
from .directory_file import area_kind
from .loader import DIRECTORY, Site
from .new import languages
from .new_regions import named_like
from .new_texts import HEADQUARTERS_NAMES, OFFICE, Outline, asking, entries, meanings_of, prompts_of, skeleton, used

_KEY = re.compile(r"^(?P<key>\w+): *(?:#.*)?\n(?=(?: *(?:#.*)?\n)*  \S)", re.MULTILINE)
"""A key at the top of a file, in the block layout, that has something under it."""
_NODES = re.compile(r"(?:^#.*\n)*^nodes:", re.MULTILINE)
_SAYS = re.compile(r"\bsays: \[[^]\n]*(?=\])")

_SAID = ("in_english", "say_english")
_ADDED = ("in_japanese", "whisper_english", "say_english")
"""Prompts that a site needs when it speaks English too, in English and in Japanese."""


def english_added(site: Site, plan: Plan, name: str, services: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each file that is new or changed when the *site* also speaks English, by its path.

    *name* and *services* (by ID) are its names in English. A sentence is added only if its Japanese is still that of a
    new site: nothing is put into anybody's mouth. Raises CannotEditError.
    """
    home = _outline(site, plan)
    called = tuple(Service(service.id, services[service.id], services[service.id]) for service in home.services)
    also = replace(home, name=name, kana=name, services=called, language=ENGLISH)
    count = max((len(node.regions) for node in plan.flow.each(AskPlace)), default=0)
    home = replace(home, also=also)
    added = {
        flow.PATH: "".join(_missing(site, flow.PATH, "", _languages_in(languages(home, count, asks_area=True)))),
        meanings.PATH: "".join(_missing(site, meanings.PATH, "lists", asking(JAPANESE))),
        prompts.PATH: "".join(_missing(site, prompts.PATH, "prompts", _sentences())),
    }
    own = {path: (site.root / path).read_text(encoding="utf-8-sig") for path in added}
    return {
        f"prompts/{ENGLISH}.yaml": _prompts(plan, home, also),
        f"data/meanings.{ENGLISH}.yaml": meanings_of(replace(also, further=True)),
        f"data/words.{ENGLISH}.yaml": skeleton(f"words.{ENGLISH}.yaml"),
        flow.PATH: _inserted_below(_mentioning_english(own[flow.PATH], plan.flow.start), "", added[flow.PATH]),
        meanings.PATH: _inserted_below(own[meanings.PATH], "lists", added[meanings.PATH]),
        prompts.PATH: _inserted_below(own[prompts.PATH], "prompts", added[prompts.PATH]),
    }


def first_kept(site: Site, language: str) -> dict[str, str]:
    """Return the flow that names *language* as the first one, by its path; none if it does, or need not.

    Beside another language a site without Japanese would begin in Japanese. Raises CannotEditError.
    """
    line = "".join(_missing(site, flow.PATH, "", {"language": f"language: {language}\n"}))
    if language == JAPANESE or not line:
        return {}
    return {flow.PATH: _inserted_below((site.root / flow.PATH).read_text(encoding="utf-8-sig"), "", line)}


def _sentences() -> dict[str, str]:
    """Return the lines of the Japanese prompts that are needed, by name."""
    lines = (line for line in skeleton("ja.yaml").splitlines(keepends=True) if line.startswith("  "))
    return {name: line for line in lines if (name := line.partition(":")[0].strip()) in _ADDED}


def _missing(site: Site, path: str, key: str, entries: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of those *entries* that the file does not have under *key*, or at its top for none."""
    there = entries_at(site.documents[path].data, *([key] if key else []))
    yield from (lines for name, lines in entries.items() if name not in there)


def _languages_in(text: str) -> dict[str, str]:
    """Return what the flow says of languages by its keys, language and languages."""
    first, rest = text.split("\n", 1)
    return {"language": f"{first}\n", "languages": rest}


def _inserted_below(text: str, key: str, lines: str) -> str:
    """Return *text* with *lines* under its *key*, before what is there; under none, before its last key.

    Raises CannotEditError if the file is laid out otherwise.
    """
    if key:
        place = next((match.end() for match in _KEY.finditer(text) if match["key"] == key), None)
    else:
        place = next((match.start() for match in _NODES.finditer(text)), None)
    if place is None:
        raise CannotEditError(_("the layout of this file would change"))
    return text[:place] + lines + text[place:]


def _mentioning_english(text: str, start: str) -> str:
    """Return the flow in which the first node, if it only says something, mentions English too."""
    lines = text.splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if line.startswith(f"  {start}:")), len(lines))
    inside = takewhile(lambda place: place == first or lines[place].startswith("    "), range(first, len(lines)))
    for place, said in ((place, _SAYS.search(lines[place])) for place in inside):
        if said:
            lines[place] = f"{lines[place][: said.end()]}, say_english{lines[place][said.end() :]}"
            break
    return "".join(lines)


def _outline(site: Site, plan: Plan) -> Outline:
    """Return the outline that `ivr new` would have made the site from."""
    document = site.documents[DIRECTORY]
    services, name = tuple(plan.directory.services.values()), str(entries_at(document.data).get("name", ""))
    return Outline(name, name, services, area_kind(document), (), "")


def _prompts(plan: Plan, home: Outline, also: Outline) -> str:
    """Return the English prompts whose Japanese is still that of a new site, after the names of what is called so."""
    fresh = read(prompts_of(home, ()), "").data
    labels = dict(_labels(plan, also))
    same = {name for name, one in plan.prompts.items() if at(fresh, "prompts", name, "text") == one.text}
    text = used(" ".join((same - labels.keys()) | {*_SAID}), prompts_of(also, ()))
    head, prompts_key, rest = text.partition("prompts:\n")
    written = "".join(f"  {name}: {{text: {as_value(label)}}}\n" for name, label in labels.items())
    return "".join((head, *_names(plan, also), prompts_key, rest, written))


def _names(plan: Plan, also: Outline) -> Iterator[str]:
    yield "names:\n"
    yield from entries("services", ((one.id, one.name) for one in also.services))
    others = plan.directory.others
    main = [key for key, one in others.items() if one.printed_name == HEADQUARTERS_NAMES[JAPANESE]]
    yield from entries("others", ((key, HEADQUARTERS_NAMES[ENGLISH]) for key in main))
    by_name = {OFFICE[JAPANESE][0].format(service.name): service.id for service in plan.directory.services.values()}
    english = {one.id: OFFICE[ENGLISH][0].format(one.name) for one in also.services}
    named = ((one.key, one.spoken_name or one.printed_name) for one in plan.directory.offices.values())
    services = {key: by_name.get(name) for key, name in named}
    alone = {key: english[id_] for key, id_ in services.items() if id_ and also.areas == "none"}
    yield from entries("offices", alone.items())


def _labels(plan: Plan, also: Outline) -> Iterator[tuple[str, str]]:
    """Yield the prompts that only name a service or a group of areas in the menus, each in English."""
    english = {one.id: one.name for one in also.services}
    for node in plan.flow.nodes.values():
        if isinstance(node, Choose) and node.slot == "service":
            for choice in node.choices:
                service = plan.directory.services.get(choice.value or "")
                if service and plan.prompts[choice.label].text == service.name:
                    yield choice.label, english[service.id]
        if isinstance(node, AskPlace):
            yield from ((region.label, name) for region in node.regions if (name := _region(plan, region)))


def _region(plan: Plan, region: Region) -> str:
    areas = [plan.places.areas[plan.codes[name]] for name in region.areas]
    return named_like(plan.places, plan.prompts[region.label].text, areas)
