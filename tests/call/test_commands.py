"""`#`, `*`, `0` and their words mean the same at every question."""

import re

import pytest

from ivr.call import Outcome, Plan
from ivr.speech import KEYS

from .talk import Answer, after, turns

HEADQUARTERS = "+81354701840"

# Every question of the flow in each of its stages, and the answers that lead there.
QUESTIONS: dict[str, tuple[Answer, ...]] = {
    "ask_service": (),
    "ask_service again": ("ざわざわ",),
    "ask_service menu": ("",),
    "ask_which": ("経営が苦しくて",),
    "ask_which again": ("経営が苦しくて", "ざわざわ"),
    "explain": ("3",),
    "after_details_center": ("3", "3", "1"),
    "after_details_council": ("3", "3", "1", "2", "1"),
    "ask_prefecture": ("経営改善",),
    "ask_prefecture again": ("経営改善", "ざわざわ"),
    "ask_prefecture menu": ("1",),
    "ask_prefecture region": ("1", "3"),
    "ask_prefecture yes_no": ("経営改善", "岡山県"),
    "ask_prefecture pick": ("経営改善", "府中市"),
    "read_back": ("事業再生", "三重県"),
    "what_is_wrong": ("事業再生", "三重県", "2"),
    "not_reached": ("事業再生", "三重県", "", Outcome.BUSY),
    "tell_number": ("事業再生", "三重県", "", Outcome.BUSY, "2"),
    "tell_number_only": ("全国本部", Outcome.BUSY),
    "stopped": ("今日はやめておきます",),
}
everywhere = pytest.mark.parametrize("answers", QUESTIONS.values(), ids=QUESTIONS.keys())


def test_the_table_of_questions_is_right(plan: Plan) -> None:
    calls = {question: after(plan, *answers).call for question, answers in QUESTIONS.items()}

    assert [each for each, call in calls.items() if each not in (call.node, f"{call.node} {call.asking.stage}")] == []


@everywhere
def test_every_key_that_is_heard_works_and_so_does_its_word(plan: Plan, answers: tuple[Answer, ...]) -> None:
    turn = after(plan, *answers)
    announced = re.findall(rf"は、?({'|'.join(KEYS.values())})", turn.said)
    signs = {word: sign for sign, word in KEYS.items()}

    assert announced or turn.call.asking.stage in ("first", "again", "yes_no") or turn.call.node == "read_back"
    for word in announced:
        for answer in (signs[word], word):
            follows = after(plan, *answers, answer)
            assert follows.call.asking.tries == 0 or follows.call.node == turn.call.node == "tell_number_only"
            assert follows.call.asking.no_matches == turn.call.asking.no_matches or follows.call.node != turn.call.node


@pytest.mark.unmeasured
@everywhere
def test_again_says_the_question_once_more_and_counts_as_no_miss(plan: Plan, answers: tuple[Answer, ...]) -> None:
    again = ("#", "シャープ", "もう一度", "もう一度お願いします", "聞こえないです")
    first, repeated, *more = turns(plan, *answers, *again, *again)[-11:]

    assert repeated.said
    assert first.said.endswith(repeated.said)
    assert {turn.said for turn in more} == {repeated.said}
    assert (repeated.call.node, repeated.call.asking.stage) == (first.call.node, first.call.asking.stage)
    assert (repeated.call.asking.tries, repeated.call.asking.no_matches) == (
        first.call.asking.tries,
        first.call.asking.no_matches,
    )


@pytest.mark.parametrize("question", ["tell_number", "tell_number_only"])
@pytest.mark.parametrize("wish", ["番号を教えて", "電話番号は何番ですか", "もう一度番号を言ってください"])
def test_a_number_that_was_read_out_is_read_out_again_for_who_asks_for_it(plan: Plan, question: str, wish: str) -> None:
    read_out, again, once_more = turns(plan, *QUESTIONS[question], wish, wish)[-3:]

    assert "の番号を" in again.said
    assert read_out.said.endswith(again.said)
    assert once_more.said == again.said
    assert again.call.asking == read_out.call.asking


@pytest.mark.parametrize("zero", ["0", "ゼロ"])
def test_zero_twice_leads_to_the_fallback_office_from_everywhere(plan: Plan, zero: str) -> None:
    rang = {question: [turn.rang for turn in turns(plan, *QUESTIONS[question], zero, zero)] for question in QUESTIONS}

    assert {question: numbers for question, numbers in rang.items() if HEADQUARTERS not in numbers[-2:]} == {}


HELP: dict[tuple[Answer, ...], str] = {
    (): "ご相談の内容と、会社のある都道府県をうかがい、",
    ("経営改善",): "会社のある都道府県を、うかがっています。",
    ("1", "3"): "会社のある都道府県を、うかがっています。",
    ("事業再生", "三重県"): "おつなぎするときは、イチ。違うときは、ニー。",
    ("3",): "前に戻るときは、コメジルシ。",
    ("事業再生", "三重県", "", Outcome.BUSY, "2"): "前に戻るときは、コメジルシ。",
}


