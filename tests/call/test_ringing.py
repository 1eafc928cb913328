"""After the ring: words for each end of it, one key to go on, and never a second ring unasked."""

from dataclasses import replace

import pytest

from ivr.call import Conditions, HungUp, Keyed, Outcome, Plan, RingNumber, ringing, step
from ivr.call.nodes import Choose, Ring
from ivr.directory import NONE
from ivr.speech import Prompt, Recording

from .talk import Answer, Turn, after, turns

TO_RING = ("事業再生", "三重県", "")
MIE_COUNCIL = "+81592283370"
MIE_CENTER = "+81592534300"
MIE_NUMBER = "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"
HEADQUARTERS = "+81354701840"
HEADQUARTERS_NUMBER = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
OTHER_OFFICE = "もう一方の相談窓口につなぐときは、サン。"
CHOICES = f"もう一度かけるときは、イチ。電話番号を聞くときは、ニー。{OTHER_OFFICE}全国本部につなぐときは、ゼロ。"


def test_the_office_rings_for_25_seconds_and_hears_no_whisper(plan: Plan) -> None:
    assert after(plan, *TO_RING).instructions == (RingNumber(MIE_COUNCIL, 25),)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.BUSY, "申し訳ありません。窓口は、ただいま話し中です。"),
        (Outcome.NO_ANSWER, "申し訳ありません。窓口から、応答がありませんでした。"),
        (Outcome.FAILED, "申し訳ありません。電話が、つながりませんでした。"),
        (Outcome.CANCELED, "申し訳ありません。呼び出しが、途中で切れました。"),
    ],
)
def test_every_failure_has_its_words_and_then_one_key_goes_on(plan: Plan, outcome: Outcome, words: str) -> None:
    turn = after(plan, *TO_RING, outcome)

    assert turn.said == words + CHOICES


def test_after_the_talk_the_caller_is_thanked(plan: Plan) -> None:
    turn = after(plan, *TO_RING, Outcome.COMPLETED)

    assert turn.said == "お電話、ありがとうございました。"
    assert turn.ended


def test_a_caller_who_hangs_up_needs_nothing_more(plan: Plan) -> None:
    call = after(plan, *TO_RING).call

    assert step(plan, call, HungUp()) == (call, ())


@pytest.mark.parametrize("answer", ["1", "もう一度かけてください", "かけ直してください", "イチ", "もう一度かけるとき"])
def test_the_office_rings_again_when_asked_to(plan: Plan, answer: str) -> None:
    assert after(plan, *TO_RING, Outcome.BUSY, answer).rang == MIE_COUNCIL


@pytest.mark.parametrize(
    "asked",
    [
        "待ってからもう一回かけますか",
        "もう一度かけたらつながりますか",
        "もう一度かけたほうがいいですか",
        "もう一度かけても同じですか",
        "全国本部はどこですか",
        "本部にかけたらつながりますか",
    ],
)
def test_who_only_asks_whether_to_ring_again_rings_nobody(plan: Plan, asked: str) -> None:
    assert after(plan, *TO_RING, Outcome.BUSY, asked).rang == ""
    assert after(plan, *TO_RING, Outcome.BUSY, "もう一度かけてみてもらえますか").rang


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


@pytest.mark.parametrize(
    "answer", ["3", "もう一方の窓口", "サン", "もう一方の相談窓口につなぐとき", "別のところにもう一度かけて"]
)
def test_the_office_of_the_other_service_is_read_back_when_asked_for_and_rings(plan: Plan, answer: str) -> None:
    turn, ring, busy, back = turns(plan, *TO_RING, Outcome.BUSY, answer, "", Outcome.BUSY, "3")[5:]

    assert turn.said.startswith("三重県の経営改善支援センターにおつなぎします。")
    assert ring.rang == MIE_CENTER
    assert busy.said.endswith(CHOICES)
    assert back.said.startswith("三重県の中小企業再生支援協議会におつなぎします。")


def test_what_hinders_the_other_office_is_said(plan: Plan) -> None:
    failing = Conditions(failing=frozenset({"24-center"}))
    busy = after(plan, *TO_RING, Outcome.BUSY)
    turn = Turn(*step(plan, busy.call, Keyed("3", failing)))

    assert "三重県の経営改善支援センターは、ただいま、電話が、つながりにくくなっています。" in turn.said


@pytest.mark.parametrize("answer", ["3", "もう一方の窓口", "別のところにもう一度かけて"])
def test_an_office_with_the_same_number_is_not_offered(plan: Plan, answer: str) -> None:
    """Of 愛知県 both offices have one line: it would ring the line that was busy, under another name."""
    busy, turn = turns(plan, "愛知県の経営改善支援センター", "", Outcome.BUSY, answer)[3:]

    assert OTHER_OFFICE not in busy.said
    assert "もう一度かけるときは、イチ。" in busy.said
    assert (turn.call.node, turn.rang) == ("not_reached", "")


def test_an_office_that_is_not_there_is_not_offered(plan: Plan) -> None:
    offices = {key: one for key, one in plan.directory.offices.items() if key != ("24", "center")}
    without = replace(plan, directory=replace(plan.directory, offices=offices))

    assert OTHER_OFFICE not in after(without, *TO_RING, Outcome.BUSY).said


def with_one_number(plan: Plan) -> Plan:
    """Return *plan* with headquarters that share the number of an office."""
    headquarters = replace(plan.fallback, number="059-228-3370")
    return replace(plan, directory=replace(plan.directory, others={"headquarters": headquarters}))


def test_headquarters_with_the_number_of_the_office_are_not_offered(plan: Plan) -> None:
    busy = after(with_one_number(plan), *TO_RING, Outcome.BUSY)

    assert busy.said.endswith(f"電話番号を聞くときは、ニー。{OTHER_OFFICE}")


