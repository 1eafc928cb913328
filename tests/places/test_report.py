"""The sets as a whole: nothing certain is wrong, and enough callers are helped. `-s` prints the tables."""

from collections import Counter

import pytest

from ivr.places import Gazetteer

from .report import BAD, GOOD, share, table, tally
from .tables import Said, addresses, heard, non_places
from .utterances import all_utterances

WRONG, ASKED_WRONG = BAD[2], BAD[1]


def counted(places: Gazetteer, utterances: list[Said]) -> dict[str, Counter[str]]:
    tallies = tally(places, utterances)
    print(table(tallies))  # noqa: T201 - shown with -s
    return tallies


@pytest.mark.unmeasured
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
    found = counted(places, heard())["misheard"]

    assert found[WRONG] == 0
    assert share(found, *GOOD) >= 0.80
    assert share(found, ASKED_WRONG) <= 0.03


@pytest.mark.parametrize("of", ["seen", "new"])
def test_what_is_no_place_is_not_asked_about(places: Gazetteer, of: str) -> None:
    found = counted(places, non_places(of))[f"no place, {of}"]

    assert found[WRONG] == 0
    assert share(found, ASKED_WRONG) <= 0.02
