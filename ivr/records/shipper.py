"""The shipper, which takes a machine's journals to the database in batches: a process, started by `supervise`.

What is stored is removed from the journals afterwards: an event that was already stored by a shipper that died in
between is still stored once. While the database does not accept them, the journals grow, and the shipper tries again
later.
"""

import gc
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from ivr.clock import DAY, now
from ivr.safe_files import identity
from ivr.settings import read_settings
from ivr.translation import _

from . import database, hindrances, purging, recent, segments, status, store
from .database import Schema
from .events import CallEvent, event_of
from .export import shown
from .hindrances import UNKNOWN, Hindrances
from .status import Status
from .steady_clock import SteadyClock
from .supervise import LOCK

_PAUSE = 0.5  # seconds between two batches
_LONGEST_PAUSE = 30.0  # seconds, while the database does not answer
_MOST_EVENTS = 1_000
"""The most events of a batch."""
_CHORES = 60.0  # seconds between two rounds of chores
_LOOK = 2.0
"""Seconds between two looks at the last minutes, or more, so that looking takes only a small share of the time."""
_LOOK_SHARE = 0.05  # of the time
_LOOK_AT_LEAST = 20.0
"""Seconds after which what was found is recomputed in any case: otherwise it would be too old to be used."""
_LAST_SECONDS = 5.0
"""Seconds to go on after the service has ended: what its workers wrote last is shipped too."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events read from journals, how many lines were invalid, how far each file was read, and why one cannot be."""

    events: tuple[CallEvent, ...]
    refused: int
    read: dict[Path, int]
    unreadable: OSError | None