@pytest.mark.parametrize("own_exit", [True, False])
def test_the_same_number_never_rings_twice_unasked(plan: Plan, own_exit: bool) -> None:
    """Also not as the headquarters', to whom a call would be handed over that gets nowhere."""
    one = with_one_number(plan)
    nodes = one.flow.nodes
    asks = nodes["not_reached"]
    assert isinstance(asks, Choose)
    silent_to = asks.lost if own_exit else None
    one = replace(one, flow=replace(one.flow, nodes={**nodes, "not_reached": replace(asks, lost=silent_to)}))

    ring, _, _, read_out = turns(one, *TO_RING, Outcome.BUSY, "", "")[3:]

    assert ring.rang == MIE_COUNCIL
    assert (read_out.rang, read_out.said.count(MIE_NUMBER)) == ("", 2)


@pytest.mark.parametrize("answer", ["もう一度", "#", "もう一度お願いします"])
def test_again_is_no_wish_to_ring_again(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert turn.said == CHOICES


@pytest.mark.parametrize("answer", ["もうお願いします", "番をお願いします"])
def test_the_rest_of_a_politeness_is_no_wish_to_ring_again(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert (turn.call.node, turn.rang, turn.said) == ("not_reached", "", CHOICES)


@pytest.mark.parametrize("answer", ["もういいです", "もうけっこうです", "いえもう大丈夫です", "あとでかけ直します"])
def test_a_wish_to_stop_is_no_wish_to_ring_again(plan: Plan, answer: str) -> None:
    turn = after(plan, *TO_RING, Outcome.BUSY, answer)

    assert (turn.call.node, turn.rang) == ("stopped", "")


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED])
@pytest.mark.parametrize("answer", ["", "ざわざわ", "9"])
def test_no_second_ring_unasked(plan: Plan, outcome: Outcome, answer: str) -> None:
    played = turns(plan, *TO_RING, outcome, answer, answer, answer, answer)

    assert [turn.rang for turn in played[4:]] == [""] * 5


def test_who_does_not_answer_hears_the_number_before_the_call_ends(plan: Plan) -> None:
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
    assert plan.voices["ja"].rate.slow < plan.voices["ja"].rate.usual


def test_the_number_is_repeated_as_often_as_asked_for(plan: Plan) -> None:
    first, *more = turns(plan, *TO_RING, Outcome.BUSY, "2", *["#"] * 20)[5:]

    assert {turn.said for turn in more} == {first.said}


@pytest.mark.parametrize("answer", ["愛知県です", "経営改善の方です"])
def test_another_office_may_be_asked_for_after_a_failure(plan: Plan, answer: str) -> None:
    assert after(plan, *TO_RING, Outcome.BUSY, answer).call.node == "read_back"


def test_the_headquarters_whisper_nothing(plan: Plan) -> None:
    assert after(plan, "全国本部").last == RingNumber(HEADQUARTERS, 25)


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
    read_out, menu, end = turns(plan, *before, outcome, "", "")[-3:]

    assert read_out.said.startswith("申し訳ありません。")
    assert read_out.said.count(number) == 2
    assert not menu.ended
    assert end.ended


def test_a_talk_with_the_headquarters_ends_the_call(plan: Plan) -> None:
    assert after(plan, "全国本部", Outcome.COMPLETED).ended


WHISPER = "三重県の、中小企業再生支援協議会です。"
TAKE = "おつなぎするときは、イチを押してください。"
SOUND = Recording("ja/take", "0", 3.0, b"")


def of_office(plan: Plan, prompt: str | None = None, whisper: str | None = None, accept: str | None = None) -> Plan:
    """Return *plan* with an office in 三重県 that has its *own* prompts, and *prompt* for every office that rings."""
    own = replace(plan.directory.offices["24", "council"], whisper=whisper, accept=accept)
    offices = {**plan.directory.offices, ("24", "council"): own}
    ring = plan.node("ring_office")
    assert isinstance(ring, Ring)
    prompts = {
        **plan.prompts,
        "for_desk": Prompt("{prefecture}の、{service}です。", "{prefecture}の、{service}です。"),
        "take": Prompt(TAKE, "おつなぎするときは、イチをおしてください。", recording=SOUND),
    }
    nodes = {**plan.flow.nodes, "ring_office": replace(ring, whisper=prompt, accept=prompt and "take")}
    changed = replace(plan.flow, nodes=nodes)
    return replace(plan, flow=changed, prompts=prompts, directory=replace(plan.directory, offices=offices))


@pytest.mark.parametrize(
    ("every", "own", "heard"),
    [
        (None, {}, (None, None)),
        (None, {"whisper": "for_desk"}, (WHISPER, None)),
        (None, {"accept": "take"}, (None, TAKE)),
        ("for_desk", {}, (WHISPER, TAKE)),
        ("for_desk", {"accept": NONE}, (WHISPER, None)),
        ("for_desk", {"whisper": NONE, "accept": NONE}, (None, None)),
        ("whisper_shared", {"whisper": "for_desk"}, (WHISPER, TAKE)),
    ],
)
def test_what_a_desk_hears_is_a_setting_of_every_office_and_of_each(
    plan: Plan, every: str | None, own: dict[str, str | None], heard: tuple[str | None, str | None]
) -> None:
    changed = of_office(plan, every, **own)
    turn = after(changed, *TO_RING)

    assert isinstance(turn.last, RingNumber)
    assert (turn.last.whisper and turn.last.whisper.text, turn.last.accept and turn.last.accept.text) == heard
    assert (turn.last.accept and turn.last.accept.recording) == (heard[1] and SOUND)
    assert ringing(changed, turn.call) == turn.last
