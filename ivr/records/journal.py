"""A worker's journal: events are queued, and a separate thread writes them, so that no call waits for a disk.

Events are written and synced together four times a second. A process that is killed loses what it queued since then, a
power cut what was not yet synced: less than the last second while the disk responds. If the disk does not respond, or
is full, events wait in memory up to a bound; any more are dropped and counted.
"""

import atexit
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import structlog

from ivr.safe_files import identity
from ivr.translation import _

from . import segments
from .events import CallEvent, line_of

log = structlog.get_logger()

MOST_WAITING = 20_000
"""Events in memory: about ten megabytes."""
MOST_BYTES = 256 * 1024 * 1024
"""Bytes of all journals of the machine: about 700,000 events that no database has taken yet."""
LONGEST_FILE = 1024 * 1024  # bytes
OLDEST_FILE = 60.0
"""Seconds after which a new file is begun, so that little is left once a file was shipped."""
PAUSE = 0.25  # seconds between two writes
_PATIENCE = 5.0
"""Seconds that a worker, when it ends, waits for its disk."""
_END = b"\n"
_BEAT = 60.0  # seconds between two heartbeats
_SETTLED = 2.0
"""Seconds before the first chore and beat: a service that only tests whether it starts needs neither."""
_REPEATED = 60.0
"""Seconds between two log lines that say the same."""

Chore = Callable[[], None]


