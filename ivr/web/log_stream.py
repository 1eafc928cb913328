"""A stream for log lines that never blocks its writer: lines are queued, and a separate thread writes them.

A full disk, or a reader that is gone or stuck, costs lines, which are counted as dropped; never a call or a thread.
"""

import atexit
import io
import mmap
import os
import select
import sys
import threading
import time
from queue import SimpleQueue
from typing import TextIO

from .counters import COUNTERS

LONGEST = 4096
"""Bytes of a line: what is written to a pipe in one piece, so that lines of several processes stay apart (PIPE_BUF)."""

_MOST = 5000
"""Lines that wait; more are dropped."""

_MOMENT = 0.02
"""Seconds that the thread waits for more lines after the first: waking it costs a call more than its line does."""

_CUT = " … ".encode()


def write_behind() -> None:
    """Write in the background whatever this process and those forked from it print or log."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, LogStream):  # it may be closed
            lines = LogStream(stream)
            # Threads do not survive a fork, and what waits there is written by the process that queued it.
            os.register_at_fork(after_in_child=lines.begin)
            atexit.register(lines.drain)
            setattr(sys, name, lines)


class LogStream(io.TextIOBase):
    """Replaces *stream*, and writes lines to its file in one piece, once they are complete."""

    def __init__(self, stream: TextIO, most: int = _MOST) -> None:
        self._file = stream.fileno()
        self._encoding = stream.encoding
        self._most = most
        self._broken = mmap.mmap(-1, 1)  # in all processes: whether the last line was written in part only
        self.begin()

    def begin(self) -> None:
        """Begin with an empty queue, and no thread yet."""
        self._queue: SimpleQueue[bytes | threading.Event] = SimpleQueue()
        self._started = threading.Lock()  # never released by whoever starts the thread
        self._part = threading.local()

    def write(self, text: str) -> int:
        """Queue the lines of *text*; a last one without an end waits for the rest of it, in each thread by itself."""
        whole, end, rest = (getattr(self._part, "text", "") + text).rpartition("\n")
        self._part.text = rest
        if not end:
            return len(text)
        if self._queue.qsize() >= self._most or not self._writing():
            COUNTERS.count("dropped")
        else:
            self._queue.put(whole.encode(self._encoding, "backslashreplace"))
        return len(text)

    def drain(self, seconds: float = 1.0) -> None:
        """Wait until what is queued is written, but no longer than *seconds*."""
        if not self._started.locked():  # nothing was ever written
            return
        done = threading.Event()
        self._queue.put(done)
        if not done.wait(seconds):
            COUNTERS.count("dropped", self._queue.qsize())

    def fileno(self) -> int:
        """Return the descriptor that is written to."""
        return self._file

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return os.isatty(self._file)

    def writable(self) -> bool:
        """Return True: it can be written to."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return the encoding of the stream that this replaces."""
        return self._encoding

    def _writing(self) -> bool:
        """Return whether the writing thread runs; the first line after a fork starts it."""
        if self._started.acquire(blocking=False):
            try:
                threading.Thread(target=self._write_queued, name="log", daemon=True).start()
            except RuntimeError:  # as many threads as there may be, or the process is ending
                self._started.release()
                return False
        return True

    def _write_queued(self) -> None:
        """Write queued lines for ever, as many at once as were queued within a moment; an Event among them is set."""
        piece = b""
        while True:
            if self._queue.empty():
                self._write_piece(piece)
                piece, queued = b"", self._queue.get()
                time.sleep(_MOMENT)
            else:
                queued = self._queue.get()
            match queued:
                case threading.Event() as done:
                    self._write_piece(piece)
                    piece = b""
                    done.set()
                case bytes() as text:
                    for line in text.split(b"\n"):
                        whole = shortened(line, LONGEST - 2) + b"\n"
                        if len(piece) + len(whole) >= LONGEST:
                            self._write_piece(piece)
                            piece = b""
                        piece += whole

    def _write_piece(self, piece: bytes) -> None:
        """Write whole lines at once; after a partial write, the next piece begins on a new line."""
        if not piece:
            return
        begun = b"\n" * self._broken[0] + piece
        try:
            written = self._wait_and_write(begun)
        except OSError:  # no room on the disk, or the reader is gone
            COUNTERS.count("dropped", piece.count(b"\n"))
            return
        self._broken[0] = written < len(begun)
        if self._broken[0]:
            COUNTERS.count("dropped", begun.count(b"\n", written))

    def _wait_and_write(self, line: bytes) -> int:
        while True:
            try:
                return os.write(self._file, line)
            except BlockingIOError:  # somebody who shares the pipe made it non-blocking
                select.select((), (self._file,), ())


def shortened(text: bytes, most: int) -> bytes:
    """Return *text* in at most *most* bytes; of a longer one the beginning and, above all, the end."""
    if len(text) <= most:
        return text
    head = most // 4
    return text[:head] + _CUT + text[len(text) - (most - head - len(_CUT)) :]
