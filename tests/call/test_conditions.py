"""What the world may say instead of a ring: closed, failing, over the limit. What is unknown, rings."""

from dataclasses import replace
from datetime import datetime

import pytest

from ivr.call import Conditions, DialEnded, Keyed, Outcome, Plan, Silent, step

from .talk import Turn, after, turns

MIE = ("事業再生", "三重県")
MIE_COUNCIL = "+81592283370"
NUMBER = "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"
CLOSED = Conditions(closed=frozenset({"24-council"}))
FAILING = Conditions(failing=frozenset({"24-council"}))
LIMITED = Conditions(over_limit=True)
RING_ALL_THE_SAME = "このまま、おつなぎするときは、イチ。"


@pytest.mark.parametrize(
    ("world", "words"),
    [
        (CLOSED, "三重県の中小企業再生支援協議会は、ただいま、受付をしておりません。"),
        (FAILING, "三重県の中小企業再生支援協議会は、ただいま、電話が、つながりにくくなっています。"),
    ],
)
def test_a_closed_or_failing_office_is_said_so_its_number_told_and_a_ring_offered(
    plan: Plan, world: Conditions, words: str
) -> None:
    turn = after(plan, *MIE, world=world)

    assert turn.said.startswith(words)
    assert turn.said.count(NUMBER) == 2
    assert RING_ALL_THE_SAME in turn.said


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("answer", ["1", "つないでください", "はい、つないでください"])
def test_it_rings_all_the_same_when_asked_to(plan: Plan, world: Conditions, answer: str) -> None:
    assert after(plan, *MIE, answer, world=world).rang == MIE_COUNCIL


@pytest.mark.parametrize("world", [CLOSED, FAILING])
@pytest.mark.parametrize("answer", ["2", "いいえ、違います"])
def test_the_office_that_was_named_can_be_refused_there_too(plan: Plan, world: Conditions, answer: str) -> None:
    assert after(plan, *MIE, answer, world=world).said.startswith("失礼しました。都道府県が違うときは、イチ。")


@pytest.mark.parametrize("world", [CLOSED, FAILING])
def test_it_does_not_ring_unasked(plan: Plan, world: Conditions) -> None:
    turn = after(plan, *MIE, "", "", world=world)

    assert turn.ended


def test_over_the_limit_the_number_is_read_out_without_blame_and_nothing_rings(plan: Plan) -> None:
    turn = after(plan, *MIE, world=LIMITED)

    assert turn.said.startswith("申し訳ありません。ただいま、この電話からは、おつなぎできません。")
    assert turn.said.count(NUMBER) == 2
    assert "おつなぎするとき" not in turn.said
    assert after(plan, *MIE, "1", world=LIMITED).rang == ""


@pytest.mark.parametrize(
    "world",
    [Conditions(), Conditions(now=datetime(2026, 11, 22, 3, 0)), Conditions(closed=frozenset({"24-center"}))],  # noqa: DTZ001
)
def test_what_is_unknown_or_about_another_office_rings(plan: Plan, world: Conditions) -> None:
    assert after(plan, *MIE, "", world=world).rang == MIE_COUNCIL


@pytest.mark.parametrize("way", [Silent(LIMITED), Keyed("1", LIMITED)])
def test_the_limit_holds_at_the_ring_too(plan: Plan, way: Silent | Keyed) -> None:
    read_back = after(plan, *MIE)
    turn = Turn(*step(plan, read_back.call, way))

    assert turn.rang == ""
    assert turn.said.count(NUMBER) == 2


def test_the_limit_holds_for_a_second_ring(plan: Plan) -> None:
    busy = after(plan, *MIE, "", Outcome.BUSY)

    assert Turn(*step(plan, busy.call, Keyed("1", LIMITED))).rang == ""


@pytest.mark.parametrize("world", [CLOSED, FAILING])
def test_an_office_that_was_read_back_rings_even_if_it_closes_at_that_moment(plan: Plan, world: Conditions) -> None:
    read_back = after(plan, *MIE)

    assert Turn(*step(plan, read_back.call, Silent(world))).rang == MIE_COUNCIL


@pytest.mark.parametrize(
    ("world", "node"),
    [
        (replace(CLOSED, failing=FAILING.failing), "tell_number_first"),
        (replace(CLOSED, over_limit=True), "tell_number_only"),
    ],
)
def test_the_limit_is_told_before_what_concerns_the_office(plan: Plan, world: Conditions, node: str) -> None:
    assert after(plan, *MIE, world=world).call.node == node


def test_a_closed_office_at_which_nobody_answers_is_said_to_be_closed(plan: Plan) -> None:
    turn = after(plan, *MIE, world=replace(CLOSED, failing=FAILING.failing))

    assert turn.said.startswith("三重県の中小企業再生支援協議会は、ただいま、受付をしておりません。")


HEADQUARTERS = "+81354701840"
ITS_NUMBER = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
NO_HEADQUARTERS = Conditions(failing=frozenset({"headquarters"}))


def test_headquarters_that_keep_failing_are_not_rung_blindly_but_when_asked_for_again(plan: Plan) -> None:
    turn = after(plan, "全国本部", world=NO_HEADQUARTERS)

    assert "全国本部は、ただいま、電話が、つながりにくくなっています。" in turn.said
    assert turn.said.count(ITS_NUMBER) == 2
    assert "このまま、本部におつなぎするときは、イチ。" in turn.said
    assert Turn(*step(plan, turn.call, Keyed("1", NO_HEADQUARTERS))).rang == HEADQUARTERS


@pytest.mark.parametrize("world", [NO_HEADQUARTERS, LIMITED])
def test_a_call_that_nobody_leads_is_told_a_number_where_headquarters_should_not_ring(
    plan: Plan, world: Conditions
) -> None:
    told, _, last = turns(plan, "", "", "", "", "", world=world)[3:]

    assert (told.rang, told.said.count(ITS_NUMBER)) == ("", 2)
    assert last.ended


@pytest.mark.parametrize("world", [NO_HEADQUARTERS, LIMITED, Conditions(closed=frozenset({"headquarters"}))])
def test_despair_rings_a_person_whatever_the_world_says(plan: Plan, world: Conditions) -> None:
    assert after(plan, "もう死にたいです", world=world).rang == HEADQUARTERS


def test_the_end_of_a_ring_is_told_whatever_the_world_says(plan: Plan) -> None:
    ringing = after(plan, *MIE, "")
    turn = Turn(*step(plan, ringing.call, DialEnded(Outcome.BUSY, CLOSED)))

    assert turn.said.startswith("申し訳ありません。窓口は、ただいま話し中です。")


def test_a_caller_may_turn_to_another_office_instead(plan: Plan) -> None:
    turn = after(plan, *MIE, "愛知県です", world=CLOSED)

    assert turn.said.startswith("愛知県の中小企業再生支援協議会におつなぎします。")
