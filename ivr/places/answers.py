"""Names that belong together are one answer: 愛知県豊田市, 神戸の中央区; an address's later names are none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ivr.places.around import Fit
from ivr.places.gazetteer import Gazetteer
from ivr.places.index import Sense, Senses, Way
from ivr.places.mentions import Mention
from ivr.places.place import city_of

_PREFECTURES = frozenset({Way.PREFECTURE, Way.SHORT_PREFECTURE})
_CITIES = frozenset({Way.CITY, Way.CITY_STEM})
_MUNICIPAL = frozenset({Way.CITY, Way.TOWN, Way.WARD, Way.CITY_STEM, Way.TOWN_STEM, Way.WARD_STEM, Way.COUNTY})
_OPEN = re.compile(
    r"[、。,.!?・…「」『』()]|です|でご|ます|ました|じゃな|では?な|でな|いや|いえ|違|ちが|だけ|けど|って"
)
_AND = frozenset({"と", "か", "や", "も", "または", "もしくは", "あるいは", "それと"})


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
            joined[-1:] = _join(places, text[joined[-1].end : new.start], joined[-1], new)
        else:
            joined.append(new)
    return _agreeing(places, joined)


def _join(places: Gazetteer, between: str, last: Answer, new: Answer) -> list[Answer]:
    if between in ("", "の", "、", "のなかの", "の中の") and (senses := narrowed(places, last.senses, new.senses)):
        fit = new.fit if new.fit is not Fit.GLUED else Fit.TAIL
        return [Answer(last.start, new.end, senses, fit, last.spoken and new.spoken, new.full, agreed=True)]
    if _inside(between, last, new):
        return [last]
    if between == "の" and not new.full:
        return [replace(last, fit=Fit.DOUBTFUL) if last.fit is Fit.CLEAN else last]
    return [last, new]


def _inside(between: str, last: Answer, new: Answer) -> bool:
    """Say whether `new` is a later part of the address that began with `last`."""
    if not last.full or _OPEN.search(between):
        return False
    strong = new.senses[0].way in (Way.PREFECTURE, Way.CITY)
    if between in _AND or (between == "" and last.senses[0].way is Way.PREFECTURE):
        return not strong
    return True


def _agreeing(places: Gazetteer, joined: list[Answer]) -> list[Answer]:
    """Let an answer narrow another one that it contains, wherever it stands: 府中です、東京の。"""
    for parent in joined:
        for child in joined:
            if parent is not child and (senses := narrowed(places, parent.senses, child.senses)):
                rest = [other for other in joined if other is not parent and other is not child]
                return [*rest, replace(child, senses=senses, agreed=True)]
    return joined


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
