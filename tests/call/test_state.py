"""The address carries the whole call, and nothing that it may contain does any harm."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, strategies as st

from ivr.call import Asking, Call, Plan, from_pairs, to_pairs
from ivr.call.state import MOST_CODES, Mode, Stage

from .talk import after

CODES = st.lists(st.sampled_from(["01", "13", "23", "47", "13206", "34208", "28501"]), max_size=MOST_CODES, unique=True)
CALLS = st.builds(
    Call,
    node=st.sampled_from(["ask_service", "ask_prefecture", "read_back", "ring_office"]),
    slots=st.sampled_from(
        [
            (),
            (("service", "center"),),
            (("prefecture", "23"),),
            (("service", "council"), ("prefecture", "01")),
            (("prefecture", "47"), ("service", "center")),
            (("ask_customer", "ask_service"), ("colour", "red"), ("service", "center")),
        ]
    ),
    asking=st.builds(
        Asking,
        stage=st.sampled_from(Stage.__args__),  # type: ignore[attr-defined]
        region=st.integers(0, 8),
        candidates=CODES.map(tuple),
        tries=st.integers(0, 99),
        no_matches=st.integers(0, 99),
        helped=st.booleans(),
    ),
    refused=CODES.map(tuple),
    mode=st.sampled_from(Mode.__args__),  # type: ignore[attr-defined]
    handed_over=st.booleans(),
    turn=st.integers(0, 99),
    plan=st.text("0123456789abcdef", max_size=40),
    language=st.sampled_from(["ja", "en"]),
    rang=st.sampled_from(["", "headquarters"]),
    answered=st.sampled_from(["", "202611281659"]),
    noticed=st.lists(st.integers(-99, 99).filter(bool), max_size=MOST_CODES).map(tuple),
)


def through_the_address(call: Call) -> Call:
    return from_pairs(call.node, parse_qsl(urlencode(to_pairs(call)), keep_blank_values=True))


@given(CALLS)
def test_a_call_survives_its_address(call: Call) -> None:
    assert through_the_address(call) == call


def test_the_address_is_readable_and_leaves_out_what_is_as_at_the_start(plan: Plan) -> None:
    call = after(plan, "三重県です", "事業再生").call

    assert to_pairs(call) == [
        ("prefecture", "24"),
        ("service", "council"),
        ("by", "voice"),
        ("turn", "2"),
        ("plan", plan.hash),
    ]
    assert to_pairs(Call()) == []


def test_the_names_in_an_address_are_those_of_every_release_so_that_a_call_in_progress_goes_on() -> None:
    asking = Asking("region", 3, ("23", "13206"), tries=1, no_matches=2, helped=True)
    call = Call("ask_prefecture", asking=asking, refused=("24",), mode="keys", handed_over=True)

    assert dict(to_pairs(call)) == {
        "stage": "region",
        "region": "3",
        "candidates": "23.13206",
        "refused": "24",
        "by": "keys",
        "missed": "1",
        "noise": "2",
        "helped": "1",
        "handed": "1",
    }


def test_the_slots_keep_the_order_in_which_they_were_filled(plan: Plan) -> None:
    for answers in (("三重県です", "事業再生"), ("事業再生", "三重県です")):
        call = after(plan, *answers).call
        assert through_the_address(call).slots == call.slots


def test_nothing_that_was_spoken_is_in_the_address(plan: Plan) -> None:
    call = after(plan, "えーと、豊田市の田中です", "経営改善", "岡山県", "いいえ、あのう").call

    assert urlencode(to_pairs(call)).isascii()
    assert "%" not in urlencode(to_pairs(call))


def test_the_longest_address_is_short(plan: Plan) -> None:
    call = after(plan, "経営改善").call._replace(
        asking=Asking("yes_no", candidates=("13206",) * 5, tries=1, no_matches=2, helped=True),
        refused=("13206",) * MOST_CODES,
        handed_over=True,
        turn=39,
    )

    assert len(urlencode(to_pairs(call))) < 250


@given(
    node=st.text(),
    pairs=st.lists(
        st.tuples(
            st.sampled_from(
                [*(name for name, _ in to_pairs(Call(turn=1, mode="keys"))), "stage", "region", "candidates"]
            )
            | st.sampled_from(["refused", "missed", "noise", "helped", "handed", "service", "prefecture", "language"])
            | st.text(),
            st.text() | st.from_regex(r"-?\d{1,30}", fullmatch=True) | st.text("0123456789.٣²"),
        )
    ),
)
def test_any_query_is_read_as_some_call(node: str, pairs: list[tuple[str, str]]) -> None:
    call = from_pairs(node, pairs)

    assert call.node == node
    assert 0 <= call.turn <= 99
    assert 0 <= call.asking.tries <= 99
    assert len(call.asking.candidates) <= MOST_CODES
    assert through_the_address(call) == call


ABSURD = [
    ("stage", "everywhere"),
    ("by", "smoke"),
    ("region", "-1"),
    ("region", "eight"),
    ("missed", "1e3"),
    ("noise", "²"),
    ("turn", "٣"),
    ("turn", "1000"),
    ("helped", "yes"),
    ("handed", "2"),
    ("candidates", "愛知.x.123.1234567"),
    ("refused", ".."),
    ("plan", "../../etc"),
    ("plan", "a" * 41),
    ("language", "日本語"),
    ("answered", "2026-11-28"),
    ("answered", "２０２６１１２８１６５９"),
    ("Unknown", "value"),
    ("rehearsal", "1"),
    ("unknown", "値"),
    ("unknown", "a" * 41),
]


def test_what_is_absurd_is_as_at_the_start() -> None:
    calls = {pair: from_pairs("ask_service", [pair]) for pair in ABSURD}

    assert calls == dict.fromkeys(ABSURD, Call(node="ask_service"))


@pytest.mark.parametrize(
    ("pairs", "call"),
    [
        ([("turn", "3"), ("turn", "7")], Call(turn=7)),
        ([("turn", "999")], Call(turn=99)),
        (
            [("service", "a"), ("prefecture", "b"), ("service", "c")],
            Call(slots=(("service", "c"), ("prefecture", "b"))),
        ),
        ([("colour", "red"), ("colour", "blue")], Call(slots=(("colour", "blue"),))),
        (
            [(f"slot_{number}", "red") for number in range(20)],
            Call(slots=tuple((f"slot_{number}", "red") for number in range(10))),
        ),
        ([("refused", ".".join(f"{code:02}" for code in range(10, 30)))], Call(refused=tuple(map(str, range(22, 30))))),
    ],
)
def test_repeated_and_overlong_parameters_keep_what_came_last(pairs: list[tuple[str, str]], call: Call) -> None:
    assert from_pairs("", pairs) == call
