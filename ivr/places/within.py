"""Named places reduced to the areas of a site; a place outside all of them is understood, and called beyond."""

from collections.abc import Iterable
from dataclasses import replace

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.index import NameKind
from ivr.places.text.context import Context
from ivr.places.text.named_places import NamedPlace

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
"""How great a place is that a name means: of two that are called alike the greater is meant more often."""


def inside(places: Gazetteer, found: Iterable[NamedPlace]) -> list[NamedPlace]:
    """Return those of the places *found* that lie in an area, each with the senses in which it does.

    Who calls a line for some wards and says 港区 means the one among them. It leaves a doubt where the name is that of
    something greater outside (of 山形 for a village), or where a place outside is named beside it.
    """
    found = list(found)
    within = [(answer, _narrowed(places, answer)) for answer in found]
    stray = any(not narrow and answer.context is not Context.DENIED for answer, narrow in within)
    return [replace(narrow, context=_doubt(narrow.context)) if stray else narrow for _, narrow in within if narrow]


def _narrowed(places: Gazetteer, answer: NamedPlace) -> NamedPlace | None:
    here = tuple(sense for sense in answer.senses if places.area_of(sense.code))
    if len(here) in (0, len(answer.senses)):
        return answer if here else None
    greatest = min(TIERS[sense.kind] for sense in answer.senses)
    is_less = greatest < min(TIERS[sense.kind] for sense in here)
    return replace(answer, senses=here, context=_doubt(answer.context) if is_less else answer.context)


def _doubt(context: Context) -> Context:
    return Context.DOUBTFUL if context is Context.CLEAN else context


def beyond(places: Gazetteer, found: Iterable[NamedPlace]) -> NamedPlace | None:
    """Return the first of the places *found* that is plainly named and lies in no area: outside, or holding areas."""
    named = (answer for answer in found if not any(places.area_of(sense.code) for sense in answer.senses))
    return next((answer for answer in named if answer.context is Context.CLEAN or _is_plain(answer)), None)


def _is_plain(answer: NamedPlace) -> bool:
    return (answer.full or answer.agreed) and answer.context in (Context.TAIL, Context.DOUBTFUL)
