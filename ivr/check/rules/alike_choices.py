"""The choices that a caller hears sound different, and no word means two choices.

Two names that are one sound apart (わかやま, おかやま) are confused on the telephone: in a menu they are given other
names, and spoken areas are confirmed with yes or no (`ask_yes_no`).

Refuses: the caller would be taken to what he did not say.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from ivr.call.nodes import AskPlace, Choose
from ivr.check.site_parts import FLOW, MEANINGS, prompts_of
from ivr.heard.morae import differ_in_one
from ivr.heard.utterance import JAPANESE, plain_word
from ivr.site import Problem, Site
from ivr.strict_yaml.document import Data, Loc, at
from ivr.translation import _

ID = "alike-choices"
PATH = FLOW
IN_EACH_LANGUAGE = True

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: center, words: explain, to: goodbye}
      - {key: "2", label: council, words: number, to: goodbye}
    menu: [choices]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = GOOD.replace("label: council, words: number", "label: center_misheard, words: explain")

Named = tuple[Loc, tuple[str, ...]]
"""An entry of a list: its keys in the file, and the readings that callers may hear for it."""


def check(site: Site) -> Iterator[Problem]:
    """Find the choices, regions and areas that sound alike, and the choices that share a word."""
    flow, prompts = site.flow, prompts_of(site)
    for name, node in flow.nodes.items() if flow else ():
        if isinstance(node, Choose):
            loc = ("nodes", name, "choices")
            named = ((one.label, one.short) for one in node.choices)
            readings = (tuple(prompts[prompt].kana for prompt in both if prompt in prompts) for both in named)
            yield from _alike(site, [((*loc, place), read) for place, read in enumerate(readings)])
            yield from _shared_words(site, loc, node)
        elif isinstance(node, AskPlace):
            regions: list[Named] = [
                (("nodes", name, "regions", place, "label"), (prompts[each.label].kana,))
                for place, each in enumerate(node.regions)
                if each.label in prompts
            ]
            yield from _alike(site, regions)
            yield from _unasked(site, ("nodes", name), node)


def _alike(site: Site, named: Sequence[Named]) -> Iterator[Problem]:
    for (first, readings), (loc, others) in combinations(named, 2):
        pairs = [(one, other) for one in readings for other in others if near(one, other, site.language)]
        if pairs:
            line = site.documents[PATH].place(first).line
            message = _('"{name}" sounds like "{other}" in line {line}; give one of them another name').format(
                name=pairs[0][1], other=pairs[0][0], line=line
            )
            yield site.problem(PATH, loc, message, ID)


def _shared_words(site: Site, loc: Loc, node: Choose) -> Iterator[Problem]:
    """Find words that stand for two choices of one question: only the first would ever be taken."""
    lists = at(site.documents[MEANINGS].data, "lists")
    for (_place, one), (place, other) in combinations(enumerate(node.choices), 2):
        shared = _words(site, lists, one.words) & _words(site, lists, other.words)
        if shared:
            message = _(
                '"{word}" means key {key} and key {other}; remove it from one of the lists "{words}" and '
                '"{other_words}" in {file}'
            ).format(
                word=min(shared).strip(),
                key=one.key,
                other=other.key,
                words=one.words,
                other_words=other.words,
                file=Path(site.documents[MEANINGS].path).name,
            )
            yield site.problem(PATH, (*loc, place, "words"), message, ID)


def _words(site: Site, lists: Data, name: str | None) -> set[str]:
    listed = [at(lists, name, part) for part in ("names", "alone")] if name else []
    words = (word for words in listed if isinstance(words, list) for word in words)
    return {plain_word(word, site.language) for word in words if isinstance(word, str)}


def _unasked(site: Site, loc: Loc, node: AskPlace) -> Iterator[Problem]:
    areas = site.places.areas.values() if site.places and site.language == JAPANESE else ()
    if {*node.ask_yes_no} - {area.name for area in areas} or any(one.rule == "unknown-place" for one in site.problems):
        return  # a misspelt name is reported already, and may be the missing one
    for one, other in combinations(areas, 2):
        missing = [each.name for each in (one, other) if each.name not in node.ask_yes_no]
        if missing and near(one.short_kana, other.short_kana):
            message = _(
                "{name} and {other} are one sound apart; add {missing} to ask_yes_no, so that they are asked "
                "about when spoken"
            ).format(name=one.name, other=other.name, missing=_(" and ").join(missing))
            yield site.problem(PATH, (*loc, "ask_yes_no"), message, ID, at_key=True)


def near(one: str, other: str, language: str = JAPANESE) -> bool:
    """Return whether two readings differ in at most one kana or letter."""
    one, other = plain_word(one, language), plain_word(other, language)
    return one == other or differ_in_one(one, other)
