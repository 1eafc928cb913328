"""Plan store on disk: the last few plans that served, each a copy of its site's files in a folder named by hash.

A call in progress is finished with the plan it began with: any worker finds it here, also after a restart. A copy
appears whole or not at all, and a copy whose files no longer have the hash of its name is not used.
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
from ivr.translation import _

log = structlog.get_logger()

MOST_PLANS = 5
"""How many plans are stored: those that became current last."""

_HASH = re.compile(r"[0-9a-f]{12}")
_UNFINISHED = ".copy-"
_ABANDONED = 3600.0  # seconds after which an unfinished copy must be that of a process that died


@dataclass(frozen=True, slots=True)
class PlanStore:
    """The plans in *folder*, which is created when it is needed."""

    folder: Path

    def is_intact(self, name: str) -> bool:
        """Return whether the plan *name* (its hash) is there and undamaged. Raises OSError if it cannot be read."""
        return self.has(name) and hash_of(self.folder / name) == name

    def has(self, name: str) -> bool:
        """Return whether there is a folder of that name, damaged or not. Raises OSError."""
        return bool(_HASH.fullmatch(name)) and (self.folder / name).is_dir()

    def names(self) -> tuple[str, ...]:
        """Return the hashes of the stored plans, the one that became current last first. Raises OSError."""
        return tuple(path.name for path in self._by_age() if _HASH.fullmatch(path.name))

    def plan(self, name: str) -> Plan | None:
        """Load the plan *name*; None if it is missing or damaged, or if this release cannot read it.

        It is not checked again: that was done before it became current. Raises OSError.
        """
        if self.is_intact(name):
            plan = load(self.folder / name).plan
            if plan is None:
                log.warning(
                    _("this release cannot read a saved plan: its calls in progress continue with the current one"),
                    plan=name,
                )
            return plan
        if self.has(name):
            log.warning(_("a saved plan is damaged: it is not used"), folder=str(self.folder / name))
        return None

    @contextmanager
    def temporary_copy(self, root: Path) -> Iterator[Path]:
        """Copy the site in *root* into a new folder, which is removed afterwards unless `keep` has moved it.

        Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=_UNFINISHED, dir=self.folder) as parent:
            copy = Path(parent) / "site"
            copy.mkdir()
            for path in files_of(root):
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / path, copy / path)
            yield copy

    def keep(self, copy: Path, before: str = "") -> str:
        """Move a `temporary_copy` into the store as the plan that becomes current, and return its hash.

        The oldest plans are removed, but not the one that served *before*: calls still follow it.
        """
        name = hash_of(copy)
        target = self.folder / name
        if not self.is_intact(name):
            shutil.rmtree(target, ignore_errors=True)
            copy.rename(target)
        youngest = max((_time(self.folder / other) for other in self.names() if other != name), default=0.0)
        age = max(time.time(), youngest + 1.0)  # newest also where the clock was wrong when another was stored
        os.utime(target, (age, age))
        self._drop(name, before)
        return name

    def keep_site(self, root: Path) -> None:
        """Store the present state of the site in *root*. Raises OSError."""
        with self.temporary_copy(root) as copy:
            self.keep(copy)

    def _by_age(self) -> list[Path]:
        return sorted(self.folder.iterdir(), key=_time, reverse=True)

    def _drop(self, *spared: str) -> None:
        """Remove all plans but the last few and those *spared*, and the copies left by a process that died."""
        old = [name for name in self.names()[MOST_PLANS:] if name not in spared]
        until = time.time() - _ABANDONED
        left = [path for path in self.folder.glob(f"{_UNFINISHED}*") if 0 < _time(path) < until]
        for path in (*(self.folder / name for name in old), *left):
            shutil.rmtree(path, ignore_errors=True)


def _time(path: Path) -> float:
    """Return when *path* was changed last; 0 if another service with the same store has removed it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
