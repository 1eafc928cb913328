"""Speech synthesis in a separate process, so that a worker neither loads Open JTalk nor waits for it.

The process is started when it is first needed, and ends with the one that started it. A request is one line of JSON.
An answer is a line with a number of bytes, then these bytes: a WAV file, or an error message if a minus precedes it.
"""

import json
import subprocess
import sys
import weakref
from collections.abc import Callable, Sequence
from threading import Lock, Timer
from typing import IO

from ivr.translation import N_, _

from .engine import VoiceMissingError, installed

Synthesis = Callable[[str, float], bytes]
"""From a text and a rate to a WAV file."""

COMMAND = (sys.executable, "-m", "ivr.voice")
LONGEST = 30.0
"""Seconds after which a process that has not answered is killed; the longest text takes three."""
_ENDED = N_("the process that speaks has ended")


class SpeakerError(Exception):
    """The speaking process has ended, or took too long."""


class Speaker:
    """A speaking process, which speaks one text at a time; may be used from several threads."""

    def __init__(self, command: Sequence[str] = COMMAND, longest: float = LONGEST) -> None:
        self._command = command
        self._longest = longest
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __call__(self, text: str, rate: float) -> bytes:
        """Return *text* spoken at *rate*, as `synthesise` does.

        Raises VoiceMissingError without the voice, ValueError for a text in which there is nothing to say, SpeakerError
        if the process fails.
        """
        if not installed():
            raise VoiceMissingError
        with self._lock:
            process = self._running()
            watch = Timer(self._longest, process.kill)
            watch.start()
            try:
                return _ask(process, json.dumps([text, rate]))
            except SpeakerError:
                self._end()
                raise
            finally:
                watch.cancel()

    def close(self) -> None:
        """End the process; the next text starts a new one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process:
            _ended(self._process)
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            weakref.finalize(self, _ended, self._process)
        return self._process


def _ended(process: subprocess.Popen[bytes]) -> None:
    if process.stdin and not process.stdin.closed:
        process.kill()
        process.communicate()


def _ask(process: subprocess.Popen[bytes], request: str) -> bytes:
    """Return the answer to *request*. Raises SpeakerError if the process has ended, ValueError if it refuses."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(f"{request}\n".encode())
        process.stdin.flush()
    except OSError as error:
        raise SpeakerError(_(_ENDED)) from error
    size = process.stdout.readline()
    answer = process.stdout.read(abs(int(size))) if size.strip() else b""
    if not size.strip() or len(answer) < abs(int(size)):
        raise SpeakerError(_(_ENDED))
    if size.startswith(b"-"):
        raise ValueError(answer.decode())
    return answer


def answer(requests: IO[bytes], answers: IO[bytes], speak: Synthesis) -> None:
    """Speak the text of each of *requests* and write the sound, or the error, to *answers*, until the input ends."""
    for request in requests:
        text, rate = json.loads(request)
        try:
            content, minus = speak(text, rate), ""
        except ValueError as error:
            content, minus = str(error).encode(), "-"
        answers.write(f"{minus}{len(content)}\n".encode() + content)
        answers.flush()
