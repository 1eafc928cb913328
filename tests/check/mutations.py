"""Mechanical mistakes in the shipped YAML, and what they change, by an independent extraction.

The extraction reads the files with PyYAML's plainest loader and knows nothing of the package, so that it can contradict
it.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from ivr.check import problems_of
from ivr.check.diff import changes
from ivr.site import Site, load

DIRECTORY, FLOW, PROMPTS = "data/directory.yaml", "data/flow.yaml", "prompts/ja.yaml"
SCHEME, MEANINGS, WORDS = "data/scheme.yaml", "data/meanings.yaml", "data/words.yaml"
FILES = (DIRECTORY, FLOW, PROMPTS, SCHEME, MEANINGS, WORDS)

# Names in the flow that belong to no node.
SETTINGS = ("start", "fallback_office", "choice", "place_choice", "yes", "no", "office_name", "defaults", "shared_line")

Lines = list[str]
Facts = Mapping[tuple[str, ...], object]
Mistake = Callable[[random.Random, Lines], None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mistake: the file, what was done to it, and its text afterwards."""

    path: str
    name: str
    text: str


def dropped(chance: random.Random, lines: Lines) -> None:
    del lines[_line(chance, lines)]


def doubled(chance: random.Random, lines: Lines) -> None:
    number = _line(chance, lines)
    lines.insert(number, lines[number])


def swapped(chance: random.Random, lines: Lines) -> None:
    one = _line(chance, lines)
    other = min(len(lines) - 1, one + chance.randint(1, 6))
    lines[one], lines[other] = lines[other], lines[one]


def indented(chance: random.Random, lines: Lines) -> None:
    number = _line(chance, lines)
    by = chance.choice((-4, -2, -1, 1, 2, 4))
    line = lines[number]
    indent = max(0, len(line) - len(line.lstrip(" ")) + by)
    lines[number] = " " * indent + line.lstrip(" ")


def mistyped(chance: random.Random, lines: Lines) -> None:
    number = _line(chance, lines)
    line = lines[number]
    place = chance.randrange(len(line))
    sign = (
        chance.choice(chance.choice(lines) or "x")
        if chance.random() < 0.6
        else chance.choice("#*&!|>\"':,-[]{}\t　：、Aア")
    )
    after = place + (chance.random() < 0.6)
    lines[number] = line[:place] + chance.choice((sign, sign, "")) + line[after:]


def changed_digit(chance: random.Random, lines: Lines) -> None:
    number = chance.choice(
        [n for n, line in enumerate(lines) if re.search(r"[0-9]", line) and not line.lstrip().startswith("#")] or [0]
    )
    places = [place for place, sign in enumerate(lines[number]) if sign in "0123456789"]
    if places:
        place = chance.choice(places)
        lines[number] = lines[number][:place] + chance.choice("0123456789") + lines[number][place + 1 :]


def numbers_swapped(chance: random.Random, lines: Lines) -> None:
    """Exchange two offices' numbers: the accident that really happens."""
    rows = [n for n, line in enumerate(lines) if re.match(r" +number: ", line)]
    if rows:
        start = chance.randrange(len(rows) - 1)
        one, other = rows[start], chance.choice(rows[start + 1 : start + 5])
        lines[one], lines[other] = lines[other], lines[one]


def words_swapped(chance: random.Random, lines: Lines) -> None:
    """Exchange the values of two keys."""
    rows = [n for n, line in enumerate(lines) if re.match(r" *[\w-]+: \S", line)]
    if len(rows) > 1:
        one, other = chance.sample(rows, 2)
        (a, b), (c, d) = (lines[row].split(": ", 1) for row in (one, other))
        lines[one], lines[other] = f"{a}: {d}", f"{c}: {b}"


MISTAKES: tuple[Mistake, ...] = (
    dropped,
    doubled,
    swapped,
    indented,
    mistyped,
    mistyped,
    changed_digit,
    numbers_swapped,
    words_swapped,
)


# How the line begins that tells of a change, by what has changed.
BEGINNINGS = {
    "office": "{name} ",
    "other": "経営改善支援センター",
    "prompt": "prompt {name}",
    "fact": "fact {name}",
    "service": "service {name}",
    "node": "node {name}",
    "flow": "flow, {name}",
    "answer": "answer to {name}",
    "words": "words for {name}",
}


