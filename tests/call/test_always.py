"""What holds for every call, whatever the caller does and whatever an address contains."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings, strategies as st

from ivr.call import (
    Ask,
    Call,
    Conditions,
    DialEnded,
    Event,
    HangUp,
    Keyed,
    Outcome,
    RingNumber,
    Said,
    SayLines,
    Silent,
    begin,
    from_pairs,
    rescue,
    step,
    to_pairs,
)
from ivr.call.state import SLOTS, Stage
from ivr.speech import telephone_number
from tests.conftest import shipped_plan

from .talk import Turn, turns

pytestmark = pytest.mark.unmeasured
# Not a fixture: hypothesis prints the arguments of a failure, and a plan is three megabytes.
PLAN = shipped_plan()

FALLBACK = "+81354701840"
PHRASE = "経営改善支援センターでの相談"
MOST_TURNS = 60
NUMBERS = {telephone_number(office.number, one).text for office in PLAN.directory for one in ("ja", "en")}

SENTENCES = (
    *(
        "愛知県の経営改善支援センターをお願いします",
        "三重県の協議会です",
        "愛知県",
        "群馬",
        "岡山県です",
        "いいえ、佐賀県です",
    ),
    *(
        "府中市です",
        "大和です",
        "東海",
        "さようでございます",
        "わかりません",
        "説明",
        "くわしい説明",
        "もう一方",
        "つないでください",
    ),
    *(
        "はい",
        "いいえ",
        "違います",
        "協議会の方です",
        "経営改善です",
        "もう一度",
        "戻る",
        "助けて",
        "オペレーター",
        "全国本部",
    ),
    *(
        "イチ",
        "ニー",
        "サン",
        "ゼロ",
        "もう一度かけてください",
        "電話番号",
        "ざわざわ",
        "",
        "もうだめだ",
        "English, please",
    ),
    *(
        "返済が苦しいんです",
        "経営が苦しくて",
        "三重県の者ですが返済が苦しくて",
        "お金はかかりますか",
        "何時までやっていますか",
        "つながないでください",
        "ちょっと待って",
        "かけ間違えました",
    ),
)
OFFICES = ("23-center", "23-council", "24-center", "24-council", "10-center", "33-council", "headquarters")
_BITS = len(OFFICES)


def world(drawn: int) -> Conditions:
    """Return the world that a number stands for: an open one below 0, else the bits tell what is in the way."""
    closed, failing = (
        frozenset(office for at, office in enumerate(OFFICES) if drawn >> shift + at & 1) for shift in (0, _BITS)
    )
    return Conditions(closed=closed, failing=failing, over_limit=bool(drawn >> 2 * _BITS & 1)) if drawn > 0 else OPEN


# Drawn as one number, for there is one with each event: parts that are drawn apart take longer than all the calls.
OPEN = Conditions()
WORLDS = st.integers(-(2 << 2 * _BITS), (2 << 2 * _BITS) - 1).map(world)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Keyed, st.sampled_from([*"1234567890#*", "4640001", "464", "0000000"]), WORLDS),
    st.builds(Said, st.sampled_from(SENTENCES), WORLDS),
    st.builds(Silent, WORLDS),
    st.builds(DialEnded, st.sampled_from(Outcome), WORLDS),
)
WILD: st.SearchStrategy[Event] = EVENTS | st.builds(Keyed, st.text()) | st.builds(Said, st.text())
FIELDS = st.dictionaries(
    st.sampled_from(
        ["stage", "region", "candidates", "refused", "missed", "noise", "helped", "handed", "turn", *SLOTS]
    ),
    st.sampled_from([*Stage.__args__, "0", "1", "2", "9", "40", "51", "99"])  # type: ignore[attr-defined]
    | st.sampled_from(["center", "council", "23", "24", "48", "13206.34208", "23999", "99999.23", "23.24.25", ""])
    | st.text(),
)


def play(events: list[Event]) -> Iterator[tuple[Call, Event | None, Turn]]:
    """Go through a call turn by turn: the call before, the event and what followed. Rings end only as rings do."""
    turn = turns(PLAN)[0]
    yield begin(PLAN), None, turn
    for what in events:
        if turn.ended:
            return
        before, answered = turn.call, what
        if turn.rang and not isinstance(what, DialEnded):
            answered = DialEnded(Outcome.BUSY, what.conditions)
        turn = Turn(*step(PLAN, before, answered))
        yield before, answered, turn


@settings(max_examples=75)
@given(events=st.lists(WILD, max_size=30))
def test_whatever_is_said_each_answer_goes_on_survives_its_address_and_dials_what_was_chosen(
    events: list[Event],
) -> None:
    for _, _, turn in play(events):
        goes_on(turn)
        survives_its_address(turn.call)
        dials_what_was_chosen(turn)


def goes_on(turn: Turn) -> None:
    """Every answer is followed by instructions that go on."""
    *before, last = turn.instructions
    assert isinstance(last, Ask | RingNumber | HangUp)
    # Asks in a row are heard one after the other, until one is answered.
    assert all(isinstance(one, SayLines) for one in before) or {type(one) for one in turn.instructions} == {Ask}
    assert all(one.wait >= 1 for one in turn.instructions if isinstance(one, Ask))


def survives_its_address(call: Call) -> None:
    """Every state survives its address."""
    query = urlencode(to_pairs(call))
    assert from_pairs(call.node, parse_qsl(query)) == call
    assert call.node in PLAN.flow.nodes
    assert query.isascii()
    assert len(query) < 250


def dials_what_was_chosen(turn: Turn) -> None:
    """Only the chosen office or the fallback office is ever dialled."""
    if isinstance(turn.last, RingNumber):
        chosen = PLAN.chosen(turn.call)
        assert turn.rang in {FALLBACK, chosen.e164 if chosen else FALLBACK}


@settings(max_examples=75)
@given(
    events=st.lists(EVENTS, max_size=30), answer=st.sampled_from([Silent(), Keyed("#"), Keyed("9"), Said("ざわざわ")])
)
def test_every_call_ends_within_a_bounded_number_of_turns(events: list[Event], answer: Event) -> None:
    played = [turn for _, _, turn in play([*events, *[answer] * MOST_TURNS])]

    assert played[-1].ended
    assert len(played) <= MOST_TURNS


@settings(max_examples=75)
@given(events=st.lists(EVENTS, max_size=30))
def test_a_call_left_to_itself_rings_or_reads_out_a_number_says_the_phrase_and_rings_nobody_twice(
    events: list[Event],
) -> None:
    played = list(play([*events, *[Silent()] * MOST_TURNS]))

    ends_after_an_office_rang_or_its_number_was_told([turn for _, _, turn in played])
    says_the_phrase_before_a_shared_center_rings_and_to_nobody_else([turn for _, _, turn in played])
    for before, what, turn in played:
        rings_nobody_twice_unasked(before, what, turn)


def ends_after_an_office_rang_or_its_number_was_told(played: list[Turn]) -> None:
    by_his_own_wish = {"stopped", "wrong_number"}
    helped = False
    for turn in played:
        helped = helped or turn.rang != "" or any(number in turn.said for number in NUMBERS)
        helped = helped or turn.call.node in by_his_own_wish
        assert helped or not turn.ended


def says_the_phrase_before_a_shared_center_rings_and_to_nobody_else(played: list[Turn]) -> None:
    phrased: set[str] = set()
    for turn in played:
        office = PLAN.chosen(turn.call)
        if PHRASE in turn.said:
            assert office
            assert office.shared_line
            phrased.add(office.key)
        if isinstance(turn.last, RingNumber):
            shared = turn.call.node == "ring_office" and office is not None and office.shared_line
            assert (turn.last.whisper is not None) == (shared or turn.call.language != "ja")
            assert not shared or (office and office.key in phrased)


def rings_nobody_twice_unasked(before: Call, what: Event | None, turn: Turn) -> None:
    if turn.rang and isinstance(what, Silent | DialEnded):
        assert before.node == "read_back" or not before.handed_over


@settings(max_examples=75)
@given(
    events=st.lists(EVENTS, max_size=30),
    noise=st.lists(
        st.sampled_from(["ざわざわ", "むにゃむにゃ", "お金はかかりますか", "つながないでください"]), max_size=8
    ),
)
def test_neither_noise_nor_a_question_nor_a_wish_to_stop_rings_an_office(events: list[Event], noise: list[str]) -> None:
    for before, what, turn in play([*events, *map(Said, noise)]):
        if isinstance(what, Said) and what.text in noise and turn.rang:
            assert turn.rang == FALLBACK, (before, what)


def node_name(number: int) -> str:
    names = [*PLAN.flow.nodes, "", "nowhere"]
    return names[number % len(names)]


@settings(max_examples=75)
@given(node=st.integers(0, 60), fields=FIELDS, what=WILD)
def test_no_state_of_an_address_and_no_event_raises(node: int, fields: dict[str, str], what: Event) -> None:
    call = from_pairs(node_name(node), fields.items())
    after, instructions = step(PLAN, call, what)

    assert isinstance(instructions[-1], Ask | RingNumber | HangUp)
    assert from_pairs(after.node, parse_qsl(urlencode(to_pairs(after)))) == after


@settings(max_examples=75)
@given(node=st.integers(0, 60), fields=FIELDS)
def test_a_rescue_never_raises_and_rings_the_fallback_office_at_most_once(node: int, fields: dict[str, str]) -> None:
    call = from_pairs(node_name(node), fields.items())
    first = Turn(*rescue(PLAN, call))
    second = Turn(*rescue(PLAN, first.call))

    assert first.ended or (first.rang == FALLBACK and second.ended)
