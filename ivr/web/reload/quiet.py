"""When the files of a site are quiet: nothing was saved for a while, so what stands there is meant."""

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.site import files_of, hash_of

Look = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often files are looked at, how long they must be quiet, and when what failed is tried again; in seconds.

    What is not quiet after *patience* is told from what it was by its content.
    """

    look: float = 1.0
    quiet: float = 2.0
    retry: float = 30.0
    patience: float = 60.0


class Quiet:
    """Looks at the files in *root* at a *pace*.

    Times and inodes show that a file was saved, without reading it. On some file systems they change by themselves, and
    some tools touch files for ever: then only the content counts.
    """

    def __init__(self, root: Path, pace: Pace) -> None:
        self._root = root
        self._pace = pace
        self._outside: Look | None = None
        self._moved = -math.inf
        self._restless: float | None = None
        self._seen: Look | str | None = None
        self._due = math.inf
        self._waiting: float | None = None

    def settled(self) -> bool:
        """Look at the files; tell, once for each change, that they have become quiet."""
        now = time.monotonic()
        seen = self._look(now)
        if seen != self._seen:
            self._seen, self._due = seen, now + self._pace.quiet
            self._waiting = self._waiting or now
        elif now >= self._due:
            self._due, self._waiting = math.inf, None
            return True
        return False

    def still(self) -> bool:
        """Tell whether the files are as they were seen last."""
        if isinstance(self._seen, str):
            return _content(self._root) == self._seen
        return _outside(self._root) == self._seen

    def forget(self) -> None:
        """Take what stands there for a change that has not been seen."""
        self._seen = None

    @property
    def rests(self) -> bool:
        """Tell whether there is no change that has yet to become quiet."""
        return self._waiting is None and self._seen is not None

    @property
    def overdue(self) -> bool:
        """Tell whether even the content has been changing for longer than patience lasts."""
        return self._waiting is not None and time.monotonic() - self._waiting > 2 * self._pace.patience

    def _look(self, now: float) -> Look | str:
        """Return what tells these files from others: seen from outside, or their content where that is restless."""
        outside = _outside(self._root)
        if outside != self._outside:
            self._outside, self._moved = outside, now
            self._restless = self._restless or now
        elif now - self._moved >= self._pace.quiet:
            self._restless = None
        restless = self._restless is not None and now - self._restless >= self._pace.patience
        return _content(self._root) if restless else outside


def _outside(root: Path) -> Look:
    """Return what tells, without reading them, whether a file was saved, appeared or vanished."""
    found = []
    for path in files_of(root):
        with suppress(FileNotFoundError):  # gone since it was listed
            state = (root / path).stat()
            found.append((path, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)


def _content(root: Path) -> str:
    try:
        return hash_of(root)
    except OSError as error:
        return str(error)
