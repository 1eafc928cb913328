"""Detection of saved files: a change counts only once nothing has been saved for a while, so never half a change."""

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.site import files_of, hash_of

Snapshot = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class WatchTiming:
    """Seconds between two polls (*interval*), of rest after a change (*quiet*), and before a *retry* after a failure.

    Where files have not come to rest after *patience*, their content is compared instead of their times.
    """

    interval: float = 1.0
    quiet: float = 2.0
    retry: float = 30.0
    patience: float = 60.0


class FileChanges:
    """Polls the files in *root* for changes.

    Times and inodes show that a file was saved, without reading it. On some file systems they change by themselves, and
    some tools touch files for ever: then only the content is compared.
    """

    def __init__(self, root: Path, timing: WatchTiming) -> None:
        self._root = root
        self._timing = timing
        self._stats: Snapshot | None = None
        self._stats_changed = -math.inf
        self._restless_since: float | None = None
        self._seen: Snapshot | str | None = None
        self._settles = math.inf
        self._pending_since: float | None = None

    def settled(self) -> bool:
        """Poll the files; return True once for each change, when they have come to rest."""
        now = time.monotonic()
        seen = self._snapshot(now)
        if seen != self._seen:
            self._seen, self._settles = seen, now + self._timing.quiet
            self._pending_since = self._pending_since or now
        elif now >= self._settles:
            self._settles, self._pending_since = math.inf, None
            return True
        return False

    def unchanged(self) -> bool:
        """Return whether the files are still as they were at the last poll."""
        if isinstance(self._seen, str):
            return _content(self._root) == self._seen
        return _stat_snapshot(self._root) == self._seen

    def forget(self) -> None:
        """Report the files as changed at the next polls, whether they are or not."""
        self._seen = None

    @property
    def at_rest(self) -> bool:
        """Return whether no change is waiting to settle."""
        return self._pending_since is None and self._seen is not None

    @property
    def overdue(self) -> bool:
        """Return whether the content itself has kept changing for twice the patience."""
        return self._pending_since is not None and time.monotonic() - self._pending_since > 2 * self._timing.patience

    def _snapshot(self, now: float) -> Snapshot | str:
        """Return what identifies these files: times and inodes, or a hash of the content if those never rest."""
        stats = _stat_snapshot(self._root)
        if stats != self._stats:
            self._stats, self._stats_changed = stats, now
            self._restless_since = self._restless_since or now
        elif now - self._stats_changed >= self._timing.quiet:
            self._restless_since = None
        restless = self._restless_since is not None and now - self._restless_since >= self._timing.patience
        return _content(self._root) if restless else stats


def _stat_snapshot(root: Path) -> Snapshot:
    """Return path, time, size and inode of each file: they differ once one was saved, appeared or vanished."""
    files = []
    for path in files_of(root):
        with suppress(FileNotFoundError):  # gone since it was listed
            state = (root / path).stat()
            files.append((path, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(files)


def _content(root: Path) -> str:
    try:
        return hash_of(root)
    except OSError as error:
        return str(error)
