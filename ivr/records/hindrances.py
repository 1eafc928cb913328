"""Hindrances: offices that are not rung because they keep failing or ring too often, and callers over their limit.

The shipper looks at the last minutes and writes what it finds into one small file, which each worker reads in the
background. What the database does not say, or said too long ago, is unknown, and an unknown office is rung.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ivr.call.flow_file import Limits
from ivr.clock import MINUTE
from ivr.safe_files import replacing

FILE = "around.json"  # its first name stays: during an upgrade old and new processes share the folder
LIMITS = "limits.json"
OLDEST = MINUTE
"""Milliseconds after which hindrances count as unknown; the shipper computes them three times as often."""


@dataclass(frozen=True, slots=True)
class Hindrances:
    """The hindrances found *at* a time (milliseconds since 1970; 0: never).

    *failing* are the numbers (E.164) of offices at which nobody answered repeatedly, each with the time of the first of
    those rings; *crowded* are numbers that were rung too often in all; *callers* are the hashes of those who were
    connected too often. Offices are known by number, so that two offices on one line are one, and a changed number is a
    new one.
    """

    at: int = 0
    failing: Mapping[str, int] = field(default_factory=dict)
    crowded: frozenset[str] = frozenset()
    callers: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """Return the numbers that are not rung blindly."""
        return self.crowded.union(self.failing)


UNKNOWN = Hindrances()
"""Nothing is known: every office rings."""


def write(folder: Path, hindrances: Hindrances) -> None:
    """Write *hindrances* into *folder*. Raises OSError."""
    as_lists = {"crowded": sorted(hindrances.crowded), "callers": sorted(hindrances.callers)}
    _replace(folder / FILE, asdict(hindrances) | as_lists)


def read(folder: Path) -> Hindrances:
    """Return the hindrances written in *folder*; unknown ones if the file is missing or not ours."""
    try:
        match json.loads((folder / FILE).read_bytes()):
            case {"at": int(at), "failing": dict(failing), "crowded": list(crowded), "callers": list(callers)}:
                return Hindrances(at, failing, frozenset(crowded), frozenset(callers))
    except (OSError, ValueError, TypeError):
        return UNKNOWN
    return UNKNOWN


def hand_over(folder: Path, limits: Limits) -> None:
    """Tell the shipper which *limits* to apply, to all callers: the workers know whom they exempt. Raises OSError."""
    applied = replace(limits, exempt=())
    if limits_in(folder) != applied:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / LIMITS, {name: value for name, value in asdict(applied).items() if name != "exempt"})


def limits_in(folder: Path) -> Limits | None:
    """Return the limits that were handed over, None if there are none yet."""
    try:
        return Limits(**json.loads((folder / LIMITS).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


class HindranceReader:
    """One worker's view of the hindrances: *refresh* reads them in the background, *current* never waits."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._seen: tuple[int, int] | None = None
        self._read_last = UNKNOWN

    def refresh(self) -> None:
        """Read the shipper's file, if it has changed."""
        try:
            file = (self._folder / FILE).stat()
        except OSError:
            self._seen, self._read_last = None, UNKNOWN
            return
        if self._seen != (file.st_ino, file.st_mtime_ns):
            self._seen, self._read_last = (file.st_ino, file.st_mtime_ns), read(self._folder)

    def current(self) -> Hindrances:
        """Return the hindrances as last read; unknown ones if they are too old."""
        read_last = self._read_last
        return read_last if abs(self._clock() * 1000 - read_last.at) < OLDEST else UNKNOWN


def _replace(path: Path, content: Mapping[str, object]) -> None:
    with replacing(path) as file:
        file.write(json.dumps(content).encode())
