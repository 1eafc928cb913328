"""After a fault of ours: an apology and the fallback office, then a number, never a loop."""

import pytest

from ivr.call import Call, Outcome, Plan, begin, rescue, step

from .talk import Answer, Turn, after, event

HEADQUARTERS = "+81354701840"
HEADQUARTERS_NUMBER = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
APOLOGY = "申し訳ありません。案内に不具合が起きました。経営改善支援センターの全国本部に、おつなぎします。"


@pytest.mark.parametrize(
    "answers",
    [
        *((), ("1",), ("経営改善", "岡山県"), ("3", "3")),
        *(("事業再生", "三重県", ""), ("事業再生", "三重県", "", Outcome.BUSY)),  # what rings or rang is another office
    ],
)
def test_a_fault_on_a_callers_step_apologises_and_rings_the_fallback_office(
    plan: Plan, answers: tuple[Answer, ...]
) -> None:
    before = after(plan, *answers).call
    turn = Turn(*rescue(plan, before))

    assert (turn.said, turn.rang) == (APOLOGY, HEADQUARTERS)
    assert turn.call.slots == before.slots
    assert turn.call.turn == before.turn + 1  # its ring is none of the step before


def test_a_fault_before_the_first_word_is_no_different(plan: Plan) -> None:
    assert Turn(*rescue(plan, begin(plan))).rang == HEADQUARTERS
    assert Turn(*rescue(plan, Call(node="nowhere", slots=(("service", "none"),)))).rang == HEADQUARTERS


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        (("全国本部",), HEADQUARTERS_NUMBER),
        (("三重県の協議会", "全国本部"), "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"),
        (("三重県の協議会", "全国本部", Outcome.BUSY), "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"),
        (("全国本部", Outcome.BUSY, "経営改善"), HEADQUARTERS_NUMBER),
    ],
)
def test_after_a_fault_once_the_fallback_office_was_rung_a_number_is_read_out_and_the_call_ends(
    plan: Plan, answers: tuple[Answer, ...], number: str
) -> None:
    turn = Turn(*rescue(plan, after(plan, *answers).call))

    assert turn.said.count(number) == 2
    assert turn.ended


def test_the_phrase_goes_with_a_shared_centers_number_here_too(plan: Plan) -> None:
    turn = Turn(*rescue(plan, after(plan, "愛知県の経営改善", "全国本部").call))

    assert "「経営改善支援センターでの相談」と、お伝えください。お電話、ありがとうございました。" in turn.said


def test_faults_without_end_ring_only_once(plan: Plan) -> None:
    call, rings = begin(plan), 0
    for _ in range(10):
        turn = Turn(*rescue(plan, call))
        rings += turn.rang != ""
        call = turn.call

    assert rings == 1


def test_after_a_rescue_the_call_goes_on_as_any_other(plan: Plan) -> None:
    rescued = Turn(*rescue(plan, after(plan, "三重県の協議会").call))
    turn = Turn(*step(plan, rescued.call, event(Outcome.NO_ANSWER)))

    assert turn.said.startswith(
        "申し訳ありません。窓口から、応答がありませんでした。三重県の中小企業再生支援協議会の番号を、"
    )
