"""A worker that only writes a journal: `python -m tests.records.writer FOLDER SECONDS [MOST BYTES OF A FILE]`.

It prints the time (milliseconds since 1970) at which each of its events was queued, and at its end how many were lost;
its log goes to standard error, so that no line of another thread falls into one of these.
"""

import resource
import sys
import time
from pathlib import Path

import structlog

from ivr.records import CallEvent, Journal, Kind


def main(folder: Path, seconds: float, most: int = -1) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, -1))
    lost: list[int] = []
    journal = Journal(folder, lost.append)
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        at = time.time_ns() // 1_000_000
        journal.put(CallEvent("CA1", "CA1", f"step {number}", at, Kind.STEP, {"turn": number}))
        print(number, at, flush=True)
        number += 1
        time.sleep(0.002)
    journal.close()
    print("lost", sum(lost), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), *map(int, sys.argv[3:]))
