"""A played call: what is done in it, expected of it, and how it differs."""

from collections.abc import Callable

import pytest

from ivr.callscript import End
from ivr.simulator.transcript import Requested
from ivr.testcall import PlayedCall
from ivr.testcall.differences import DiffersError
from tests.simulator.pages import Answer
from tests.testing.conftest import phone_to

ASK = """
    <Say>ようこそ。</Say>
    <Gather action='/next' input='dtmf speech' numDigits='1'><Say>はいは、イチ。</Say></Gather>
    <Redirect>/next</Redirect>
"""
RING = "<Say>おつなぎします。</Say><Dial action='/after'><Number url='/whisper'>+81522236953</Number></Dial>"
HOTLINE: dict[str, Answer] = {
    "/voice": ASK,
    "/next": "<Gather action='/ring'><Say>よろしいですか。</Say></Gather><Redirect>/ring</Redirect>",
    "/ring": RING,
    "/after": "<Say>さようなら。</Say>",
    "/whisper": "<Say>相談です。</Say>",
}


def dialled(pages: dict[str, Answer] | str = HOTLINE) -> PlayedCall:
    return phone_to(pages).dial()


def test_a_call_goes_through() -> None:
    call = dialled()
    call.hears("ようこそ", "はいは、イチ。")
    call.say("はい")
    call.hears_all("よろしいですか。")
    call.wait()
    call.hears("おつなぎします。")
    call.rings("052-223-6953", by=60, desk_hears="相談")
    call.hears_all("さようなら。")

    assert call.is_over
    assert call.dialled == ("+81522236953",)
    assert call.whispered == "相談です。"
    assert call.said == "ようこそ。はいは、イチ。よろしいですか。おつなぎします。さようなら。"


def test_what_an_expectation_has_found_lies_behind() -> None:
    call = dialled()
    call.hears("はいは")

    with pytest.raises(DiffersError, match="expected to hear 「ようこそ」, heard 「、イチ。」"):
        call.hears("ようこそ")


def test_parts_are_expected_in_order() -> None:
    with pytest.raises(DiffersError, match="「ようこそ」"):
        dialled().hears("イチ", "ようこそ")


def test_spaces_and_line_breaks_mean_nothing() -> None:
    call = dialled("<Say>One  moment,\n please.</Say><Gather><Say>Now.</Say></Gather>")

    call.hears("One moment, please.")
    call.hears_all("One moment,\nplease. Now.")


def test_a_difference_has_the_spaces_of_what_was_heard() -> None:
    call = dialled("<Say>Thank you for calling.</Say><Gather><Say>What do you want?</Say></Gather>")
    call.hears("Thank you")

    with pytest.raises(DiffersError, match=r"expected to hear 「to me」, heard 「for calling\. What do you want\?」"):
        call.hears("to me")


def test_no_text_is_refused_as_in_a_script() -> None:
    call = dialled()

    for parts in (("",), ("よう", " "), ()):
        with pytest.raises(ValueError, match="nothing between the quotes"):
            call.hears(*parts)
    with pytest.raises(ValueError, match="nothing between the quotes"):
        call.say("")


def test_all_is_expected_or_a_part() -> None:
    with pytest.raises(DiffersError, match="and no more"):
        dialled().hears_all("ようこそ。")


def test_a_difference_shows_the_transcript() -> None:
    call = dialled()
    call.press("1")

    with pytest.raises(DiffersError) as differs:
        call.hears("何か")

    message, nothing, *transcript = str(differs.value).split("\n")
    assert message == "expected to hear 「何か」, heard 「よろしいですか。」"
    assert nothing == ""
    assert [line[8:] for line in transcript] == ["ようこそ。", "はいは、イチ。", "> [1]", "よろしいですか。"]


@pytest.mark.parametrize("number", ["052-223-6953", "+81522236953", None])
def test_a_ring_is_awaited_over_one_silence(number: str | None) -> None:
    call = dialled()
    call.press("1")

    call.rings(number)

    assert call.dialled == ("+81522236953",)


def test_a_ring_is_not_awaited_over_two_silences() -> None:
    with pytest.raises(
        DiffersError, match="expected 052-223-6953 to ring, but the caller is asked 「よろしいですか。」"
    ):
        dialled().rings("052-223-6953")


def test_another_number_differs() -> None:
    call = dialled()
    call.press("1")

    with pytest.raises(DiffersError, match=r"expected 03-5470-1840 to ring, but \+81522236953 rings"):
        call.rings("03-5470-1840")


