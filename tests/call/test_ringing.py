"""After the ring: words for each end of it, one key to go on, and never a second ring unasked."""

import pytest

from ivr.call import HungUp, Outcome, Plan, Ring, step

from .talk import Answer, after, turns

TO_RING = ("事業再生", "三重県", "")
MIE_COUNCIL = "+81592283370"
MIE_NUMBER = "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"
HEADQUARTERS = "+81354701840"
HEADQUARTERS_NUMBER = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
CHOICES = "もう一度かけるときは、イチ。電話番号を聞くときは、ニー。全国本部につなぐときは、ゼロ。"


def test_the_office_rings_for_25_seconds_and_hears_no_whisper(plan: Plan) -> None:
    assert after(plan, *TO_RING).instructions == (Ring(MIE_COUNCIL, 25),)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.BUSY, "申し訳ありません。窓口は、ただいま話し中です。"),
        (Outcome.NO_ANSWER, "申し訳ありません。窓口から、応答がありませんでした。"),
        (Outcome.FAILED, "申し訳ありません。電話が、つながりませんでした。"),
    ],
)
def test_every_failure_has_its_words_and_then_one_key_goes_on(plan: Plan, outcome: Outcome, words: str) -> None:
    turn = after(plan, *TO_RING, outcome)

    assert turn.said == words + CHOICES
    assert turn.asked.speech


def test_after_the_talk_the_caller_is_thanked(plan: Plan) -> None:
    turn = after(plan, *TO_RING, Outcome.COMPLETED)

    assert turn.said == "お電話、ありがとうございました。"
    assert turn.ended


def test_nothing_is_said_to_a_caller_who_has_gone(plan: Plan) -> None:
    turn = after(plan, *TO_RING, Outcome.CANCELED)

    assert turn.ended
    assert turn.said == ""


def test_a_caller_who_hangs_up_needs_nothing_more(plan: Plan) -> None:
    call = after(plan, *TO_RING).call

    assert step(plan, call, HungUp()) == (call, ())


@pytest.mark.parametrize("answer", ["1", "もう一度かけてください", "かけ直してください", "イチ", "もう一度かけるとき"])
def test_the_office_rings_again_when_asked_to(plan: Plan, answer: str) -> None:
    assert after(plan, *TO_RING, Outcome.BUSY, answer).rang == MIE_COUNCIL


@pytest.mark.parametrize("answer", ["2", "電話番号を教えてください", "番号をお願いします", "番号", "ニー"])
def test_the_number_is_read_out_when_asked_for(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert turn.said == (
        "三重県の中小企業再生支援協議会の番号を、ゆっくり、二回、申し上げます。書くものを、ご用意ください。"
        f"{MIE_NUMBER}繰り返します。{MIE_NUMBER}"
        "もう一度かけるときは、イチ。もう一度聞くときは、シャープ。終わるときは、このまま、お切りください。"
    )


@pytest.mark.parametrize("answer", ["0", "全国本部", "ゼロ", "全国本部につないでください"])
def test_the_headquarters_ring_when_asked_for(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert turn.said == "かしこまりました。経営改善支援センターの全国本部に、おつなぎします。"
    assert turn.rang == HEADQUARTERS


@pytest.mark.parametrize("answer", ["もう一度", "#", "もう一度お願いします"])
def test_again_is_no_wish_to_ring_again(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert turn.said == CHOICES


@pytest.mark.parametrize("answer", ["もういいです", "もうけっこうです", "もうお願いします", "番をお願いします"])
def test_a_wish_to_stop_is_no_wish_to_ring_again_nor_is_any_rest_of_a_politeness(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert (turn.call.node, turn.rang, turn.said) == ("not_reached", "", CHOICES)


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED])
@pytest.mark.parametrize("answer", ["", "ざわざわ", "9"])
def test_no_second_ring_unasked(plan: Plan, outcome: Outcome, answer: str) -> None:
    played = turns(plan, *TO_RING, outcome, answer, answer, answer, answer)

    assert [turn.rang for turn in played[4:]] == [""] * 5


def test_who_does_not_answer_is_told_the_number_before_the_call_ends(plan: Plan) -> None:
    choices, again, number, menu, end = turns(plan, *TO_RING, Outcome.BUSY, "", "", "", "")[4:]

    assert choices.said.endswith(CHOICES)
    assert again.said == CHOICES
    assert number.said.count(MIE_NUMBER) == 2
    assert menu.said.startswith("もう一度かけるときは、イチ。")
    assert (end.said, end.ended) == ("お電話、ありがとうございました。", True)


def test_the_number_is_slow_said_twice_and_after_time_to_fetch_a_pen(plan: Plan) -> None:
    intro, number, again, *_ = after(plan, *TO_RING, Outcome.BUSY, "2").asked.lines

    assert "書くものを、ご用意" in intro.text
    assert intro.pause == 3
    assert number.slow
    assert again.slow
    assert plan.voices["ja"].slow < plan.voices["ja"].rate


def test_the_number_is_repeated_as_often_as_asked_for(plan: Plan) -> None:
    first, *more = turns(plan, *TO_RING, Outcome.BUSY, "2", *["#"] * 20)[5:]

    assert {turn.said for turn in more} == {first.said}


@pytest.mark.parametrize("answer", ["愛知県です", "経営改善の方です"])
def test_another_office_may_be_asked_for_after_a_failure(plan: Plan, answer: str) -> None:
    assert after(plan, *TO_RING, Outcome.BUSY, answer).call.node == "read_back"


def test_the_headquarters_whisper_nothing(plan: Plan) -> None:
    assert after(plan, "全国本部").last == Ring(HEADQUARTERS, 25)


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED])
@pytest.mark.parametrize(
    ("before", "number"),
    [
        ((*TO_RING, Outcome.BUSY, "0"), MIE_NUMBER),
        (("事業再生", "三重県", "全国本部"), MIE_NUMBER),
        (("全国本部",), HEADQUARTERS_NUMBER),
    ],
)
def test_where_the_headquarters_do_not_answer_the_offices_number_is_read_out(
    plan: Plan, before: tuple[Answer, ...], number: str, outcome: Outcome
) -> None:
    told, menu, end = turns(plan, *before, outcome, "", "")[-3:]

    assert told.said.startswith("申し訳ありません。")
    assert told.said.count(number) == 2
    assert not menu.ended
    assert end.ended


def test_a_talk_with_the_headquarters_ends_the_call(plan: Plan) -> None:
    assert after(plan, "全国本部", Outcome.COMPLETED).ended