@pytest.mark.parametrize("zero", ["0", "ゼロ", "使い方がわからない", "操作がわからない"])
def test_zero_helps_once_and_asks_again(plan: Plan, zero: str) -> None:
    for answers, help_ in HELP.items():
        before, helped, handed = turns(plan, *answers, zero, zero)[-3:]

        assert helped.said.startswith(help_)
        assert "全国本部につなぐときは、もう一度、ゼロ。" in helped.said, answers
        assert (helped.call.node, helped.call.asking.stage) == (before.call.node, before.call.asking.stage)
        assert handed.rang == HEADQUARTERS, answers


@pytest.mark.parametrize("between", ["", "ざわざわ", "7", "わからない"])
def test_help_counts_until_the_next_answer_and_zero_rings_only_where_that_was_said(plan: Plan, between: str) -> None:
    offered_and_rang = {}
    for question, answers in QUESTIONS.items():
        heard, zero = turns(plan, *answers, "0", between, "0")[-2:]
        offered_and_rang[question] = ("ゼロ" in heard.said, zero.rang)

    right = {(True, HEADQUARTERS), (True, ""), (False, "")}
    assert {question: wrong for question, wrong in offered_and_rang.items() if wrong not in right} == {}


@pytest.mark.parametrize(
    "answers",
    [
        ("", ""),
        ("1", ""),
        ("1", "3", ""),
        ("事業再生", "三重県", "", Outcome.BUSY),
    ],
)
@pytest.mark.parametrize("zero", ["0", "ゼロ"])
def test_zero_leads_to_the_fallback_office_at_once_where_it_was_just_offered(
    plan: Plan, answers: tuple[Answer, ...], zero: str
) -> None:
    offered = after(plan, *answers)

    assert "全国本部につなぐときは、ゼロ。" in offered.said
    assert after(plan, *answers, zero).rang == HEADQUARTERS


@pytest.mark.parametrize(
    "person", ["オペレーターをお願いします", "人と話したいです", "担当者", "人", "全国本部につないでください"]
)
def test_a_person_is_reached_by_word_from_everywhere(plan: Plan, person: str) -> None:
    heard = {question: after(plan, *answers, person) for question, answers in QUESTIONS.items()}

    assert {question: (turn.said, turn.rang) for question, turn in heard.items()} == dict.fromkeys(
        QUESTIONS, ("かしこまりました。経営改善支援センターの全国本部に、おつなぎします。", HEADQUARTERS)
    )


def test_help_and_question_do_not_name_the_same_key_one_after_the_other(plan: Plan) -> None:
    turn = after(plan, "事業再生", "三重県", "自分でかけるので番号を", "なんで")

    assert turn.said.startswith("前に戻るときは、コメジルシ。全国本部につなぐときは、もう一度、ゼロ。")
    assert turn.said.count("もう一度聞くときは、シャープ。") == 1


@pytest.mark.parametrize("answers", [(), ("経営改善",), ("事業再生", "三重県")])
@pytest.mark.parametrize("words", ["もうだめだ", "死にたい", "もう、死にたいです"])
def test_distress_reaches_a_person_and_never_hears_that_it_was_not_understood(
    plan: Plan, answers: tuple[str, ...], words: str
) -> None:
    turn = after(plan, *answers, words)

    assert turn.rang == HEADQUARTERS
    assert "聞き取れ" not in turn.said


@pytest.mark.parametrize("back", ["*", "戻る", "コメジルシ", "前に戻ってください"])
def test_back_on_the_first_question_only_repeats_it(plan: Plan, back: str) -> None:
    first, *repeated = turns(plan, back, back, back)

    assert [turn.said for turn in repeated] == [first.asked.lines[1].text] * 3
    assert repeated[-1].call.asking.tries == 0


TAKEN_BACK: dict[tuple[Answer, ...], tuple[str, tuple[tuple[str, str], ...]]] = {
    ("経営改善",): ("ask_service", ()),
    ("経営改善", "三重県"): ("ask_prefecture", (("service", "center"),)),
    ("三重県", "経営改善"): ("ask_service", (("prefecture", "24"),)),
    ("三重県です",): ("ask_service", (("prefecture", "24"),)),
    ("経営が苦しくて",): ("ask_service", ()),
    ("経営改善", "三重県", "", Outcome.BUSY): ("ask_prefecture", (("service", "center"),)),
    ("経営改善", "三重県", "", Outcome.BUSY, "2"): ("ask_prefecture", (("service", "center"),)),
    ("3",): ("ask_service", ()),
    ("3", "3", "1"): ("explain", ()),
    ("3", "3", "1", "2", "1"): ("explain", ()),
    ("1", "3"): ("ask_prefecture", (("service", "center"),)),
}


@pytest.mark.parametrize("back", ["*", "戻る", "コメジルシ"])
def test_back_takes_back_the_last_answer(plan: Plan, back: str) -> None:
    calls = {answers: after(plan, *answers, back).call for answers in TAKEN_BACK}

    assert {answers: (call.node, call.slots) for answers, call in calls.items()} == TAKEN_BACK


def test_back_again_and_again_goes_through_the_answers_in_their_order(plan: Plan) -> None:
    nodes = [turn.call.node for turn in turns(plan, "経営改善", "三重県", "*", "*", "*")[2:]]

    assert nodes == ["read_back", "ask_prefecture", "ask_service", "ask_service"]


def test_what_was_taken_back_is_not_refused(plan: Plan) -> None:
    assert after(plan, "経営改善", "三重県", "*", "三重県").prefecture == "24"