class Shipper:
    """Ships the journals in *folder* to the database at *url*, which keeps calls for this many *days* (0: for ever)."""

    def __init__(self, folder: Path, url: URL, days: int = 0, clock: Callable[[], int] | None = None) -> None:
        self._folder = folder
        self._clock = clock or now
        self._steady = SteadyClock(self._clock, status.read(folder).held_until)
        self._has_begun = False
        self._url = url
        self._file: tuple[int, int] | None = None  # the database file of the connection
        self._engine = database.writing(url)
        self._days = days
        self._read: dict[Path, int] = {}  # how far each file that is still being written was shipped
        self._schema = Schema.OLDER
        self._next_chores = 0.0
        self._next_look = self._last_look = 0.0
        self._has_news = True
        self._hindrances = UNKNOWN
        self.status = Status()
        self.accepts = True  # whether the database took the last batch

    def round(self) -> bool:
        """Ship one batch, and return whether there may be more. Errors of the database or the disk are not raised."""
        try:
            return self._round()
        except (SQLAlchemyError, OSError) as error:
            self._engine.dispose()
            self.accepts = False
            self._schema = Schema.OLDER  # a different database may have taken its place
            self._set_status(database="gone", why=database.reason(error))
            return False

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def _round(self) -> bool:
        """Ship one batch and do what is due; return whether there may be more at once."""
        if self._schema is not Schema.CURRENT:
            self._schema = database.upgrade(self._engine)
            if self._schema is Schema.NEWER:
                self._set_status(database="newer", why=_("the database belongs to a later release: upgrade this one"))
                self._schema = Schema.OLDER
                self.accepts = False
                return False
            self._file = database.file_of(self._url)
            self._begin()
        elif self._file != database.file_of(self._url):  # it would go on being written, and nobody would find it again
            database.checkpoint(self._engine)  # SQLite leaves this out when it closes a file that was moved
            raise FileNotFoundError(
                _("the file was moved, deleted or replaced: records continue in the one that is there now")
            )
        batch = self._batch()
        refused = batch.refused + store.save_accepted(self._engine, batch.events, self._clock)
        self._remove(batch)
        self._purge_as_requested()
        self._do_chores()
        self._has_news = self._has_news or bool(batch.events)
        self._update_hindrances()
        shipped = self.status.shipped + len(batch.events)
        self.status = replace(self.status, shipped=shipped, refused=self.status.refused + refused)
        has_more = len(batch.events) > _MOST_EVENTS // 2
        if batch.unreadable:  # all others are shipped, and soon what follows
            self._set_status(database="gone", why=database.reason(batch.unreadable))
        else:
            self._set_status(database="ok", why="")
        self.accepts = True
        return has_more

    def _begin(self) -> None:
        """Compare the clock with the newest record, once, before this service has written any."""
        if not self._has_begun:
            with self._engine.begin() as connection:
                self._steady.begin(store.newest(connection, self._clock()))
            self._has_begun = True

    def _batch(self) -> Batch:
        """Read the next events of all journals, and count invalid lines."""
        events: list[CallEvent] = []
        refused, read, unreadable = 0, dict[Path, int](), None
        present = segments.paths(self._folder)
        self._read = {path: self._read.get(path, 0) for path in present}
        for path in present:
            if len(events) >= _MOST_EVENTS:
                break
            try:
                lines, read[path] = segments.read(path, self._read[path])
            except OSError as error:  # it is another user's, or its disk is damaged
                unreadable = OSError(error.errno, error.strerror, path.name)
                continue
            for line in lines:
                try:
                    events.append(event_of(line))
                except ValueError:
                    refused += 1
        return Batch(tuple(events), refused, read, unreadable)

    def _remove(self, batch: Batch) -> None:
        """Remove files that are finished and were read to their end."""
        for path, end in batch.read.items():
            self._read[path] = end
            with segments.finished(path) as is_finished:
                if not is_finished:
                    continue
                left = path.stat().st_size - end
                if left == 0 or not segments.read(path, end)[0]:
                    path.unlink()
                    self._read.pop(path)
                    self.status = replace(self.status, refused=self.status.refused + (left > 0))  # half a line

    def _purge_as_requested(self) -> None:
        request = self._folder / purging.FILE
        if request.exists():
            asked = request.read_text()
            if asked.isdecimal():
                purging.purge(self._engine, self._folder, int(asked))
                self._read.clear()  # what is left of a rewritten file is read from its beginning
            request.unlink()

    def _do_chores(self) -> None:
        """Each minute close lost calls, delete what is old, and look at the last hour.

        Then copy everything into a SQLite database's own file, for people who copy only that file.
        """
        if time.monotonic() < self._next_chores:
            return
        self._next_chores = time.monotonic() + _CHORES
        self._until_none(store.close_lost)
        is_steady = self._check_clock()
        if is_steady:
            self._until_none(store.forget_answers)
        if is_steady and self._days:
            self._until_none(lambda connection, now: store.purge(connection, now - self._days * DAY, now))
        with self._engine.begin() as connection:
            self.status = replace(self.status, last_hour=recent.last_hour(connection, now()))
        database.checkpoint(self._engine)

    def _check_clock(self) -> bool:
        """Return whether records may be deleted by age, and put a visible fault of the clock into the status."""
        held_until = self._steady.held_until
        with self._engine.begin() as connection:
            mark = store.mark_ahead(connection, self._clock())
        fault = ""
        if mark:
            fault = _(
                "records before {mark} were deleted by a clock that ran ahead: that deletion is ignored until then"
            )
            fault = fault.format(mark=shown("at", mark))
        if held_until:
            fault = _(
                "the clock was set, or is far ahead of the newest record: nothing is deleted by age before {until}"
            )
            fault = fault.format(until=shown("at", held_until))
        if fault and fault != self.status.clock:
            _log("records", "warning", clock=fault)
        self.status = replace(self.status, held_until=held_until, clock=fault)
        return not held_until

    def _update_hindrances(self) -> None:
        """Write the present hindrances for the workers; what cannot be written soon counts as unknown."""
        begun = time.monotonic()
        limits = hindrances.limits_in(self._folder)
        if limits is None or begun < (self._next_look if self._has_news else self._last_look + _LOOK_AT_LEAST):
            return
        self._has_news = False
        with self._engine.connect() as connection:
            current = recent.hindrances(connection, limits, now())
        with suppress(OSError):
            hindrances.write(self._folder, current)
        self._log_changes(current)
        took = time.monotonic() - begun
        self._last_look, self._next_look = begun, begun + min(max(_LOOK, took / _LOOK_SHARE), _LOOK_AT_LEAST)

    def _log_changes(self, current: Hindrances) -> None:
        """Log which offices are not rung blindly from now on, and which are rung again."""
        before, self._hindrances = self._hindrances, current
        failing, crowded = current.failing.keys() - before.failing.keys(), current.crowded - before.crowded
        for event, level, numbers in (
            (_("an office keeps failing: its number is read out at once"), "warning", failing),
            (_("an office was rung too often: its number is read out at once"), "warning", crowded),
            (_("an office is rung again"), "info", before.numbers - current.numbers),
        ):
            for number in sorted(numbers):
                _log(event, level, number=number)

    def _until_none(self, act: Callable[..., int]) -> None:
        for _each in range(100):  # the rest waits for the next time: new calls come in between
            with self._engine.begin() as connection:
                if not act(connection, self._clock()):
                    return

    def _set_status(self, **changed: str | int) -> None:
        """Write the status to its file, and to standard error if it has changed."""
        before, at = self.status, now()
        ok_at = at if changed["database"] == "ok" else before.ok_at
        self.status = replace(before, at=at, ok_at=ok_at, **changed)  # type: ignore[arg-type]
        changed_at_all = (before.database, before.why) != (self.status.database, self.status.why)
        if changed_at_all and (before.database, self.status.database) != ("starting", "ok"):
            level = "info" if self.status.database == "ok" else "warning"
            _log("records", level, database=self.status.database, why=self.status.why)
        with suppress(OSError):  # the disk was full before the file was created: the line above has reported it
            status.write(self._folder, self.status)


