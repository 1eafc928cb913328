"""Mentions joined to places: 愛知県豊田市 and 神戸の中央区 are one each; later names of an address are dropped.

They are then reduced to the areas of the site; a place outside all of them becomes `Beyond`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.names import NameKind, Sense, Senses
from ivr.places.data.rows import city_of
from ivr.places.text.mentions import Context, Mention

PREFECTURE_KINDS = frozenset({NameKind.PREFECTURE, NameKind.SHORT_PREFECTURE})
CITY_KINDS = frozenset({NameKind.CITY, NameKind.CITY_STEM})

TIERS = {
    NameKind.PREFECTURE: 0,
    NameKind.SHORT_PREFECTURE: 0,
    NameKind.CITY: 1,
    NameKind.CITY_STEM: 1,
    NameKind.WARD: 2,
    NameKind.FORMER: 2,
    NameKind.FAMILIAR: 2,
    NameKind.WARD_STEM: 2,
    NameKind.TOWN: 3,
    NameKind.TOWN_STEM: 3,
    NameKind.COUNTY: 3,
}
"""Rank of the places that a name can mean: of two with the same name the greater is meant more often."""

_OPEN = re.compile(
    r"[、。,.!?・…「」『』()]|です|でご|ます|ました|じゃな|では?な|でな|なくて|なしに|いや|いえ|違|ちが|だけ|けど|って"
)
_TOGETHER = frozenset({"", "の", "、", "の中の", "のなかの"})
_PARTICLES = ("は", "が", "で", "に", "を", "と", "か", "や", "も")
_TWICE = 2
_AND = frozenset({"と", "か", "や", "も", "または", "もしくは", "あるいは", "それと", "から"})


_OF_TOWN = 5  # digits of its code; that of a prefecture has two


def named_places(places: Gazetteer, text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Join the names in *text* that belong together, and leave out those inside an address."""
    joined: list[Mention] = []
    for place in mentions:
        if joined:
            last = joined[-1]
            apart = place.start < last.end  # two readings of the same kana
            joined[-1:] = [last, place] if apart else _join(places, text[last.end : place.start], last, place)
        else:
            joined.append(place)
    return agreeing(places, [answer for answer in joined if answer.context is not Context.GLUED or _prefecture(answer)])


def _join(places: Gazetteer, between: str, last: Mention, place: Mention) -> list[Mention]:
    """Return what the last place and the next one are together: one place, the greater of them, or two."""
    together = (
        between in _TOGETHER and last.context is not Context.DENIED and not (between == "、" and _prefecture(place))
    )
    if together and (senses := narrowed(places, last.senses, place.senses)):
        context = place.context if place.context is not Context.GLUED else Context.TAIL
        return [Mention(last.start, place.end, senses, context, last.spoken and place.spoken, place.full, agreed=True)]
    if _inside(between, last, place):
        return [last]
    if between == "の" and not place.full:
        doubtful = last.context is Context.CLEAN and not _is_quarter(place)
        return [last._replace(context=Context.DOUBTFUL) if doubtful else last]
    return [last, place]


def _is_quarter(answer: Mention) -> bool:
    """Return whether an answer is a quarter, not a region: any town may have one of that name (広島の祇園)."""
    return all(sense.kind is NameKind.FAMILIAR and len(sense.code) == _OF_TOWN for sense in answer.senses)


def _prefecture(answer: Mention) -> bool:
    """Return whether an answer can be a prefecture: 山形 does not become a village of 長野 because both are named."""
    return answer.senses[0].kind in PREFECTURE_KINDS


def _inside(between: str, last: Mention, place: Mention) -> bool:
    """Return whether *place* is a later part of the address that began with *last*.

    An address never has a second prefecture, and has a second city only if the sentence goes on. Where the caller is
    not has no address: 「新潟県やのうて神奈川や」.
    """
    kind = place.senses[0].kind
    elsewhere = last.context in (Context.DENIED, Context.OTHERS)
    if not last.full or elsewhere or kind is NameKind.PREFECTURE or _OPEN.search(between):
        return False
    if between in _AND:
        return not (place.context is Context.CLEAN and kind in (NameKind.CITY, NameKind.SHORT_PREFECTURE))
    if kind is NameKind.CITY:
        return not between.endswith(_PARTICLES) and not (between == "" and last.senses[0].kind is NameKind.PREFECTURE)
    return True


def agreeing(places: Gazetteer, joined: list[Mention]) -> list[Mention]:
    """Let an answer narrow another one that lies in it, in either order (府中です、東京の)."""
    reach = _Containment(places)
    while len(joined) > 1 and (pair := _first_agreeing(reach, joined)):
        parent, child = pair
        rest = [other for other in joined if other is not parent and other is not child]
        senses = narrowed(places, parent.senses, child.senses)
        joined = [*rest, child._replace(senses=senses, agreed=True)]
    return joined


