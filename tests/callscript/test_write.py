"""Scripts as written: what is written reads the same."""

from datetime import datetime
from textwrap import dedent

from hypothesis import given, strategies as st

from ivr.callscript import (
    ENDS,
    HINDRANCES,
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Script,
    Waits,
    as_read,
    script_text,
)

from .samples import script

TEXT = (
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)
    .map(lambda text: as_read(text).strip())
    .filter(bool)
)
SECONDS = st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 10)
NUMBER = st.from_regex(r"0[1-9]-[0-9]{4}-[0-9]{4}", fullmatch=True) | st.from_regex(r"\+[1-9][0-9]{9}", fullmatch=True)
STEP = st.one_of(
    st.builds(Hears, st.lists(TEXT, min_size=1, max_size=3).map(tuple)),
    st.builds(HearsAll, TEXT),
    st.builds(Says, TEXT, SECONDS),
    st.builds(Presses, st.from_regex(r"[0-9#*]{1,7}", fullmatch=True), SECONDS),
    st.builds(Waits),
    st.builds(HangsUp, SECONDS),
    st.builds(Rings, NUMBER, st.sampled_from(ENDS), st.none() | st.integers(1, 14400), st.none() | TEXT),
)
SCRIPT = st.builds(
    Script,
    call=TEXT,
    steps=st.lists(STEP, min_size=1, max_size=5).map(tuple),
    caller=st.none() | st.just("+819012345678"),
    called=st.none() | st.just("+815012345678"),
    at=st.none() | st.datetimes(datetime(1000, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),  # noqa: DTZ001 - local time
    world=st.lists(st.sampled_from(HINDRANCES), max_size=3, unique=True).map(tuple),
    warnings=st.lists(st.integers(10000, 99999), max_size=2).map(tuple),
)


@given(SCRIPT)
def test_what_is_written_reads_the_same(call: Script) -> None:
    file = script(script_text(call))

    assert file.problems == ()
    assert file.script == call


@given(st.text(st.characters(), max_size=20))
def test_what_nobody_sees_is_left_out_and_the_rest_reads_the_same(text: str) -> None:
    call = Script("x", (Says(f"は{text}い"), Hears((f"「{text}」", "い"))))
    file = script(script_text(call))

    assert file.problems == ()
    assert file.script == Script("x", (Says(as_read(f"は{text}い")), Hears((as_read(f"「{text}」"), "い"))))


UNSEEN = {
    "は\u200bい": "はい",
    "は\x00\x07い": "はい",
    "は\r\nい": "は \nい",
    "は\u2028い\x85": "は い ",
    "は\tい　え": "は\tい　え",
    "葛\U000e0100飾区、\ufe0f⼭⼝県の\u2e80": "葛飾区、山口県の",
    "か\u3099っこ、\u3099う、は\u200b\u309aん": "がっこ、う、ぱん",
}


def test_what_breaks_a_line_unseen_leaves_a_space() -> None:
    assert {text: as_read(text) for text in UNSEEN} == UNSEEN


def test_what_is_written_reads_like_a_story() -> None:
    call = Script(
        "一文で",
        (Hears(("経営相談の、電話案内です。",)), Says("愛知県です"), Rings("052-223-6953", "busy", 30), Waits()),
    )

    assert script_text(call) == dedent("""\
        call: 一文で
        steps:
          - hears: 経営相談の、電話案内です。
          - says: 愛知県です
          - rings: 052-223-6953
            ends: busy
            by: 30
          - waits
        """)
