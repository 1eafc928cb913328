"""What the records say around a call: which offices are not rung blindly, and who was connected too often.

The shipper looks at the last minutes and writes what it finds into one small file, which each worker reads in the
background. What the database does not say, or said too long ago, is not known, and what is not known rings.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "around.json"
BOUNDS = "bounds.json"
OLDEST = 60_000
"""Milliseconds after which what was found is not known any more: the shipper works it out three times as often."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when on an office is not rung blindly (see `ivr.call.flow_file.Limits`); *within* are milliseconds."""

    failures: int
    failures_within: int
    rings_a_caller: int | None
    rings_an_office: int | None
    rings_within: int


USUAL = Bounds(3, 600_000, None, None, 3_600_000)
"""Those of a site that sets none."""


@dataclass(frozen=True, slots=True)
class Around:
    """What was found *at* a time (milliseconds since 1970; 0: never).

    *failing* are the numbers (E.164) of offices at which nobody answered again and again, each with when the first of
    those rings was; *crowded* those that were rung too often in all; *callers*, by their hash, those who were connected
    too often. By its number an office is known also where two share it, and it is a new one once the number is changed.
    """

    at: int = 0
    failing: Mapping[str, int] = field(default_factory=dict)
    crowded: frozenset[str] = frozenset()
    callers: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """Return the numbers that are not rung blindly."""
        return self.crowded.union(self.failing)


UNKNOWN = Around()
"""Nothing is known: everything rings."""


def write(folder: Path, found: Around) -> None:
    """Write what was *found* into *folder*. Raises OSError."""
    _replace(folder / FILE, asdict(found) | {"crowded": sorted(found.crowded), "callers": sorted(found.callers)})


def read(folder: Path) -> Around:
    """Return what was found; nothing where there is no such file, or not one of ours."""
    try:
        match json.loads((folder / FILE).read_bytes()):
            case {"at": int(at), "failing": dict(failing), "crowded": list(crowded), "callers": list(callers)}:
                return Around(at, failing, frozenset(crowded), frozenset(callers))
    except (OSError, ValueError, TypeError):
        return UNKNOWN
    return UNKNOWN


def hand_over(folder: Path, bounds: Bounds) -> None:
    """Tell the shipper by which *bounds* to look. Raises OSError."""
    if bounds_in(folder) != bounds:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / BOUNDS, asdict(bounds))


def bounds_in(folder: Path) -> Bounds | None:
    """Return the bounds that were handed over, None where there are none yet."""
    try:
        return Bounds(**json.loads((folder / BOUNDS).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


class Lookout:
    """What is known around calls in one worker: *look* reads it again, in the background; *known* never waits."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._seen: tuple[int, int] | None = None
        self._found = UNKNOWN

    def look(self) -> None:
        """Read what the shipper has found, where it has found anything since."""
        try:
            file = (self._folder / FILE).stat()
        except OSError:
            self._seen, self._found = None, UNKNOWN
            return
        if self._seen != (file.st_ino, file.st_mtime_ns):
            self._seen, self._found = (file.st_ino, file.st_mtime_ns), read(self._folder)

    def known(self) -> Around:
        """Return what is known at this moment."""
        found = self._found
        return found if abs(self._clock() * 1000 - found.at) < OLDEST else UNKNOWN


def _replace(path: Path, content: Mapping[str, object]) -> None:
    """Put a file with *content* in the place of *path*, so that nobody reads half of it."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
