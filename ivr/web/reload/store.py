"""The plans on disk: the last few that served, each a copy of its site's files in a folder named by its hash.

A call in progress finds the plan it began with there, whichever worker leads it on and however often the service was
started anew. A folder is there whole or not at all, and one whose files have another hash than its name is not used.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from ivr.call import Plan
from ivr.site import files_of, hash_of, load

log = structlog.get_logger()

MOST = 5
"""Plans that are kept, by when they last became the current one."""

_HASH = re.compile(r"[0-9a-f]{12}")
_UNFINISHED = ".copy-"
_ABANDONED = 3600.0  # seconds after which a copy that is not finished belongs to a process that died


@dataclass(frozen=True, slots=True)
class Kept:
    """The plans in *folder*, which is made when it is needed."""

    folder: Path

    def holds(self, name: str) -> bool:
        """Tell whether there is a plan *name* (its hash), undamaged. Raises OSError where its files cannot be read."""
        return self.has(name) and hash_of(self.folder / name) == name

    def has(self, name: str) -> bool:
        """Tell whether there is a copy that says it is the plan *name*. Raises OSError."""
        return bool(_HASH.fullmatch(name)) and (self.folder / name).is_dir()

    def names(self) -> tuple[str, ...]:
        """Return the plans that there are, the one first that became the current one last. Raises OSError."""
        return tuple(path.name for path in self._by_age() if _HASH.fullmatch(path.name))

    def plan(self, name: str) -> Plan | None:
        """Load the plan *name*; None where there is none, where it is damaged, or where this release cannot read it.

        It was checked when it became current, so it is not checked again. Raises OSError.
        """
        if self.holds(name):
            plan = load(self.folder / name).plan
            if plan is None:
                log.warning("a kept plan is not one that this release reads: it is not used", plan=name)
            return plan
        if self.has(name):
            log.warning("a kept plan is damaged: it is not used", folder=str(self.folder / name))
        return None

    @contextmanager
    def copied(self, root: Path) -> Iterator[Path]:
        """Copy the site in *root* into a folder of its own, which is gone afterwards unless it was kept.

        Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=_UNFINISHED, dir=self.folder) as around:
            copy = Path(around) / "site"
            copy.mkdir()
            for path in files_of(root):
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / path, copy / path)
            yield copy

    def keep(self, copy: Path, before: str = "") -> str:
        """Keep what `copied` gave as the plan that now becomes current, drop the oldest, and return its hash.

        The plan *before* it is not dropped either: calls are being led by it.
        """
        name = hash_of(copy)
        target = self.folder / name
        if not self.holds(name):
            shutil.rmtree(target, ignore_errors=True)
            copy.rename(target)
        youngest = max((_time(self.folder / other) for other in self.names() if other != name), default=0.0)
        age = max(time.time(), youngest + 1.0)  # also after a clock that was wrong
        os.utime(target, (age, age))
        self._drop(name, before)
        return name

    def keep_site(self, root: Path) -> None:
        """Keep the site in *root* as it is now. Raises OSError."""
        with self.copied(root) as copy:
            self.keep(copy)

    def _by_age(self) -> list[Path]:
        return sorted(self.folder.iterdir(), key=_time, reverse=True)

    def _drop(self, *spared: str) -> None:
        """Drop all plans but the last few and those *spared*, and the copies that a process which died has left."""
        old = [name for name in self.names()[MOST:] if name not in spared]
        until = time.time() - _ABANDONED
        left = [path for path in self.folder.glob(f"{_UNFINISHED}*") if 0 < _time(path) < until]
        for path in (*(self.folder / name for name in old), *left):
            shutil.rmtree(path, ignore_errors=True)


def _time(path: Path) -> float:
    """Return when *path* was changed last; 0 where it is gone by now, by another service that keeps plans there."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
