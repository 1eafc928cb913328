"""The sets as a whole: nothing certain is wrong, and enough callers are helped. `-s` prints the tables."""

from collections import Counter

import pytest

from ivr.places import Gazetteer

from .mishearings import mishearings
from .report import BAD, GOOD, share, table, tally
from .tables import Said, addresses, heard, heard_cities, non_places
from .utterances import all_utterances

pytestmark = pytest.mark.unmeasured
WRONG, ASKED_WRONG = BAD[2], BAD[1]


def counted(places: Gazetteer, utterances: list[Said]) -> dict[str, Counter[str]]:
    tallies = tally(places, utterances)
    print(table(tallies))  # noqa: T201 - shown with -s
    return tallies


def test_thousands_of_utterances_over_all_places(places: Gazetteer) -> None:
    tallies = counted(places, all_utterances(places))

    everything = sum(tallies.values(), Counter[str]())
    assert everything[WRONG] == 0
    assert share(everything, *GOOD) >= 0.995
    assert share(tallies["full prefecture"], "certain") >= 0.99
    # All but those of one name in several prefectures, in writing (府中市) or in sound (山形市, 山県市).
    assert share(tallies["city"], "certain") >= 0.965
    assert all(share(counts, *GOOD) >= 0.99 for counts in tallies.values())


def test_postal_addresses(places: Gazetteer) -> None:
    tallies = counted(places, addresses())

    assert sum(counts[WRONG] for counts in tallies.values()) == 0
    assert all(share(counts, *GOOD) >= 0.995 for counts in tallies.values())
    assert share(tallies["address with prefecture"], "certain") == 1


def test_misheard_answers_of_the_development_set(places: Gazetteer) -> None:
    counts = counted(places, heard())["misheard"]

    assert counts[WRONG] == 0
    assert share(counts, *GOOD) >= 0.80
    assert share(counts, ASKED_WRONG) <= 0.03


def test_municipalities_as_a_weak_recogniser_heard_them(places: Gazetteer) -> None:
    counts = counted(places, heard_cities())
    clean, everything = counts["city misheard"], sum(counts.values(), Counter[str]())

    assert everything[WRONG] == 0
    assert share(everything, *GOOD) >= 0.73
    assert share(clean, *GOOD) >= 0.82
    assert share(everything, ASKED_WRONG) <= 0.03


def test_municipalities_that_nobody_heard_misheard_in_the_same_ways(places: Gazetteer) -> None:
    counts = counted(places, mishearings(places, 600, seed=1))
    everything = sum(counts.values(), Counter[str]())

    assert everything[WRONG] <= 1  # a kanji drawn by chance may be exactly another place's
    assert share(counts["municipality, drawn"], *GOOD) >= 0.58
    assert share(counts["with prefecture, drawn"], *GOOD) >= 0.84
    assert share(everything, ASKED_WRONG) <= 0.04


@pytest.mark.parametrize("of", ["seen", "new", "answer"])
def test_what_is_no_place_is_not_asked_about(places: Gazetteer, of: str) -> None:
    counts = counted(places, non_places(of))[f"no place, {of}"]

    assert counts[WRONG] == 0
    assert share(counts, ASKED_WRONG) <= 0.02
