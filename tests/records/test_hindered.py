"""Calls whose office is not rung: each has a disposition of its own, which says why."""

import random
from collections.abc import Sequence

from ivr.call import Conditions, Event, Keyed, Plan, Said, Silent
from ivr.records.fold import fold
from ivr.records.record import Disposition
from ivr.records.report.texts import LABELS

from .simulated import Booked, Player

AT = 1_795_848_000_000
ASKED = "三重県の中小企業再生支援協議会"
OFFICE = frozenset({"24-council"})
HEADQUARTERS = frozenset({"headquarters"})
OPEN, LIMITED = Conditions(), Conditions(over_limit=True)
CLOSED, FAILING = Conditions(closed=OFFICE), Conditions(failing=OFFICE)
NOBODY = Conditions(closed=OFFICE, failing=HEADQUARTERS)
NO_HEADQUARTERS = Conditions(closed=HEADQUARTERS)


def became(plan: Plan, answers: Sequence[Event]) -> str:
    """Return what became of a call with these *answers*, whose caller then hung up."""
    player = Player(plan, Booked("CA1", AT, plan.hash), random.Random(1))  # noqa: S311 - nothing is left to chance
    for answer in answers:
        player.answer(answer)
    player.over()
    return fold("CA1", player.events)[0].disposition


WHY: list[tuple[Sequence[Event], str]] = [
    ([Said(ASKED, CLOSED)], "closed"),
    ([Said(ASKED, CLOSED), Silent(CLOSED), Silent(CLOSED)], "closed"),  # heard to its end
    ([Said(ASKED, FAILING)], "failing"),
    ([Said(ASKED, LIMITED)], "over_limit"),
    ([Said(ASKED), Silent(LIMITED)], "over_limit"),  # once the office had been read back
    ([Said(ASKED, CLOSED), Keyed("1", CLOSED)], "left_ringing"),  # rung all the same
    ([Said(ASKED, CLOSED), Keyed("2", CLOSED)], "closed"),
    ([Said("全国本部", NO_HEADQUARTERS)], "closed"),
    ([Said("全国本部", NOBODY)], "failing"),
    ([Said(ASKED)], "left"),
    ([Said("ふにゃふにゃ", CLOSED)], "left"),  # no office is chosen yet
    ([Said(ASKED), Said("いいえ", FAILING)], "left"),
    ([], "left"),
]


def test_why_no_office_was_rung(plan: Plan) -> None:
    assert [became(plan, answers) for answers, _ in WHY] == [disposition for _, disposition in WHY]


def test_every_disposition_has_words_of_its_own() -> None:
    assert {*Disposition} - LABELS.keys() == set()
    assert len({LABELS[one] for one in Disposition}) == len(Disposition)
