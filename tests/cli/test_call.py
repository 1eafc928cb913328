"""`ivr call` without a terminal, by a line for each answer."""

import json
import os
import pty
import subprocess
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ivr.callscript import read_script_file
from tests.simulator.pages import Answer, Page
from tests.started import command

from .command import Command
from .serving import served


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def texts(out: str) -> list[str]:
    """Return what was printed for people, without the seconds."""
    return [line[8:] for line in out.splitlines()]


@pytest.fixture
def ivr(ivr: Command, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Mean the small site where none is named: it is read and judged sooner."""
    monkeypatch.setenv("IVR_SITE", str(small_site))
    return ivr


def test_a_call_is_printed_line_by_line(ivr: Command) -> None:
    ran = ivr("call", stdin="愛知県の経営改善支援センターです\n1\n")

    assert ran.code == 0
    assert texts(ran.out) == [
        "経営相談の案内です。",
        "どのようなご相談ですか。",
        "> 愛知県の経営改善支援センターです",
        "愛知県の経営改善支援センターにおつなぎします。",
        "電話がつながったら、「経営改善支援センターでの相談」と、お伝えください。",
        "違うときは、「いいえ」と、どうぞ。",
        "> [1]",
        "☎ 052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)",
        "☎ 052-223-6953 answers",
        "☎ the desk hears: 経営改善支援センターでの、相談です。",
        "☎ connected",
        "☎ completed",
        "お電話、ありがとうございました。",
        "the call is ended by the service",
    ]
    assert ran.err == ""


@pytest.mark.parametrize(
    "lines",
    [
        ["愛知県の協議会です", "!busy", "0"],
        ["愛知県の協議会です", "", "!busy", "0"],
        ["!busy", "愛知県の協議会です", "", "0"],
        ["!busy", "!answer", "愛知県の協議会です", "1", "0"],
    ],
)
def test_the_next_telephone_behaves_as_a_line_says(ivr: Command, lines: list[str]) -> None:
    ran = ivr("call", stdin="\n".join(lines))

    rung = [text for text in texts(ran.out) if text.startswith("☎")]
    assert rung == [
        "☎ 052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)",
        "☎ busy",
        "☎ 03-5470-1840 rings  (経営改善支援センター（全国本部）)",
        "☎ 03-5470-1840 answers",
        "☎ connected",
        "☎ completed",
    ]


def test_after_the_last_line_the_caller_is_silent(ivr: Command) -> None:
    ran = ivr("call", stdin="")

    assert texts(ran.out).count("> (silence)") == 3
    assert "☎ 03-5470-1840 answers" in texts(ran.out)


def test_without_standard_input_the_caller_is_silent(ivr: Command) -> None:
    assert ivr("call", stdin=None).out == ivr("call", stdin="").out


@pytest.mark.parametrize(
    ("lines", "last"),
    [(["!hangup"], "どのようなご相談ですか。"), (["愛知県の協議会です", "", "!hangup"], "☎ canceled")],
)
def test_the_caller_hangs_up(ivr: Command, lines: list[str], last: str) -> None:
    *_, before, end = texts(ivr("call", stdin="\n".join(lines)).out)

    assert before.endswith(last)
    assert end == "the call is ended by the caller"


def test_a_command_that_does_not_exist_is_named(ivr: Command) -> None:
    ran = ivr("call", stdin="!bussy\n")

    assert ran.code == 2
    assert "There is no !bussy; there are !answer !busy !no-answer !failed !canceled !hangup." in ran.err


def test_each_event_is_one_json_line(ivr: Command) -> None:
    printed = events(ivr("call", "--json", stdin="愛知県の協議会です\n").out)

    assert [event["event"] for event in printed] == [
        *("requested", "said", "said", "asked", "spoke"),
        *("requested", "said", "said", "asked", "silent"),
        *("requested", "rings", "dialled", "rang", "answered", "bridged", "hung up", "dial ended"),
        *("requested", "said", "hung up", "requested"),
    ]
    assert printed[0]["parameters"]["From"] == "+819012345678"
    assert printed[3] == {
        "event": "asked",
        "second": printed[3]["second"],
        "keys": True,
        "speech": True,
        "num_digits": 1,
        "finish_on_key": "",
        "timeout": 3,
        "speech_timeout": 2,
        "barge_in": True,
        "language": "ja-JP",
    }
    assert printed[11]["numbers"] == ["+81522236953"]
    assert [event["second"] for event in printed] == sorted(event["second"] for event in printed)


def test_numbers_are_chosen(ivr: Command) -> None:
    printed = events(ivr("call", "--json", "--from", "+81312345678", "--to", "+815011112222").out)

    assert (printed[0]["parameters"]["From"], printed[0]["parameters"]["To"]) == ("+81312345678", "+815011112222")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--from", "090-1234-5678"], 'expected a number in E.164, such as "+819012345678", found "090-1234-5678"'),
        (["--at", "today"], "expected 2026-05-07 10:00 or the like, in the years 2000 to 2999, found today"),
        (["--url", "127.0.0.1:8000"], "expected an address like http://127.0.0.1:8000/voice, found 127.0.0.1:8000"),
        (["--url", "http://127.0.0.1:9/voice", "--at", "2026-05-07 10:00"], "--at has no effect with --url"),
    ],
)
def test_wrong_usage_is_refused(ivr: Command, arguments: list[str], problem: str) -> None:
    ran = ivr("call", *arguments)

    assert ran.code == 2
    assert problem in " ".join(ran.err.split())


def test_a_saved_call_is_a_script_that_passes(ivr: Command, tmp_path: Path) -> None:
    file = tmp_path / "calls" / "aichi.call.yaml"  # a new site has no such folder yet
    ivr("call", "--save", str(file), "--at", "2026-05-07 10:00", stdin="愛知県の協議会です\n!busy\n2\n")

    script = read_script_file(file).script
    assert script
    assert script.call == "aichi"
    assert f"{script.at:%Y-%m-%d %H:%M}" == "2026-05-07 10:00"
    assert ivr("test", str(file)).code == 0


def test_a_site_with_problems_is_reported(ivr: Command, tmp_path: Path) -> None:
    ran = ivr("call", "--site", str(tmp_path))

    assert ran.code == 1
    assert "flow.yaml:1:1: this file is missing (file)" in ran.err


def test_any_service_is_called(ivr: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "12345")
    monkeypatch.delenv("IVR_SITE")  # it is no site of ours
    ask = "<Gather action='/next'><Say language='en-GB'>Press a key.</Say></Gather>"
    with served({"/voice": ask, "/next": "<Say>Bye.</Say>"}) as (url, pages):
        ran = ivr("call", "--url", url, stdin="5#\n")

    assert texts(ran.out) == ["Press a key.", "> [5#]", "Bye.", "the call is ended by the service"]
    assert [asked.url.rpartition("/")[2] for asked in pages.asked] == ["voice", "next"]
    assert all("X_TWILIO_SIGNATURE" in asked.headers for asked in pages.asked)


def test_sounds_and_pauses_are_printed_when_they_begin(ivr: Command) -> None:
    sound = BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", "not compressed"))
        file.writeframes(bytes(16000))
    pages: dict[str, Answer] = {
        "/voice": "<Play>/a.wav</Play><Pause length='3'/><Gather/>",
        "/a.wav": Page(sound.getvalue(), "audio/wav"),
    }
    with served(pages) as (url, _):
        printed = events(ivr("call", "--json", "--url", url).out)
        people = ivr("call", "--url", url).out

    assert [
        (event["event"], event["second"]) for event in printed if event["event"] in ("played", "paused", "asked")
    ] == [
        ("played", 0.0),
        ("paused", 2.0),
        ("asked", 5.0),
    ]
    assert texts(people)[0] == f"♪ {url.replace('/voice', '/a.wav')}"


def test_what_goes_wrong_is_reported_and_fails(ivr: Command) -> None:
    ran = ivr("call", "--url", "http://127.0.0.1:9/voice")

    assert ran.code == 1
    assert "! POST http://127.0.0.1:9/voice: no reply" in texts(ran.out)
    assert any(text.startswith("! error 11202: ") for text in texts(ran.out))


def test_another_program_sees_what_is_asked_before_it_answers_and_what_rings_before_it_says_how_that_ends(
    small_site: Path,
) -> None:
    """Of the second telephone that rings it says nothing: that must hold nothing up."""
    answers = [("どのようなご相談", "愛知県の協議会です"), ("違うときは", "1"), ("話し中", "0")]
    says, heard, ends = ["!busy"], [""], []
    with command(
        "call", "--json", "--site", small_site, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin
        assert program.stdout
        for line in program.stdout:
            event = json.loads(line)
            heard += [event["text"]] if event["event"] == "said" else []
            ends += [event["status"]] if event["event"] == "dial ended" else []
            if event["event"] == "asked":
                words, answer = answers.pop(0)
                assert words in "".join(heard[-2:])
                program.stdin.write(f"{answer}\n")
            elif event["event"] == "rings" and says:
                program.stdin.write(f"{says.pop()}\n")
            program.stdin.flush()

    assert program.returncode == 0
    assert (ends, answers) == (["busy", "completed"], [])
    assert heard[-1] == "お電話、ありがとうございました。"


def test_a_person_is_asked_and_sees_the_office_ring(small_site: Path) -> None:
    person, terminal = pty.openpty()
    with command("call", "--site", small_site, stdin=terminal, stdout=terminal, stderr=terminal) as program:
        os.close(terminal)
        screen = b""
        for waits_for, types in [("> ", "愛知県の協議会です\n"), ("どうぞ。", "1\n"), ("[h]ang up > ", "h\n")]:
            while waits_for.encode() not in screen:
                screen += os.read(person, 4096)
            screen = screen.partition(waits_for.encode())[2]
            os.write(person, types.encode())
        try:
            while more := os.read(person, 4096):
                screen += more
        except OSError:  # Linux's way to say that nobody is at the other end any more
            pass
    os.close(person)

    assert "the call is ended by the caller" in screen.decode()
    assert program.returncode == 0
