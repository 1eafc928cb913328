"""What the core promises holds at every question of the shipped site."""

import pytest

from ivr.call import Plan

from .promises import PROMISES, broken, calls

pytestmark = pytest.mark.unmeasured


def test_every_promise_is_kept_at_every_question(plan: Plan) -> None:
    assert broken(plan) == set()


@pytest.mark.parametrize("stage", ["first", "again", "menu", "region", "postal", "yes_no", "pick", "confirm"])
def test_calls_stand_at_each_stage(plan: Plan, stage: str) -> None:
    assert any(call.asking.stage == stage for call in calls(plan))


def test_a_promise_is_named_for_what_it_says() -> None:
    named = {"carried", "counted", "repeated", "helped_once", "seven_digits", "dialled", "offered_alone"}
    assert set(PROMISES) == named
