"""Speech from a process of its own: it answers, refuses, dies, hangs, and is started again."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from threading import Thread

import pytest

from ivr.speech import read_wave
from ivr.voice import Speaker, SpeakerError, VoiceMissingError, synthesise
from ivr.voice.speaker import answer


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with closing(Speaker()) as speaker:
        yield speaker


def test_it_says_what_this_process_would_say(speaker: Speaker) -> None:
    assert speaker("経営相談の、電話案内です。", 0.9) == synthesise("経営相談の、電話案内です。", 0.9)


def test_it_refuses_what_cannot_be_said_and_goes_on(speaker: Speaker) -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        speaker("。", 1.0)

    assert read_wave(speaker("はい\n", 1.0))


def test_several_threads_may_ask_at_once(speaker: Speaker) -> None:
    heard: dict[str, bytes] = {}
    texts = ["イチ", "ニー", "サン", "ヨン"]
    threads = [Thread(target=lambda text=text: heard.update({text: speaker(text, 1.0)})) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert heard == {text: synthesise(text) for text in texts}


def script(lines: str) -> Speaker:
    return Speaker((sys.executable, "-c", f"import sys\n{lines}"), longest=20)


def test_a_process_that_ends_is_reported_and_started_again() -> None:
    once = "sys.stdin.readline(); print(3, flush=True); sys.stdout.write('wav'); sys.stdout.flush()"
    with closing(script(once)) as speaker:
        assert speaker("A", 1.0) == b"wav"
        assert speaker._process  # noqa: SLF001 - to wait for its end, not for a second
        speaker._process.wait()  # noqa: SLF001
        assert speaker("B", 1.0) == b"wav"


@pytest.mark.parametrize("lines", ["", "sys.stdin.readline(); print(100); print('short')", "sys.stdin.readline()"])
def test_a_process_that_breaks_off_is_reported(lines: str) -> None:
    with closing(script(lines)) as speaker, pytest.raises(SpeakerError):
        speaker("A" * 100_000, 1.0)


def test_a_process_that_hangs_is_ended() -> None:
    with closing(Speaker((sys.executable, "-c", "import time; time.sleep(60)"), longest=0.2)) as speaker:
        begun = time.monotonic()
        with pytest.raises(SpeakerError):
            speaker("A", 1.0)
        assert time.monotonic() - begun < 30


def test_requests_are_answered_one_after_the_other_until_there_are_no_more() -> None:
    def speak(text: str, rate: float) -> bytes:
        if not text:
            raise ValueError("言うことがない")
        return f"{text} {rate}".encode()

    requests = "".join(json.dumps(request) + "\n" for request in [["A", 1.0], ["", 1.0], ["B\n", 0.8]])
    answers = BytesIO()
    answer(BytesIO(requests.encode()), answers, speak)

    refused = "言うことがない".encode()
    assert answers.getvalue() == b"5\nA 1.0" + f"-{len(refused)}\n".encode() + refused + b"6\nB\n 0.8"


@pytest.mark.usefixtures("no_voice")
def test_without_the_voice_no_process_is_started() -> None:
    with closing(Speaker()) as speaker, pytest.raises(VoiceMissingError):
        speaker("はい", 1.0)