class Journal:
    """Writes events to files in *folder*; calls *lost* with the number of events that could not be written.

    *chore* runs in its thread about once a second; *beat* makes the event that shows, each minute, that the worker is
    alive.
    """

    def __init__(
        self,
        folder: Path,
        lost: Callable[[int], None],
        chore: Chore | None = None,
        beat: Callable[[], CallEvent] | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._folder = folder
        self._lost = lost
        self._chore = chore
        self._beat = beat
        self._most_bytes = most_bytes
        self._starting = threading.Lock()
        self._process = 0
        self.begin()

    def begin(self) -> None:
        """Start with an empty queue and no file: what a fork has copied is written by the process that queued it."""
        self._queue: deque[CallEvent] = deque()
        self._writing = threading.Lock()
        self._stopping = threading.Event()
        self._runs = False  # whether the thread was started
        self._rest = b""  # what is to be written
        self._unsynced = b""  # what is written before it, and may yet be lost
        self._waiting = 0  # events in both
        self._file: int | None = None
        self._in: tuple[int, int] | None = None  # the folder that it is in, wherever that is moved to
        self._begun = self._written = 0.0
        self._room = True
        soon = time.monotonic() + _SETTLED
        self._next = {"chore": soon, "beat": soon, "size": 0.0, "log": 0.0, "chore log": 0.0}
        self._unwritten = 0

    def put(self, event: CallEvent) -> None:
        """Queue *event*, without ever waiting or raising."""
        if self._process != os.getpid() or not self._runs:
            self.start()
        if len(self._queue) >= MOST_WAITING:
            self._lose(1)
        else:
            self._queue.append(event)

    def start(self) -> None:
        """Start writing in a thread of this process, unless it is started already."""
        with self._starting:
            if self._process != os.getpid():
                self.begin()
                self._process = os.getpid()
                atexit.register(self.close)
            if self._runs:
                return
            try:
                threading.Thread(target=self._run, name="journal", daemon=True).start()
                self._runs = True
            except RuntimeError as error:  # thread limit reached: the next event tries again
                self._log(_("no thread for the journal: call events wait for one"), str(error))

    def close(self) -> None:
        """Write what is queued; what the disk does not take is lost, counted and logged."""
        if self._process != os.getpid():
            return
        self._stopping.set()
        self._round(_PATIENCE)
        if left := self._waiting + len(self._queue):
            self._queue.clear()
            self._waiting = 0
            self._lose(left)
            self._next["log"] = 0.0  # whatever was logged of late
            self._log(_("call events are being lost"), _("the process ends, and its disk accepts nothing"))

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE):
            try:
                self._round()
                if self._chore and self._is_due("chore", 1.0):
                    self._do_chore(self._chore)
            except Exception:
                log.exception(_("the journal of calls"))

    def _do_chore(self, chore: Callable[[], object]) -> None:
        """Run *chore*, which starts the shipper; log a failure at most once a minute."""
        try:
            chore()
        except OSError as error:
            if self._is_due("chore log", _REPEATED):
                log.warning(_("no shipper can be started: call events wait for it"), why=str(error))

    def _round(self, patience: float = -1) -> None:
        """Write the queue, unless another thread holds it for longer than *patience* seconds."""
        if not self._writing.acquire(timeout=patience):
            return
        try:
            if self._beat and self._is_due("beat", _BEAT):
                self._queue.append(self._beat())
            events = [self._queue.popleft() for _ in range(len(self._queue))]
            self._rest += b"".join(map(line_of, events))
            self._waiting += len(events)
            try:
                self._write()
            except OSError as error:
                self._drop_surplus()
                self._log(_("call events cannot be recorded yet (IVR_VAR)"), str(error))
            if self._unwritten:
                self._log(_("call events are being lost"), "")
        finally:
            self._writing.release()

    def _write(self) -> None:
        """Write and sync the queue. If this raises OSError, what is not on the disk stays queued."""
        if not self._rest:
            self._rotate()
            return
        if self._is_due("size", 10.0):
            self._room = segments.size(self._folder) < self._most_bytes
        if not self._room:
            self._forget(_("the journal is full: no database has accepted it for too long"))
            return
        file = self._open()
        while self._rest:
            written = os.write(file, self._rest)
            self._unsynced += self._rest[:written]
            self._rest = self._rest[written:]
        try:
            os.fdatasync(file)
        except OSError:  # whatever it took since the last sync may be gone, and the next would say nothing of that
            kept = os.fstat(file).st_size - len(self._unsynced)
            self._write_again()
            os.ftruncate(file, kept)
            raise
        self._unsynced = b""
        self._waiting = 0
        self._rotate()

    def _write_again(self) -> None:
        """Let the rest begin with what was written and is not synced."""
        self._rest, self._unsynced = self._unsynced + self._rest, b""

    def _open(self) -> int:
        if self._file is not None and (segments.is_gone(self._file) or identity(self._folder) != self._in):
            self._close_file()
        if self._file is None:
            self._file, self._begun = segments.create(self._folder), time.monotonic()
            self._in = identity(self._folder)
            self._write_again()
        return self._file

    def _rotate(self) -> None:
        if self._file is None:
            return
        if time.monotonic() - self._begun > OLDEST_FILE or os.fstat(self._file).st_size > LONGEST_FILE:
            self._close_file()

    def _close_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _drop_surplus(self) -> None:
        """Drop the last of too many events, but none of which a part is written."""
        if (surplus := self._waiting - MOST_WAITING) > 0:
            lines = self._rest.splitlines(keepends=True)
            dropped = lines[max(len(lines) - surplus, self._is_torn()) :]
            self._rest = self._rest[: len(self._rest) - sum(map(len, dropped))]
            self._lose(len(dropped))
            self._waiting -= len(dropped)

    def _is_torn(self) -> bool:
        """Return whether the rest begins in the middle of a line."""
        return self._unsynced[-1:] not in {b"", _END}

    def _forget(self, why: str) -> None:
        """Drop the queue, except the rest of a line whose beginning is written."""
        self._lose(self._waiting)
        self._rest = self._rest[: self._rest.find(_END) + 1] if self._is_torn() else b""
        self._waiting = 0
        self._log(_("call events are being lost"), why)

    def _lose(self, number: int) -> None:
        self._unwritten += number
        self._lost(number)

    def _log(self, what: str, why: str) -> None:
        if self._is_due("log", _REPEATED):
            log.error(what, why=why, lost=self._unwritten, waiting=self._waiting)
            self._unwritten = 0

    def _is_due(self, what: str, seconds: float) -> bool:
        now = time.monotonic()
        if now < self._next[what]:
            return False
        self._next[what] = now + seconds
        return True
