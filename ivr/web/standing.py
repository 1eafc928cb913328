"""What the workers of one service have in common: which plan serves, and what is wrong with the change that does not.

It stands in a file without a name that is made before the workers fork, and that is gone with the last of them.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkstemp

from ivr.site import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan that serves, and how the site's files were judged last.

    *plan* is its hash and *since* the time at which it became current; *judged* is the hash of the files that were
    looked at last, *problems* what keeps those from serving, and *refused* since when something has. Times are UTC, in
    ISO 8601.
    """

    plan: str
    since: str
    judged: str
    problems: tuple[Problem, ...] = ()
    refused: str = ""


def serving(plan: str) -> Standing:
    """Return the standing of a service whose files are *plan* (a hash), from now on."""
    return Standing(plan, now(), plan)


def now() -> str:
    """Return the time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Shared:
    """The standing that all workers read and write, one at a time."""

    def __init__(self, standing: Standing) -> None:
        self._file, path = mkstemp()  # open as long as the service runs
        Path(path).unlink()
        self.write(standing)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the other workers out; one that dies inside lets them in."""
        import fcntl  # noqa: PLC0415 - Unix alone has it; elsewhere a site can be tried, if not served

        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)

    def read(self) -> Standing:
        """Return what was written last."""
        line, _, _ = os.pread(self._file, os.fstat(self._file).st_size, 0).partition(b"\n")
        fields = json.loads(line)
        return Standing(**fields | {"problems": tuple(Problem(**problem) for problem in fields["problems"])})

    def write(self, standing: Standing) -> None:
        """Write *standing* in one piece; what is left of a longer one stands behind the line's end."""
        os.pwrite(self._file, json.dumps(asdict(standing)).encode() + b"\n", 0)
