"""Scripts that pass, and those that differ."""

from textwrap import dedent

import pytest

from ivr.callscript import ScriptFile, read_script
from ivr.strict_yaml import read
from ivr.testcall import Target
from ivr.testing.play_scripts import ScriptResult, play

from .conftest import service

HOTLINE = {
    "/voice": "<Gather action='/ring' input='dtmf speech'><Say>どうぞ。</Say></Gather><Redirect/>",
    "/ring": "<Dial action='/after'>+81522236953</Dial>",
    "/after": "<Say>さようなら。</Say>",
}


def script(steps: str, head: str = "") -> ScriptFile:
    return read_script(read(f"call: 試し\n{head}steps:\n{dedent(steps)}", "a.call.yaml"))


def played(steps: str, head: str = "", target: Target | None = None) -> ScriptResult:
    return play(script(steps, head), target or service(HOTLINE))


def problems(steps: str, head: str = "", target: Target | None = None) -> list[str]:
    return [str(problem) for problem in played(steps, head, target).problems]


@pytest.mark.parametrize(
    "steps",
    [
        "- hears: どうぞ\n- says: はい\n- rings: 052-223-6953\n- hears_all: さようなら。",
        '- presses: "1"\n- rings: 052-223-6953\n  ends: busy\n  by: 20',
        "- waits\n- hears: どうぞ。\n- hangs_up",
        "- hangs_up\n",
        "- says: はい\n  after: 0\n- rings: 052-223-6953",
    ],
)
def test_a_call_that_goes_as_expected_passes(steps: str) -> None:
    one = played(steps)

    assert one.problems == ()
    assert one.passed


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("- hears: [どうぞ, さあ]", "3:16: expected to hear 「さあ」, heard 「。」"),
        ("- hears: さあ", "3:10: expected to hear 「さあ」, heard 「どうぞ。」"),
        ("- hears_all: どうぞ", "3:14: expected to hear 「どうぞ」 and no more, heard 「どうぞ。」"),
        ("- waits\n- says: はい\n- rings: 03-5470-1840", "5:10: expected 03-5470-1840 to ring, but +81522236953 rings"),
        ('- presses: "1"\n- rings: 052-223-6953\n  by: 1', "5:7: rang at second"),
        (
            '- presses: "1"\n- rings: 052-223-6953\n  desk_hears: 相談',
            "5:15: expected the desk to hear 「相談」, it heard 「」",
        ),
        ("- rings: 052-223-6953", "3:3: expected 052-223-6953 to ring, but the caller is asked 「どうぞ。」"),
        (
            '- presses: "1"\n- presses: "2"',
            "4:3: the caller presses 2, but +81522236953 rings and asks nothing",
        ),
        ("- hangs_up\n- waits", "4:3: the caller waits, but the call is over"),
    ],
)
def test_the_first_difference_is_placed(steps: str, problem: str) -> None:
    (found,) = problems(steps)

    assert found.startswith(f"a.call.yaml:{problem}")
    assert found.endswith(" (differs)")


def test_a_call_stops_where_it_differs() -> None:
    one = played('- presses: "1"\n- waits\n- hears: さようなら')

    assert one.call
    assert one.step == 1
    assert one.call.dialled == ()


def test_after_the_last_step_the_caller_hangs_up() -> None:
    one = played("- hears: どうぞ")

    assert one.call
    assert one.call.is_over
    assert str(one.call).endswith("the call is ended by the caller")


def test_a_file_with_problems_is_not_played() -> None:
    one = play(script("- wait"), service(HOTLINE))

    assert one.call is None
    assert not one.passed
    assert [problem.rule for problem in one.problems] == ["wrong-value"]


def test_what_the_carrier_complains_of_fails_the_call() -> None:
    target = service("<Say voice='nobody'>はい。</Say>")

    (found,) = problems("- hears: はい", target=target)
    assert found.startswith("a.call.yaml:1:7: Twilio would have logged warning 13511: ")
    assert problems("- hears: はい", "warnings: [13511]\n", target) == []


def test_a_complaint_that_was_expected_must_come() -> None:
    assert problems("- hears: どうぞ", "warnings: [13511]\n") == [
        "a.call.yaml:2:11: nothing happened that Twilio would log as 13511 (differs)"
    ]


def test_the_time_of_a_service_elsewhere_is_not_the_scripts() -> None:
    one = played("- hears: どうぞ", "at: 2026-05-07 10:00\n")

    assert one.passed
    assert [str(problem) for problem in one.problems] == [
        "a.call.yaml:2:5: warning: the script's time is not used: the called service goes by its own clock (clock)"
    ]


def test_the_world_of_a_service_elsewhere_is_not_the_scripts() -> None:
    one = played("- hears: どうぞ", "world: closed\n")

    assert one.passed
    assert [str(problem) for problem in one.problems] == [
        "a.call.yaml:2:8: warning: the script's circumstances are not used: the called service has its own (world)"
    ]


@pytest.mark.parametrize(
    ("world", "heard"),
    [
        ("closed", "受付をしておりません"),
        ("failing", "つながりにくくなっています"),
        ("over_limit", "この電話からは、おつなぎできません"),
        ("[closed, failing]", "受付をしておりません"),
    ],
)
def test_a_call_meets_the_world_of_its_script(hotline: Target, world: str, heard: str) -> None:
    steps = f"- says: 三重県の協議会です\n- hears: {heard}\n- presses: '#'\n- hears: 書くものを、ご用意"

    assert play(script(steps, f"world: {world}\n"), hotline).problems == ()


def test_numbers_and_time_of_the_script_are_used(hotline: Target) -> None:
    head = 'caller: "+81312345678"\ncalled: "+815011112222"\nat: 2026-05-07 21:30\n'
    one = play(script("- hears: 電話案内", head), hotline)

    assert one.call
    assert f"{one.call.began:%H:%M}" == "21:30"
    assert getattr(one.call.transcript[0], "parameters", {})["From"] == "+81312345678"
