"""Names that belong together are one answer: 愛知県豊田市, 神戸の中央区; an address's later names are none."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.index import Sense, Senses, Way
from ivr.places.data.place import city_of
from ivr.places.text.context import Fit
from ivr.places.text.mentions import Mention

_PREFECTURES = frozenset({Way.PREFECTURE, Way.SHORT_PREFECTURE})
_CITIES = frozenset({Way.CITY, Way.CITY_STEM})
_MUNICIPAL = frozenset({Way.CITY, Way.TOWN, Way.WARD, Way.CITY_STEM, Way.TOWN_STEM, Way.WARD_STEM, Way.COUNTY})
_OPEN = re.compile(
    r"[、。,.!?・…「」『』()]|です|でご|ます|ました|じゃな|では?な|でな|なくて|なしに|いや|いえ|違|ちが|だけ|けど|って"
)
_TOGETHER = frozenset({"", "の", "、", "の中の", "のなかの"})
_PARTICLES = ("は", "が", "で", "に", "を", "と", "か", "や", "も")
_TWICE = 2
_AND = frozenset({"と", "か", "や", "も", "または", "もしくは", "あるいは", "それと", "から"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that was named by one name, or by several that agree."""

    start: int
    end: int
    senses: Senses
    fit: Fit
    spoken: bool
    full: bool
    agreed: bool = False


def answers(places: Gazetteer, text: str, found: Iterable[Mention]) -> list[Answer]:
    """Join the names of `text` that belong together and leave out those inside an address."""
    joined: list[Answer] = []
    for name in found:
        new = Answer(name.start, name.end, name.senses, name.fit, name.spoken, name.full)
        if joined:
            last = joined[-1]
            apart = new.start < last.end  # two readings of the same kana
            joined[-1:] = [last, new] if apart else _join(places, text[last.end : new.start], last, new)
        else:
            joined.append(new)
    return _agreeing(places, [answer for answer in joined if answer.fit is not Fit.GLUED or _prefecture(answer)])


def _join(places: Gazetteer, between: str, last: Answer, new: Answer) -> list[Answer]:
    together = between in _TOGETHER and last.fit is not Fit.DENIED and not (between == "、" and _prefecture(new))
    if together and (senses := narrowed(places, last.senses, new.senses)):
        fit = new.fit if new.fit is not Fit.GLUED else Fit.TAIL
        return [Answer(last.start, new.end, senses, fit, last.spoken and new.spoken, new.full, agreed=True)]
    if _inside(between, last, new):
        return [last]
    if between == "の" and not new.full:
        return [replace(last, fit=Fit.DOUBTFUL) if last.fit is Fit.CLEAN else last]
    return [last, new]


def _prefecture(answer: Answer) -> bool:
    """Say whether an answer can be a prefecture: 山形 is no village of 長野 only because both are named."""
    return answer.senses[0].way in _PREFECTURES


def _inside(between: str, last: Answer, new: Answer) -> bool:
    """Say whether `new` is a later part of the address that began with `last`.

    No address has a second prefecture in it, and a second city only where the sentence goes on.
    """
    way = new.senses[0].way
    if not last.full or way is Way.PREFECTURE or _OPEN.search(between):
        return False
    if between in _AND:
        return not (new.fit is Fit.CLEAN and way in (Way.CITY, Way.SHORT_PREFECTURE))
    if way is Way.CITY:
        return not between.endswith(_PARTICLES) and not (between == "" and last.senses[0].way is Way.PREFECTURE)
    return True


def _agreeing(places: Gazetteer, joined: list[Answer]) -> list[Answer]:
    """Let an answer narrow another one that lies in it, wherever it stands (府中です、東京の)."""
    said = _twice([answer for answer in joined if answer.fit is not Fit.DENIED])
    where = {id(answer): {sense.code[:2] for sense in answer.senses} for answer in said}
    children = [answer for answer in said if not _prefecture(answer)]
    for parent, child in product(said, children):
        if parent is child or where[id(parent)].isdisjoint(where[id(child)]):
            continue
        if senses := narrowed(places, parent.senses, child.senses):
            rest = [other for other in joined if other is not parent and other is not child]
            return [*rest, replace(child, senses=senses, agreed=True)]
    return joined


def _twice(said: Iterable[Answer]) -> list[Answer]:
    """Return the first two answers of each name: 加茂, ten places, is not compared with itself a hundred times."""
    counted, found = Counter[int](), []
    for answer in said:
        counted[id(answer.senses)] += 1
        found += [answer] * (counted[id(answer.senses)] <= _TWICE)
    return found


def narrowed(places: Gazetteer, parents: Senses, children: Senses) -> Senses:
    """Return those of `children` that lie in one of `parents`."""
    return tuple(child for child in children if any(_contains(places, parent, child) for parent in parents))


def _contains(places: Gazetteer, parent: Sense, child: Sense) -> bool:
    if parent.code[:2] != child.code[:2] or child.way in _PREFECTURES:
        return False
    if parent.way in _PREFECTURES:
        return True
    if parent.way in _CITIES:
        return city_of(child.code) == parent.code
    if parent.way is Way.COUNTY:
        town = places.municipalities.get(child.code)
        return town is not None and town.county == parent.code[2:]
    return False
