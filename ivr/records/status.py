"""How the shipper stands, in one small file that its readers find whole.

The file has its full length from the first time on and is overwritten in place, so that a full disk keeps nobody from
being told that it is full.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "shipper.json"
_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class Status:
    """How the shipper stands.

    *database* is ``ok``, ``starting``, ``older``, ``newer`` or ``gone``, and *why* says more where it is not ok. *at*
    is when this was written, *shipped* how many events were taken since the shipper began, *refused* how many lines of
    the journals were none of ours, torn or not to be stored (all in milliseconds since 1970, or counts).
    """

    database: str = "starting"
    why: str = ""
    at: int = 0
    shipped: int = 0
    refused: int = 0


def write(folder: Path, status: Status) -> None:
    """Write *status* into *folder*. Raises OSError."""
    content = json.dumps(asdict(status)).encode()[:_LENGTH].ljust(_LENGTH)
    file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(file, content, 0)
    finally:
        os.close(file)


def read(folder: Path) -> Status:
    """Return the status in *folder*; that of a shipper which has not begun where there is none, or none of ours."""
    try:
        return Status(**json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Status()
