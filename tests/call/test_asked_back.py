"""Questions back are answered, and the question is asked again: they fill nothing, and are no mistake."""

import pytest

from ivr.call import Outcome, Plan

from .talk import Answer, after, turns

QUESTIONS = {
    "お金はかかりますか": "cost",
    "電話代はかかりますか": "free",
    "何時までやっていますか": "hours",
    "そちらはどちら様ですか": "who",
    "ここで合っていますか": "right_place",
    "録音されているんですか": "privacy",
    "何が必要ですか": "other",
    "センターの場所はどこにありますか": "address",
}
# Where a call may stand, with the answers that lead there.
STANDING: dict[str, tuple[Answer, ...]] = {
    "ask_service": (),
    "ask_service again": ("ざわざわ",),
    "ask_service menu": ("",),
    "ask_which": ("経営が苦しくて",),
    "explain": ("3",),
    "ask_prefecture": ("経営改善",),
    "ask_prefecture region": ("1", "3"),
    "ask_prefecture yes_no": ("経営改善", "岡山県"),
    "what_is_wrong": ("事業再生", "三重県", "2"),
    "not_reached": ("事業再生", "三重県", "", Outcome.BUSY),
    "stopped": ("今日はやめておきます",),
}


@pytest.mark.parametrize("standing", STANDING)
def test_a_question_is_answered_and_nothing_else_happens(plan: Plan, standing: str) -> None:
    for question, name in QUESTIONS.items():
        before, answered = turns(plan, *STANDING[standing], question)[-2:]
        answer = plan.prompts[plan.answers[name]].text

        assert answered.said.startswith(answer)
        assert before.said.endswith(answered.said.removeprefix(answer)), question
        assert (answered.call.node, answered.call.slots) == (before.call.node, before.call.slots), question
        assert answered.call.asking == before.call.asking, question


@pytest.mark.parametrize("standing", ["ask_service", "ask_which", "ask_prefecture"])
def test_no_number_of_questions_is_a_mistake(plan: Plan, standing: str) -> None:
    before, *asked = turns(plan, *STANDING[standing], *QUESTIONS)[-len(QUESTIONS) - 1 :]

    assert {turn.call.asking for turn in asked} == {before.call.asking}
    assert after(plan, *STANDING[standing], *QUESTIONS, "経営改善").service == "center"


@pytest.mark.parametrize("question", QUESTIONS)
def test_at_the_read_back_only_a_yes_rings_after_a_question(plan: Plan, question: str) -> None:
    read_back = ("事業再生", "三重県", question)
    asked = after(plan, *read_back)

    assert (asked.call.node, asked.call.asking.stage) == ("read_back", "confirm")
    assert asked.said.startswith(plan.prompts[plan.answers[QUESTIONS[question]]].text)
    assert after(plan, *read_back, "").rang == ""
    assert after(plan, *read_back, "はい").rang == "+81592283370"


@pytest.mark.parametrize(("said", "prefecture"), [("三重県ですが、お金はかかりますか", None), ("三重県です", "24")])
def test_a_question_fills_nothing_also_where_it_names_a_place(plan: Plan, said: str, prefecture: str | None) -> None:
    assert after(plan, said).prefecture == prefecture


def test_no_answer_tells_what_costs_or_opening_hours_the_leaflet_does_not_state(plan: Plan) -> None:
    answers = "".join(plan.prompts[prompt].text for prompt in plan.answers.values())

    assert not set("円時") & set(answers.replace("時間", "")), answers
    assert "無料" not in answers
