"""Find the names in a sentence: written names anywhere, kana names only where one may begin."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.places import around
from ivr.places.around import Fit
from ivr.places.gazetteer import Gazetteer
from ivr.places.index import Senses, Way
from ivr.places.normal import smooth

_FULL = frozenset({Way.PREFECTURE, Way.CITY, Way.TOWN, Way.WARD, Way.COUNTY, Way.FORMER})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at [start, end) of the normal form, the places it can mean, and how it sits there."""

    start: int
    end: int
    senses: Senses
    fit: Fit
    spoken: bool  # found by kana alone

    full: bool  # with its 県, 市, 町 …


def mentions(places: Gazetteer, text: str) -> list[Mention]:
    """Return the names in `text` (normal form) from left to right, the longest at each place."""
    written = list(_written(places, text))
    spoken = [found for found in _spoken(places, text) if not any(_overlap(found, other) for other in written)]
    return sorted([*written, *spoken], key=lambda found: found.start) if spoken else written


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _written(places: Gazetteer, text: str) -> Iterator[Mention]:
    names, start, end = places.written, 0, len(text)
    while start < end:
        length = names.longest(text, start, end)
        if length > 1 or (length and around.alone(text, start, start + 1)):
            yield _mention(text, start, start + length, names.senses[text[start : start + length]], spoken=False)
        start += length or 1


def _mention(text: str, start: int, end: int, senses: Senses, *, spoken: bool) -> Mention:
    full = senses[0].way in _FULL
    return Mention(start, end, senses, around.fit(text, start, end, full=full), spoken, full)


def _spoken(places: Gazetteer, text: str) -> Iterator[Mention]:
    """Yield kana names that begin where one may and end where one may."""
    kana = smooth(text)
    waiting, seen = around.beginnings(text), set[int]()
    while waiting:
        start = waiting.pop()
        if start in seen or start >= len(text):
            continue
        seen.add(start)
        waiting += around.after_filler(text, start)
        if found := _longest_fitting(places, text, kana, start):
            yield found
            waiting.append(found.end + 1 if text.startswith("の", found.end) else found.end)


def _longest_fitting(places: Gazetteer, text: str, kana: str, start: int) -> Mention | None:
    """Return the longest name that ends where one may; of みやぎの the prefecture みやぎ, not 宮城野."""
    end, best = len(text), None
    while length := places.spoken.longest(kana, start, end):
        end = start + length
        found = _mention(text, start, end, places.spoken.senses[kana[start:end]], spoken=True)
        if best is None and (found.fit is not Fit.TAIL or found.full):
            best = found
        if best and not kana.endswith("の", start, best.end):
            return best
        if found.senses[0].way is Way.SHORT_PREFECTURE and found.fit is Fit.CLEAN:
            return found
        end -= 1
    return best
