"""Previous routes of numbers, stored as files that only their owner can read."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ivr.translation import N_, _

from .account_numbers import Number, NumberRoute

_FOLDER = "routes"
_ONLY_OWNER = 0o600
_DAMAGED: Final = N_("{file} is damaged: it does not hold a route")


@dataclass(frozen=True, slots=True)
class PreviousRoute:
    """The route that a number had *before* it got the one *after*; addresses may hold passwords."""

    sid: str
    at: str
    before: NumberRoute
    after: NumberRoute


def store_route(var: Path, number: Number, after: NumberRoute) -> Path:
    """Store the route of *number* before it is replaced by *after*, and return the file. Raises OSError."""
    at = datetime.now(UTC)
    previous = PreviousRoute(number.sid, at.isoformat(timespec="seconds"), number.route, after)
    folder = var / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{number.sid}-{at:%Y%m%dT%H%M%S%f}.json"
    # It must be whole on the disk before anything changes at Twilio, and never readable by others on the way there.
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OWNER)
    with open(descriptor, "w", encoding="utf-8") as opened:  # noqa: PTH123 - of a descriptor
        json.dump(asdict(previous) | {"number": number.number}, opened, ensure_ascii=False, indent=2)
        opened.flush()
        os.fsync(opened.fileno())
    return file


def previous_routes(var: Path, sid: str) -> Iterator[PreviousRoute]:
    """Yield the previous routes of the number *sid*, the newest first. Raises OSError, also for a damaged file."""
    for file in sorted((var / _FOLDER).glob(f"{sid}-*.json"), reverse=True):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            yield PreviousRoute(sid, data["at"], NumberRoute.of(data["before"]), NumberRoute.of(data["after"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise OSError(_(_DAMAGED).format(file=file)) from None


def route_before(var: Path, number: Number) -> NumberRoute | None:
    """Return the route that *number* had before its present one, None where that was not set here. Raises OSError."""
    return next((one.before for one in previous_routes(var, number.sid) if one.after == number.route), None)