def _line(chance: random.Random, lines: Lines) -> int:
    return chance.choice([n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")])


def texts(folder: Path) -> dict[str, str]:
    """Return the text of each file of the site in *folder*."""
    return {path: (folder / path).read_text(encoding="utf-8") for path in FILES}


def mutation(seed: int, originals: dict[str, str]) -> Mutation:
    """Make the mistake number *seed*, always the same one."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    mistake = MISTAKES[seed % len(MISTAKES)]
    path = (
        DIRECTORY
        if mistake is numbers_swapped
        else chance.choice((DIRECTORY, FLOW, FLOW, PROMPTS, PROMPTS, SCHEME, MEANINGS, WORDS))
    )
    lines = originals[path].split("\n")
    mistake(chance, lines)
    return Mutation(path, mistake.__name__, "\n".join(lines))


def faults(folder: Path, originals: dict[str, str], old: Site, mutant: Mutation, *, ways: bool = True) -> Iterator[str]:
    """Return what the check got wrong about a mutation; nothing if it is right.

    Without *ways* no route to an office is played and compared: that takes most of the time.
    """
    file = folder / mutant.path
    file.write_text(mutant.text, encoding="utf-8")
    try:
        new = load(folder)
        refused = [problem for problem in problems_of(new, budgets=ways) if not problem.warning]
    finally:
        file.write_text(originals[mutant.path], encoding="utf-8")
    for problem in refused:
        path = str(Path(problem.path).relative_to(folder))
        text = mutant.text if path == mutant.path else (folder / path).read_text(encoding="utf-8")
        lines = text.count("\n") + 1
        if not 1 <= problem.line <= lines or problem.column < 1:
            yield f"no such place: {problem}"
    if refused:
        return
    before, after = extracted(originals), extracted(originals | {mutant.path: mutant.text})
    if after is None:
        yield "not refused, though it is no YAML, or has another form"
        return
    compared = (old, new) if ways else (replace(old, plan=None), replace(new, plan=None))
    listed = "\n".join(map(str, changes(*compared)))
    for key in before.keys() | after.keys() if before else ():
        if before and before.get(key) != after.get(key) and not _names(listed, key):
            yield f"not told: {key}: {before.get(key)} → {after.get(key)}"


def _names(listed: str, key: tuple[str, ...]) -> bool:
    """Return whether a change of the thing *key* is among those reported."""
    kind, name, *_ = key
    beginning = BEGINNINGS[kind].format(name=name)
    return any(line.startswith(beginning) for line in listed.splitlines())


def extracted(texts: Mapping[str, str]) -> Facts | None:
    """Return all that callers hear, reach and may say; None if it cannot be extracted."""
    try:
        directory, flow, ja, scheme, meanings, words = (_plain(texts[path]) for path in FILES)
        shared = ja["prompts"][flow["shared_line"]["before_ring"]]["text"]
        return dict(chain(_reached(directory, shared), _said(ja, scheme), _led(flow), _heard(meanings, words)))
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return None


@lru_cache(maxsize=32)
def _plain(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes text of everything


Found = Iterator[tuple[tuple[str, ...], object]]


def _reached(directory: Any, phrase: str) -> Found:  # noqa: ANN401
    services = {name: (each["name"], each["kana"]) for name, each in directory["services"].items()}
    for name, spoken in services.items():
        yield ("service", name), spoken
    for prefecture, offices in directory["offices"].items():
        for service, office in offices.items():
            said = phrase.replace("{service}", services[service][0]) if office.get("shared_line") == "true" else None
            names = (office.get("spoken_name"), office.get("spoken_kana"))
            yield ("office", prefecture, service), (office["number"], said, names)
    for name, office in directory["others"].items():
        yield ("other", name), (office["number"], office.get("spoken_name"), office.get("spoken_kana"))


def _said(ja: Any, scheme: Any) -> Found:  # noqa: ANN401
    for name, prompt in ja["prompts"].items():
        how = (prompt.get("slow") == "true", prompt.get("pause", "0"))
        yield ("prompt", name), (prompt["text"], prompt["kana"], how)
    for name, fact in scheme["facts"].items():
        yield ("fact", name), (fact["text"], fact["kana"])


def _led(flow: Any) -> Found:  # noqa: ANN401
    for name, node in flow["nodes"].items():
        usual = ("wait", "shared_wait", "timeout")  # what is left out here is as usual
        yield ("node", name), {key: value for key, value in node.items() if key not in usual}
    for name in SETTINGS:
        yield ("flow", name), flow[name]


def _heard(meanings: Any, words: Any) -> Found:  # noqa: ANN401
    for part in ("services", "lists", "questions"):
        for name, heard_by in meanings[part].items():
            yield ("words", f"question {name}" if part == "questions" else name), _parts(heard_by)
            yield ("answer", name), heard_by.get("answer")
    for name in ("trouble", "elsewhere"):
        yield ("words", name), _parts(meanings[name])
    yield ("words", "politeness"), frozenset(meanings["polite"])
    for name, listed in words["keys"].items():
        yield ("words", f"key {name}"), frozenset(listed)


def _parts(heard_by: Any) -> object:  # noqa: ANN401
    parts = {part: heard_by.get(part, []) for part in ("names", "alone", "examples")}
    telling = frozenset(frozenset(spellings) for spellings in heard_by.get("words", []))
    return {part: frozenset(listed) for part, listed in parts.items()}, telling
