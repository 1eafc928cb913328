"""The three centers that share their council's line: callers are told what to say when it is answered."""

import pytest

from ivr.call import Ask, Conditions, Outcome, Plan, RingNumber, SayLines, ringing, step
from ivr.speech import seconds

from .talk import OPEN, Answer, Turn, after, event, turns

SHARED = ["群馬県", "山口県", "愛知県"]
PHRASE = "「経営改善支援センターでの相談」"
NUMBER = "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。"
CLOSED = Conditions(closed=frozenset({"23-center"}))
FAILING = Conditions(failing=frozenset({"23-center"}))
LIMITED = Conditions(over_limit=True)


@pytest.mark.parametrize("name", SHARED)
def test_the_phrase_is_said_after_the_read_back_where_no_key_can_cut_it(plan: Plan, name: str) -> None:
    say, ask = after(plan, f"{name}の経営改善支援センター").instructions

    assert isinstance(say, SayLines)
    assert [line.text for line in say.lines] == [
        f"{name}の経営改善支援センターにおつなぎします。",
        f"電話がつながったら、{PHRASE}と、お伝えください。",
    ]
    assert isinstance(ask, Ask)
    assert PHRASE not in "".join(line.text for line in ask.lines)


def test_one_window_of_three_seconds_follows_the_phrase(plan: Plan) -> None:
    ask = after(plan, "愛知県の経営改善").asked

    assert [line.text for line in ask.lines] == ["違うときは、「いいえ」と、どうぞ。"]
    assert (ask.wait, ask.end_of_keys) == (3, 0)


@pytest.mark.parametrize(
    ("answer", "node"),
    [
        ("", "ring_office"),
        ("1", "ring_office"),
        ("はい", "ring_office"),
        ("2", "what_is_wrong"),
        ("いいえ", "what_is_wrong"),
    ],
)
def test_the_window_serves_one_and_two(plan: Plan, answer: str, node: str) -> None:
    assert after(plan, "愛知県の経営改善", answer).call.node == node


@pytest.mark.parametrize("again", ["#", "もう一度", "もう一度お願いします"])
def test_again_repeats_the_phrase_in_full(plan: Plan, again: str) -> None:
    first, repeated = turns(plan, "愛知県の経営改善", again, again)[1:3]

    assert repeated.instructions == first.instructions


@pytest.mark.parametrize("name", SHARED)
def test_the_called_desk_hears_a_whisper_of_at_most_five_seconds(plan: Plan, name: str) -> None:
    turn = after(plan, f"{name}の経営改善", "")

    assert isinstance(turn.last, RingNumber)
    assert turn.last.whisper
    assert turn.last.whisper.text == "経営改善支援センターでの、相談です。"
    assert seconds(turn.last.whisper.kana, plan.voices["ja"].rate.usual) <= 5
    assert ringing(plan, turn.call) == turn.last


def test_the_called_desk_hears_the_whisper_again_at_a_second_ring(plan: Plan) -> None:
    turn = after(plan, "愛知県の経営改善", "", Outcome.BUSY, "1")

    assert isinstance(turn.last, RingNumber)
    assert turn.last.whisper


@pytest.mark.parametrize(
    ("answers", "world"),
    [
        (("愛知県の経営改善", "", Outcome.BUSY, "1"), OPEN),  # the key may have cut what was said before
        (("愛知県の経営改善", "", Outcome.NO_ANSWER, "2", "もう一度かける"), OPEN),
        (("愛知県の経営改善", "1"), CLOSED),
        (("愛知県の経営改善", "つないでください"), FAILING),
    ],
)
def test_the_phrase_comes_before_every_ring_that_no_read_back_has_led_to(
    plan: Plan, answers: tuple[Answer, ...], world: Conditions
) -> None:
    turn = after(plan, *answers, world=world)

    say, ring = turn.instructions
    assert isinstance(say, SayLines)
    assert say.lines[-1].text == f"電話がつながったら、{PHRASE}と、お伝えください。"
    assert isinstance(ring, RingNumber)


def test_the_read_back_and_the_ring_do_not_say_the_phrase_both(plan: Plan) -> None:
    assert [type(one) for one in after(plan, "愛知県の経営改善", "1").instructions] == [RingNumber]


@pytest.mark.parametrize(
    "answers", [("三重県の経営改善", "", Outcome.BUSY, "1"), ("愛知県の事業再生", "", Outcome.BUSY, "1")]
)
def test_an_office_that_need_not_be_asked_for_rings_again_at_once(plan: Plan, answers: tuple[Answer, ...]) -> None:
    assert [type(one) for one in after(plan, *answers).instructions] == [RingNumber]


@pytest.mark.parametrize("name", SHARED)
def test_callers_for_the_council_on_the_same_line_hear_neither(plan: Plan, name: str) -> None:
    played = turns(plan, f"{name}の事業再生", "", Outcome.BUSY, "2")

    assert PHRASE not in "".join(turn.said for turn in played)
    ring = played[2].last
    assert isinstance(ring, RingNumber)
    assert ring.whisper is None
    assert ring.number == plan.directory.offices[plan.codes[name], "center"].e164


def test_nobody_else_hears_the_phrase_or_a_whisper(plan: Plan) -> None:
    keys = {
        office.key
        for office in plan.directory.offices.values()
        for turn in rings(plan, office.prefecture, office.service)
        if PHRASE in turn.said or (isinstance(turn.last, RingNumber) and turn.last.whisper)
    }

    assert keys == {"10-center", "23-center", "35-center"}


def rings(plan: Plan, prefecture: str | None, service: str | None) -> list[Turn]:
    assert prefecture
    name = plan.places.prefectures[prefecture].name
    what = {"center": "経営改善", "council": "事業再生"}[service or ""]
    played = turns(plan, f"{name}の{what}")
    if played[-1].call.asking.stage == "yes_no":
        played.append(Turn(*step(plan, played[-1].call, event("はい"))))
    played.append(Turn(*step(plan, played[-1].call, event(""))))
    return played


@pytest.mark.parametrize(
    ("answers", "world"),
    [
        (("愛知県の経営改善", "", Outcome.BUSY, "2"), Conditions()),
        (("愛知県の経営改善", "", Outcome.NO_ANSWER, "電話番号をお願いします"), Conditions()),
        (("愛知県の経営改善", "", Outcome.FAILED, "2", "#"), Conditions()),
        (("愛知県の経営改善", "", Outcome.BUSY, "", ""), Conditions()),
        (("愛知県の経営改善", "", Outcome.BUSY, "0", Outcome.BUSY), Conditions()),
        (("愛知県の経営改善",), CLOSED),
        (("愛知県の経営改善",), FAILING),
        (("愛知県の経営改善",), LIMITED),
        (("1", "3", "1", "#"), LIMITED),
    ],
)
def test_the_phrase_follows_the_number_wherever_it_is_read_out(
    plan: Plan, answers: tuple[Answer, ...], world: Conditions
) -> None:
    said = after(plan, *answers, world=world).said

    assert said.count(NUMBER) == 2
    assert PHRASE in said[said.rindex(NUMBER) :]


def test_the_number_of_the_fallback_office_has_no_phrase(plan: Plan) -> None:
    said = after(plan, "経営改善", "全国本部", Outcome.BUSY).said

    assert "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。" in said
    assert PHRASE not in said


def test_the_phrase_comes_before_the_farewell(plan: Plan) -> None:
    said = after(plan, "愛知県の経営改善", "全国本部", Outcome.BUSY, *["#"] * 60).said

    assert said.index(PHRASE) < said.index("お電話、ありがとうございました。")
