"""The keys that a question offers are those that it names to its callers, and that answer it."""

from typing import get_args

import pytest

from ivr.call import Keyed, Outcome, Plan, offered, step
from ivr.call.asking import RETRIES
from ivr.call.state import Stage
from ivr.speech import key

from .talk import Answer, after


@pytest.mark.parametrize(
    ("answers", "meanings"),
    [
        ((), {"1": "center", "2": "council"}),
        (("1",), {str(number): str(number) for number in range(1, 9)}),
        (("1", "3"), {"1": "23", "2": "22", "3": "21", "4": "24"}),
        (("経営改善", "府中市です"), {"1": "13206", "2": "34208"}),
        (("経営改善", "徳島です"), {"1": "yes", "2": "no"}),
        (("1", "9"), {}),
        (("愛知県の経営改善",), {"1": "yes", "2": "no"}),
        (("愛知県の経営改善", ""), {}),
    ],
)
def test_what_is_offered(plan: Plan, answers: tuple[Answer, ...], meanings: dict[str, str]) -> None:
    found = {one.key: one.meaning for one in offered(plan, after(plan, *answers).call)}

    assert {key: found.get(key) for key in meanings} == meanings
    assert bool(found) == bool(meanings)


@pytest.mark.parametrize(
    "answers",
    [
        ("",),
        ("1",),
        ("1", "3"),
        ("経営改善", "府中市です"),
        ("経営改善", "徳島です", ""),
        ("1", "3", "1", "7"),
        ("1", "9", "4600008"),
    ],
)
def test_every_key_that_is_offered_is_named_and_leads_on(plan: Plan, answers: tuple[Answer, ...]) -> None:
    turn = after(plan, *answers)

    for one in offered(plan, turn.call):
        moved, _ = step(plan, turn.call, Keyed(one.key))
        was, now = ((at.node, at.asking.stage, at.language) for at in (turn.call, moved))
        assert was != now
        assert moved.asking.tries == 0
        assert moved.asking.no_matches == 0
    assert all(one.label.text in turn.said for one in offered(plan, turn.call) if one.meaning == "en")
    assert all(key(one.key).text in turn.said for one in offered(plan, turn.call) if one.meaning != "en")


def test_nothing_is_offered_where_it_rings(plan: Plan) -> None:
    assert offered(plan, after(plan, "愛知県の経営改善", "", Outcome.BUSY).call) != ()
    assert offered(plan, after(plan, "愛知県の経営改善", "").call) == ()


def test_every_stage_has_a_row_in_the_table_of_retries() -> None:
    assert set(RETRIES) == set(get_args(Stage))
