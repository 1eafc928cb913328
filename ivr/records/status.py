"""The shipper's status, in one small file that its readers always find complete.

The file has its full length from the beginning and is overwritten in place, so that a full disk can still be reported.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "shipper.json"
_LENGTH = 2048  # bytes


@dataclass(frozen=True, slots=True)
class LastHour:
    """The last hour.

    *calls* are those that began in it, by disposition. *usual* is the least number of calls that began in that hour of
    the week in the last four weeks; 0 also if there were no records yet. *ring_median* and *ring_p95* are the seconds
    from a call's beginning until the first telephone rang, for *rung* calls; None if none rang.
    """

    calls: Mapping[str, int] = field(default_factory=dict)
    usual: int = 0
    rung: int = 0
    ring_median: float | None = None
    ring_p95: float | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The shipper's status.

    *database* is ``ok``, ``starting``, ``newer`` or ``gone``, and *why* explains it if it is not ok. *at* is
    when this was written, *ok_at* when the database was last ok, *shipped* how many events were shipped since the
    shipper began, *refused* how many lines of the journals were torn, not ours or could not be stored (all are
    milliseconds since 1970, or counts). *held_until* is until when nothing is deleted by age (0: deletion is on), and
    *clock* says what is wrong with the clock, "" if nothing is. *last_hour* is what the database says of the last hour,
    at most a minute old.
    """

    database: str = "starting"
    why: str = ""
    at: int = 0
    ok_at: int = 0
    shipped: int = 0
    refused: int = 0
    held_until: int = 0
    clock: str = ""
    last_hour: LastHour = field(default_factory=LastHour)


def write(folder: Path, status: Status) -> None:
    """Write *status* into *folder*. Raises OSError."""
    as_json = json.dumps(asdict(status), ensure_ascii=False)
    content = as_json.encode(errors="replace")[:_LENGTH].ljust(_LENGTH)
    file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(file, content, 0)
    finally:
        os.close(file)


def read(folder: Path) -> Status:
    """Return the status in *folder*; if there is none, or not ours, that of a shipper which has not begun."""
    try:
        fields = json.loads((folder / FILE).read_bytes())
        return Status(**fields | {"last_hour": LastHour(**fields["last_hour"])})
    except (OSError, ValueError, TypeError, KeyError):
        return Status()
