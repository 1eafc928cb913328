import json

import pytest
from hypothesis import given, strategies as st

from ivr.records import CallEvent, Kind
from ivr.records.events import MOST_BYTES, event_of, line_of

from .samples import AT, CALL, RING, START, whole_call


@pytest.mark.parametrize("event", whole_call())
def test_a_line_holds_all_of_an_event(event: CallEvent) -> None:
    line = line_of(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert event_of(line) == event


def test_an_event_is_short() -> None:
    assert len(line_of(RING)) < 400


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"GET / HTTP/1.1",
        line_of(START)[:-20],
        line_of(START)[20:],
        line_of(START)[:-2] + line_of(START),
        b"\xff\xfe[1]",
        b"[" * 3000,
        json.dumps(["", "", "beat", AT, "beat", {}]).encode(),
        json.dumps(["", CALL, "k", AT, "step", {}]).encode(),
        json.dumps([CALL, CALL, "", AT, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k" * 200, AT, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k", -1, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k", 1 << 60, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k", 1.5, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k", True, "step", {}]).encode(),  # which PostgreSQL takes for no number
        json.dumps([CALL, CALL, "k", AT, "unheard of", {}]).encode(),
        json.dumps([CALL, CALL, "k", AT, "step", []]).encode(),
        json.dumps(["CA 1", CALL, "k", AT, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k\0", AT, "step", {}]).encode(),
        json.dumps([CALL, CALL, "k", AT, "step", {"node": "a\0"}]).encode(),
        json.dumps([CALL, CALL, "k", AT, "step", {"a\ud800": 1}]).encode(),
        json.dumps([CALL, CALL, "k", AT, "step", {"a": "\ud800"}], ensure_ascii=False).encode(errors="surrogatepass"),
        json.dumps([CALL, CALL, "k", AT, "step", {"node": "x" * MOST_BYTES}]).encode(),
    ],
)
def test_a_torn_or_foreign_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own words differ
        event_of(line)


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=64)


@given(TEXTS.filter(bool), st.dictionaries(TEXTS, st.integers(0, 1 << 53) | TEXTS, max_size=5))
def test_whatever_is_in_it_an_event_comes_back(key: str, data: dict[str, object]) -> None:
    event = CallEvent(CALL, CALL, key, AT, Kind.STEP, data)
    assert event_of(line_of(event)) == event
