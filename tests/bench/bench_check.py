"""Measure `ivr check` without the proof, as an operator starts it: `python -m tests.bench.bench_check`.

The goal is one second on a quiet machine, process start and imports included.
"""

import subprocess
import sys
import time
from collections.abc import Iterator

from .figures import Figure

GOAL = 1.0  # seconds
ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Yield the seconds of the check."""
    yield Figure("ivr check without the proof", main(), GOAL, "s")


def main() -> float:
    """Return the seconds of the fastest of some rounds, process start and imports included."""
    code = "from ivr.cli import main; main(['check', '--no-proof'], standalone_mode=False)"
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


if __name__ == "__main__":
    fastest = main()
    print(f"ivr check: {fastest:.2f} s")  # noqa: T201 - run by hand
    sys.exit(0 if fastest < GOAL else 1)
