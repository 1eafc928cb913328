"""Status of the shipper, in one small file that its readers always find complete.

The file has its full length from the first time on and is overwritten in place, so that a full disk can still be
reported.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "shipper.json"
_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class LastHour:
    """The last hour.

    *calls* are those that began in it, by disposition. *usual* is how many began in that hour of the week at the least,
    in each of the last four weeks; 0 also where there were no records yet. *ring_median* and *ring_p95* are the seconds
    from a call's beginning until the first telephone rang, of *rung* calls; None where none rang.
    """

    calls: Mapping[str, int] = field(default_factory=dict)
    usual: int = 0
    rung: int = 0
    ring_median: float | None = None
    ring_p95: float | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Status of the shipper.

    *database* is ``ok``, ``starting``, ``older``, ``newer`` or ``gone``, and *why* says more where it is not ok.
    *at* is when this was written, *ok_at* when the database was last ok, *shipped* how many events were taken since
    the shipper began, *refused* how many lines of the journals were none of ours, torn or not to be stored (all in
    milliseconds since 1970, or counts). *held_until* is until when nothing is deleted by age (0: it is), and *clock*
    says what is wrong with the clock, "" where nothing is. *last_hour* is what the database says of the last hour, of
    a minute ago at the most.
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
    told = json.dumps(asdict(status), ensure_ascii=False)
    content = told.encode(errors="replace")[:_LENGTH].ljust(_LENGTH)
    file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(file, content, 0)
    finally:
        os.close(file)


def read(folder: Path) -> Status:
    """Return the status in *folder*; that of a shipper which has not begun where there is none, or none of ours."""
    try:
        found = json.loads((folder / FILE).read_bytes())
        return Status(**found | {"last_hour": LastHour(**found["last_hour"])})
    except (OSError, ValueError, TypeError, KeyError):
        return Status()