def _first_agreeing(reach: "_Containment", joined: list[Mention]) -> tuple[Mention, Mention] | None:
    said = _twice([answer for answer in joined if answer.context is not Context.DENIED])
    parents = [(answer, reach.holds(answer.senses)) for answer in said]
    children = [(answer, reach.lies_in(answer.senses)) for answer in said if not _prefecture(answer)]
    for (parent, held), (child, around) in product(parents, children):
        if parent is not child and not held.isdisjoint(around):
            return parent, child
    return None


@dataclass(frozen=True, slots=True)
class _Containment:
    """The places that names contain and lie in: prefectures and cities by code, counties by prefecture and name.

    It is computed once per name, because many names make many pairs. A name is identified by its senses, kept here.
    """

    places: Gazetteer
    _held: dict[int, tuple[Senses, frozenset[str]]] = field(default_factory=dict)
    _holders: dict[int, tuple[Senses, frozenset[str]]] = field(default_factory=dict)

    def holds(self, senses: Senses) -> frozenset[str]:
        """Return the keys of those *senses* in which other places can lie."""
        if id(senses) not in self._held:
            self._held[id(senses)] = senses, frozenset(filter(None, map(_as_holder, senses)))
        return self._held[id(senses)][1]

    def lies_in(self, senses: Senses) -> frozenset[str]:
        """Return the keys of what the *senses* lie in."""
        if id(senses) not in self._holders:
            holders = (holder for sense in senses for holder in _holders(self.places, sense))
            self._holders[id(senses)] = senses, frozenset(holders)
        return self._holders[id(senses)][1]


def _twice(said: Iterable[Mention]) -> list[Mention]:
    """Return only the first two answers of each name: 加茂, ten places, is not compared with itself 100 times."""
    counted, kept = Counter[int](), []
    for answer in said:
        counted[id(answer.senses)] += 1
        kept += [answer] * (counted[id(answer.senses)] <= _TWICE)
    return kept


def narrowed(places: Gazetteer, parents: Senses, children: Senses) -> Senses:
    """Return those of *children* that lie in one of *parents*."""
    held = frozenset(filter(None, map(_as_holder, parents)))
    return tuple(child for child in children if not held.isdisjoint(_holders(places, child)))


def _as_holder(sense: Sense) -> str:
    """Return the key under which others lie in a place (see `_Containment`); "" for a town or a ward."""
    if sense.kind in PREFECTURE_KINDS:
        return sense.code[:2]
    return sense.code if sense.kind in CITY_KINDS or sense.kind is NameKind.COUNTY else ""


def _holders(places: Gazetteer, sense: Sense) -> Iterator[str]:
    """Yield the keys of what a place lies in (see `_Containment`)."""
    if sense.kind not in PREFECTURE_KINDS:
        prefecture, town = sense.code[:2], places.municipalities.get(sense.code)
        yield prefecture
        if city := city_of(sense.code):
            yield city
        if town is not None and town.county:
            yield prefecture + town.county


def inside(places: Gazetteer, named: Iterable[Mention]) -> list[Mention]:
    """Return those of the places *named* that lie in an area, each with only the senses that do.

    A caller of a line for certain wards who says 港区 means the one among them. A doubt remains if a greater place
    outside has that name (山形 for a village), or if a place outside is named too.
    """
    named = list(named)
    within = [(answer, _narrowed(places, answer)) for answer in named]
    stray = any(not narrow and answer.context is not Context.DENIED for answer, narrow in within)
    return [narrow._replace(context=_doubt(narrow.context)) if stray else narrow for _, narrow in within if narrow]


def _narrowed(places: Gazetteer, answer: Mention) -> Mention | None:
    here = tuple(sense for sense in answer.senses if places.area_of(sense.code))
    if len(here) in (0, len(answer.senses)):
        return answer if here else None
    greatest = min(TIERS[sense.kind] for sense in answer.senses)
    is_less = greatest < min(TIERS[sense.kind] for sense in here)
    return answer._replace(senses=here, context=_doubt(answer.context) if is_less else answer.context)


def _doubt(context: Context) -> Context:
    return Context.DOUBTFUL if context is Context.CLEAN else context


def beyond(places: Gazetteer, named: Iterable[Mention]) -> Mention | None:
    """Return the first of the places *named* that is clearly named and lies in no area: outside, or holding areas."""
    outside = (answer for answer in named if not any(places.area_of(sense.code) for sense in answer.senses))
    return next((answer for answer in outside if answer.context is Context.CLEAN or _is_plain(answer)), None)


def _is_plain(answer: Mention) -> bool:
    return (answer.full or answer.agreed) and answer.context in (Context.TAIL, Context.DOUBTFUL, Context.OTHERS)
