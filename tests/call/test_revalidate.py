"""A call from another release, or with absurd fields, goes on at its first open question."""

from dataclasses import replace
from itertools import product

import pytest

from ivr.call import Asking, Call, Keyed, Outcome, Plan, Said, Silent, begin, from_pairs, ringing, step
from ivr.call.nodes import Ring, Unless
from ivr.call.step import revalidate

from .talk import Turn, after, event

SERVICE = ("service", "council")
MIE = ("prefecture", "24")


NOWHERE = ("", "nowhere", "ask_service/whisper", "質問", "goodbye", "welcome", "gone", "hand_over")


@pytest.mark.parametrize(
    ("slots", "question"),
    [
        ((), "ask_service"),
        ((MIE,), "ask_service"),
        ((SERVICE,), "ask_prefecture"),
        ((SERVICE, MIE), "read_back"),
        ((("service", "gone"), MIE), "ask_service"),
        ((SERVICE, ("prefecture", "48")), "ask_prefecture"),
    ],
)
def test_an_unknown_node_goes_on_at_the_first_open_question(
    plan: Plan, slots: tuple[tuple[str, str], ...], question: str
) -> None:
    for node, what in product(NOWHERE, (Silent(), Keyed("1"), Said("はい"), event(Outcome.BUSY))):
        call, instructions = step(plan, Call(node=node, slots=slots, turn=3), what)

        assert (call.node, call.turn) == (question, 4), (node, what)
        assert instructions, (node, what)


@pytest.mark.parametrize(
    ("slots", "question"), [((), "ask_service"), ((MIE,), "ask_service"), ((SERVICE,), "ask_prefecture")]
)
def test_a_read_back_of_nothing_goes_on_at_the_first_open_question(
    plan: Plan, slots: tuple[tuple[str, str], ...], question: str
) -> None:
    for what in (Silent(), Keyed("1"), Keyed("7"), Keyed("0"), Said("はい")):
        call, _ = step(plan, Call(node="read_back", slots=slots), what)

        assert call.node == question, what


STAGES = {
    Call(node="ask_prefecture"): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="yes_no")): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="pick")): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="pick", candidates=("99999",))): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="yes_no", candidates=("23999",))): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="region")): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="region", region=9)): "menu",
    Call(node="ask_prefecture", asking=Asking(stage="region", region=8)): "region",
    Call(node="ask_prefecture", asking=Asking(stage="pick", candidates=("13206", "34208"))): "pick",
    Call(node="ask_service", asking=Asking(stage="yes_no", candidates=("23",))): "menu",
    Call(node="ask_service", asking=Asking(stage="again")): "again",
    Call(node="not_reached"): "menu",
    Call(node="ring_office", asking=Asking(stage="pick", candidates=("13206", "34208"))): "",
}


def test_a_stage_that_lost_what_it_was_about_is_the_questions_menu(plan: Plan) -> None:
    assert {call: revalidate(plan, call).asking.stage for call in STAGES} == STAGES


def test_what_is_still_valid_is_kept(plan: Plan) -> None:
    call = after(plan, "経営改善", "府中市").call

    assert revalidate(plan, call) == call


def test_the_call_goes_on_with_the_plan_of_the_day(plan: Plan) -> None:
    old = after(plan, "経営改善").call._replace(plan="0123456789ab")

    assert step(plan, old, Said("三重県"))[0].plan == plan.hash


@pytest.mark.parametrize("what", [Silent(), Keyed("5"), Said("はい")])
def test_a_ring_whose_end_is_not_reported_counts_as_failed(plan: Plan, what: Silent | Keyed | Said) -> None:
    ringing = after(plan, "事業再生", "三重県", "").call

    assert Turn(*step(plan, ringing, what)).said.startswith("申し訳ありません。電話が、つながりませんでした。")


def test_the_end_of_a_ring_where_none_was_is_silence(plan: Plan) -> None:
    question = after(plan, "経営改善").call

    assert step(plan, question, event(Outcome.BUSY)) == step(plan, question, Silent())


def test_a_ring_of_nothing_asks_what_is_open(plan: Plan) -> None:
    failed = Turn(*step(plan, Call(node="ring_office"), event(Outcome.BUSY)))
    asked = Turn(*step(plan, failed.call, Keyed("1")))

    assert asked.call.node == "ask_service"


def test_no_hours_hinder_the_ring_of_nothing(plan: Plan) -> None:
    ring = plan.node("ring_office")
    assert isinstance(ring, Ring)
    hindered = replace(ring, unless=Unless(closed="closed", failing="failing"))
    changed = replace(plan, flow=replace(plan.flow, nodes={**plan.flow.nodes, "ring_office": hindered}))
    failed = Turn(*step(changed, Call(node="ring_office"), event(Outcome.BUSY)))

    assert Turn(*step(changed, failed.call, Keyed("1"))).call.node == "ask_service"


@pytest.mark.parametrize("call", [Call(node="ring_office"), Call(node="ask_service"), Call(node="nowhere"), Call()])
def test_where_nothing_rings_nothing_is_whispered(plan: Plan, call: Call) -> None:
    assert ringing(plan, call) is None


def test_several_keys_at_once_are_no_answer(plan: Plan) -> None:
    turn = Turn(*step(plan, after(plan, "経営改善").call, Keyed("12#")))

    assert turn.prefecture is None
    assert turn.call.asking.stage == "menu"


def test_a_call_begins_at_the_start_with_nothing_known(plan: Plan) -> None:
    assert begin(plan) == Call(node="welcome", plan=plan.hash)
    assert from_pairs("welcome", [("plan", plan.hash)]) == begin(plan)
