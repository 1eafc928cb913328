"""Make mechanical mistakes in the shipped site and see that each is refused or named.

`python -m tests.bench.bench_mutations` makes 400, or as many as its argument says. It prints each one that slips
through, and what became of them.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ivr.site import load
from tests.check.mutations import faults, mutation, texts
from tests.cli.copies import copied

from .figures import Figure


def figures() -> Iterator[Figure]:
    """Yield how many of some mistakes slip through."""
    yield Figure("mistakes that slip through the check, of 40", main(40), 0)


def main(count: int) -> int:
    """Make *count* mistakes; return how many slipped through."""
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        originals, old = texts(folder), load(folder)
        begun, slipped = time.perf_counter(), 0
        for seed in range(count):
            mutant = mutation(seed, originals)
            for fault in faults(folder, originals, old, mutant):
                slipped += 1
                print(f"{seed}: {mutant.name} in {mutant.path}: {fault}")  # noqa: T201 - run by hand
        print(f"{count} mistakes in {time.perf_counter() - begun:.0f} s, {slipped} slipped through")  # noqa: T201
        return slipped


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 400) else 0)