def test_a_late_ring_differs() -> None:
    call = dialled()
    call.press("1")

    with pytest.raises(DiffersError, match=r"rang at second \d+\.\d, expected by 5"):
        call.rings(by=5)


def test_no_ring_differs() -> None:
    with pytest.raises(DiffersError, match="expected a telephone to ring, but the call is over"):
        dialled("<Say>さようなら。</Say>").rings()


def test_another_whisper_differs() -> None:
    call = dialled()
    call.press("1")

    with pytest.raises(DiffersError, match="expected the desk to hear 「苦情」, it heard 「相談です。」"):
        call.rings(desk_hears="苦情")


@pytest.mark.parametrize(
    ("ends", "status", "over"),
    [
        ("answered", "completed", False),
        ("busy", "busy", False),
        ("no-answer", "no-answer", False),
        ("failed", "failed", False),
        ("canceled", "canceled", False),
        ("declined", "completed", False),
        ("machine", "completed", False),
        ("given-up", "", True),
    ],
)
def test_ringing_ends_as_the_test_says(ends: End, status: str, over: bool) -> None:
    call = dialled()
    call.press("1")

    call.rings(ends=ends)

    asked = [event.parameters for event in call.transcript if isinstance(event, Requested) and event.why == "dial"]
    assert [parameters["DialCallStatus"] for parameters in asked] == ([status] if status else [])
    assert call.is_over is over
    if ends == "declined":
        assert asked[0]["DialBridged"] == "false"


def test_rang_waits_for_the_ring_once() -> None:
    call = dialled()

    assert call.dialled == ()
    assert call.rang is None  # the next question
    call.press("1")
    assert call.rang == "+81522236953"
    assert call.rang == "+81522236953"
    call.hears_all("さようなら。")


def test_rang_is_what_rings_now() -> None:
    call = dialled(
        {
            "/voice": "<Dial action='/again'>+81522236953</Dial>",
            "/again": "<Say>もう一度。</Say><Dial>+81352535432</Dial>",
        }
    )
    call.rings("052-223-6953", ends="busy")
    call.hears("もう一度。")

    assert call.rang == "+81352535432"


def test_a_question_cannot_be_answered_where_it_rings() -> None:
    call = dialled(RING)

    with pytest.raises(DiffersError, match=r"the caller presses 1, but \+81522236953 rings and asks nothing"):
        call.press("1")


@pytest.mark.parametrize(
    ("does", "words"),
    [
        (lambda call: call.say("はい"), "the caller says 「はい」"),
        (lambda call: call.press("1"), "the caller presses 1"),
        (lambda call: call.wait(), "the caller waits"),
        (lambda call: call.hang_up(), "the caller hangs up"),
    ],
)
def test_nothing_can_be_done_after_the_end(does: Callable[[PlayedCall], None], words: str) -> None:
    call = dialled("<Hangup/>")

    with pytest.raises(DiffersError, match=f"{words}, but the call is over"):
        does(call)


def test_a_key_stops_the_prompt() -> None:
    call = dialled("<Gather action='/next' numDigits='1'><Say>はいは、イチ。いいえは、ニー。</Say></Gather>")
    call.press("1", after=0.5)

    assert str(call).splitlines()[0] == "   0.0  はいは、イチ。いいえは、ニー。 (cut after 0.5 s)"


def test_a_key_in_what_asks_nothing_is_lost() -> None:
    call = dialled()
    call.press("1", after=0.1)

    assert "> [1] (nothing listened)" in str(call)
    call.hears("よろしいですか。")


def test_a_key_that_comes_later_answers_the_question() -> None:
    call = dialled()
    call.press("1", after=1.5)

    assert "   1.5  > [1]" in str(call).splitlines()


@pytest.mark.parametrize(("after", "second"), [(None, 1.6), (0.2, 0.2), (1.0, 1.0)])
def test_the_caller_hangs_up(after: float | None, second: float) -> None:
    call = dialled()
    call.hang_up(after)

    assert call.is_over
    assert call.second == pytest.approx(second, abs=0.1)


def test_the_caller_hangs_up_while_it_rings() -> None:
    call = dialled(RING)
    call.hang_up()

    assert call.is_over
    assert "☎ canceled" in str(call)


def test_warnings_carry_their_numbers() -> None:
    call = dialled("<Say voice='nobody'>はい。</Say>")
    call.leave()

    assert [warning.number for warning in call.warnings] == [13511]


def test_a_hang_up_that_comes_before_the_first_word_leaves_nothing_to_hear() -> None:
    call = dialled()
    call.hang_up(after=0.0)

    assert str(call) == "   0.0  the call is ended by the caller"