def _log(event: str, level: str, **more: str) -> None:
    """Write a line like those of the service's log, or drop it if nobody reads: nothing here waits for a reader."""
    written = f"{datetime.now(UTC).replace(tzinfo=None).isoformat()}Z"
    line = json.dumps({**more, "event": event, "level": level, "timestamp": written}, ensure_ascii=False)
    try:
        if select.select((), (sys.stderr,), (), 0)[1]:
            os.write(sys.stderr.fileno(), line.encode()[:4000] + b"\n")
    except (OSError, ValueError):
        return  # the status says the same


def main() -> None:
    """Ship until standard input is closed, which the system does when the last process of the service has ended.

    The first argument is the folder of the journals, the second the descriptor of the lock that is held: its name may
    be another file's by now.
    """
    gc.freeze()  # what is imported stays
    gc.enable()
    folder = Path(sys.argv[1])
    # A service that was started by an earlier release passes no descriptor.
    lock = os.fstat(int(sys.argv[2])) if len(sys.argv) > 2 else (folder / LOCK).stat()  # noqa: PLR2004
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, whose end ends this process
    os.nice(19)  # calls come first: on a busy machine this process gets what is left
    settings = read_settings(os.environ)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the database is closed properly
    shipper = Shipper(folder, database.url_for(settings.database_url, folder.parent), settings.records_days)
    with closing(shipper):
        _ship(shipper, folder, (lock.st_dev, lock.st_ino))


def _ship(shipper: Shipper, folder: Path, lock: tuple[int, int]) -> None:
    pause = _PAUSE
    while not select.select((sys.stdin,), (), (), pause)[0]:
        has_more = True
        while has_more:
            if _is_another(folder / LOCK, lock):  # no other shipper waits for that lock any more
                _log(_("IVR_VAR was moved or deleted: records continue in the folder that is there now"), "warning")
                return
            has_more = shipper.round()
        pause = _PAUSE if shipper.accepts else min(pause * 2, _LONGEST_PAUSE)
    until = time.monotonic() + _LAST_SECONDS
    while segments.paths(folder) and time.monotonic() < until:
        if not shipper.round() and shipper.status.database != "ok":
            return
        time.sleep(_PAUSE / 5)


def _is_another(path: Path, lock: tuple[int, int]) -> bool:
    """Return whether *path* now names another file than the *lock*, as far as that can be seen."""
    try:
        return identity(path) != lock
    except OSError:  # nobody else gets a lock there either; the next round reports the reason
        return False
