"""Silence and misunderstanding lead on, and never in a circle."""

import pytest

from ivr.call import Outcome, Plan

from .talk import Answer, after, turns

HEADQUARTERS = "+81354701840"
MISHEARD = "では、ボタンでお選びください。"
SILENCE = "では、ボタンでうかがいます。"
MENU = "計画づくりはイチ、銀行との調整はニー、わからないときはサンです。"
WHICH = "計画づくりはイチ、銀行との調整はニー、"
REGIONS = "どの地域ですか。関東はイチ、"
SORRY = "うまくご案内できず、申し訳ありません。経営改善支援センターの全国本部に、おつなぎします。"


@pytest.mark.parametrize(
    ("before", "menu"),
    [
        ((), MENU),  # the keys of what was just asked need no word before them
        (("ざわざわ",), MENU),
        (("経営が苦しくて",), WHICH),
        (("経営改善",), SILENCE + REGIONS),
        (("経営改善", "ざわざわ"), SILENCE + REGIONS),
    ],
)
def test_the_first_silence_leads_to_the_keypad_menu(plan: Plan, before: tuple[str, ...], menu: str) -> None:
    turn = after(plan, *before, "")

    assert turn.call.asking.stage == "menu"
    assert turn.said.startswith(menu)


@pytest.mark.parametrize(
    ("before", "simpler"),
    [
        ((), "では、計画づくりですか。それとも、銀行との調整ですか。"),
        (("経営が苦しくて",), "では、計画づくりですか。それとも、銀行との調整ですか。"),
        (("経営改善",), "では、市や町の名前を、おはなしください。"),
    ],
)
def test_the_first_misunderstanding_asks_again_in_other_words(
    plan: Plan, before: tuple[str, ...], simpler: str
) -> None:
    assert after(plan, *before, "ざわざわ").said == simpler


@pytest.mark.parametrize(("before", "menu"), [((), MENU), (("経営改善",), REGIONS)])
def test_the_second_misunderstanding_leads_to_the_keypad_menu_where_speech_is_heard_too(
    plan: Plan, before: tuple[str, ...], menu: str
) -> None:
    turn = after(plan, *before, "ざわざわ", "がやがや")

    assert turn.said.startswith(MISHEARD + menu)
    assert turn.asked.wait == 6


@pytest.mark.parametrize(
    ("before", "answer", "node"),
    [
        ((), "経営改善", "ask_prefecture"),
        ((), "返済を待ってもらいたい", "ask_prefecture"),
        ((), "三重県です", "ask_which"),
        (("経営改善",), "三重県", "read_back"),
        (("経営改善",), "九州", "ask_prefecture"),
        (("経営改善",), "戻る", "ask_service"),
    ],
)
def test_the_ear_stays_open_after_two_misunderstandings(
    plan: Plan, before: tuple[str, ...], answer: str, node: str
) -> None:
    turn = after(plan, *before, "ざわざわ", "がやがや", answer)

    assert (turn.call.node, turn.rang) == (node, "")
    assert "聞き取れ" not in turn.said


def test_noise_at_one_question_does_not_count_at_the_next(plan: Plan) -> None:
    turn = after(plan, "ざわざわ", "がやがや", "1")

    assert turn.call.node == "ask_prefecture"


def test_noise_in_a_menu_counts_too_and_is_bounded(plan: Plan) -> None:
    assert after(plan, "", "ざわざわ").call.asking.no_matches == 1
    assert after(plan, "", "ざわざわ", "がやがや").rang == HEADQUARTERS


def test_a_key_that_was_not_offered_leads_to_the_keypad_menu(plan: Plan) -> None:
    assert after(plan, "7").said.startswith(MISHEARD + MENU)


@pytest.mark.parametrize(
    "before", [("",), ("ざわざわ", "がやがや"), ("1",), ("1", "3"), ("3",), ("事業再生", "三重県", "2"), ("7",)]
)
@pytest.mark.parametrize("answer", ["", "99"])
def test_a_menu_played_twice_without_an_answer_leads_to_the_fallback_office(
    plan: Plan, before: tuple[str, ...], answer: str
) -> None:
    menu, again, handed = turns(plan, *before, answer, answer)[-3:]

    assert again.call.node == menu.call.node
    assert (handed.said, handed.rang) == (SORRY, HEADQUARTERS)


def test_a_silent_caller_is_handed_over(plan: Plan) -> None:
    played = turns(plan, "", "", "")

    assert [turn.rang for turn in played] == ["", "", "", HEADQUARTERS]


def test_a_silent_answer_to_yes_or_no_is_asked_twice_and_then_leads_to_the_keypad(plan: Plan) -> None:
    asked, again, menu = turns(plan, "経営改善", "岡山県", "", "")[2:]

    assert asked.call.asking.candidates == again.call.asking.candidates == ("33",)
    assert (asked.said, asked.asked.wait) == ("岡山県で、よろしいでしょうか。", 5)
    assert (again.said, again.asked.wait) == ("岡山県なら、イチ。違うときは、ニー。", 6)
    assert menu.said.startswith(MISHEARD + REGIONS)
    assert menu.call.asking.candidates == ()


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED])
def test_who_is_lost_after_the_fallback_office_was_rung_hears_a_number(plan: Plan, outcome: Outcome) -> None:
    played = turns(plan, "全国本部", outcome, "経営改善", "", "", "")

    assert [turn.rang for turn in played[3:]] == [""] * 4
    assert "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。" in played[-1].said
    assert played[-1].ended


@pytest.mark.parametrize(
    "circle", [("#", "もう一度"), ("*", "戻る"), ("経営改善", "*"), ("3", "*"), ("1", "*"), ("三重県", "*")]
)
def test_after_40_turns_a_call_is_handed_over_and_some_turns_later_it_ends(
    plan: Plan, circle: tuple[Answer, Answer]
) -> None:
    played = turns(plan, *circle * 20)
    assert [turn.rang for turn in played] == [""] * 40 + [HEADQUARTERS]

    rest = turns(plan, *circle * 20, Outcome.BUSY, *circle * 30)[41:]
    end = next(number for number, turn in enumerate(rest) if turn.ended)
    assert end <= 12
    assert [turn.rang for turn in rest[: end + 1]] == [""] * (end + 1)
    assert "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。" in "".join(turn.said for turn in rest[: end + 1])


def test_a_ring_in_the_40th_turn_keeps_its_words(plan: Plan) -> None:
    turn = after(plan, "三重県の協議会", *["#"] * 37, "", Outcome.BUSY)

    assert turn.call.turn == 40
    assert turn.said.startswith("申し訳ありません。窓口は、ただいま話し中です。")
