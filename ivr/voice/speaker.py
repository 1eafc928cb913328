"""Speech from a process of its own: the one that answers calls neither loads Open JTalk nor waits in it.

The process is started when it is first needed, and ends with the one that started it. Each request is one line of JSON,
each answer one line with the number of bytes that follow: a WAV file, or after a minus sign what went wrong.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from threading import Lock, Timer
from typing import IO, TypeAlias

from .engine import VoiceMissingError, installed

Speak: TypeAlias = Callable[[str, float], bytes]
"""From a text and a rate to a WAV file."""

COMMAND = (sys.executable, "-m", "ivr.voice")
LONGEST = 30.0
"""Seconds after which a process that has not answered is ended; 450 signs take three."""


class SpeakerError(Exception):
    """The process ended, or took too long."""


class Speaker:
    """Has texts spoken in another process, one after the other; may be used from several threads."""

    def __init__(self, command: Sequence[str] = COMMAND, longest: float = LONGEST) -> None:
        self._command = command
        self._longest = longest
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __call__(self, text: str, rate: float) -> bytes:
        """Return *text* spoken at *rate*, as `synthesise` does.

        Raises VoiceMissingError without the voice, ValueError for a text in which there is nothing to say, SpeakerError
        where the process fails.
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
        """End the process; it is started again when it is needed."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process


def _ask(process: subprocess.Popen[bytes], request: str) -> bytes:
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(f"{request}\n".encode())
        process.stdin.flush()
    except OSError:
        pass  # it has ended, as its silence will tell
    size = process.stdout.readline()
    answer = process.stdout.read(abs(int(size))) if size.strip() else b""
    if not size.strip() or len(answer) < abs(int(size)):
        raise SpeakerError("the process that speaks has ended")
    if size.startswith(b"-"):
        raise ValueError(answer.decode())
    return answer


def answer(requests: IO[bytes], answers: IO[bytes], speak: Speak) -> None:
    """Answer each of *requests* in *answers* with what *speak* makes of it, until there are no more."""
    for request in requests:
        text, rate = json.loads(request)
        try:
            sound, sign = speak(text, rate), ""
        except ValueError as error:
            sound, sign = str(error).encode(), "-"
        answers.write(f"{sign}{len(sound)}\n".encode() + sound)
        answers.flush()
