"""Measure the proof of the shipped site, and find faults planted in it: `python -m tests.bench.bench_proof [--all]`.

The goal is five seconds on two quiet processors, and with --all, every word and every pair of offices, two minutes.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ivr.check.proof import prove
from ivr.site import load, shipped
from tests.check.proof.faults import FAULTS
from tests.check.proof.small import copy, planted

from .figures import Figure

GOAL, GOAL_OF_ALL = 5.0, 120.0  # seconds
# In the shipped site that office is reached by the keys of the explanation still.
ONLY_SMALL = "an office has no key"


def figures() -> Iterator[Figure]:
    """Yield the seconds of the proof, and its problems."""
    seconds, problems = proven(every=False)
    yield Figure("the proof of the shipped site", seconds, GOAL, "s")
    yield Figure("problems that it finds there", problems, 0)


def proven(*, every: bool) -> tuple[float, int]:
    """Print the proof of the shipped site; return the seconds it took, and the number of its problems."""
    site = load(shipped())
    begun, worked = time.perf_counter(), _worked()
    proof = prove(site, every=every)
    seconds, user = time.perf_counter() - begun, _worked() - worked
    assert proof
    print(f"{proof}\n{seconds:.1f} s, of which processors worked {user:.1f} s", *proof.problems, sep="\n")  # noqa: T201 - run by hand
    return seconds, len(proof.problems)


def _worked() -> float:
    """Return the seconds that processors have worked for this process and those that it has started and ended."""
    used = os.times()
    return used.user + used.children_user


def found(name: str) -> bool:
    """Print whether a fault planted in a copy of the shipped site is found, and return it."""
    with tempfile.TemporaryDirectory() as folder:
        proof = prove(planted(copy(Path(folder)), *FAULTS[name].changes))
    shown = [one for one in proof.broken if one.claim == FAULTS[name].claim] if proof else []
    calls = [" ".join(map(str, one.call.lines)) if one.call else "no call" for one in shown]
    print(f"{'found' if shown else 'NOT FOUND'}: {name}: {'; '.join(calls)}")  # noqa: T201 - run by hand
    return bool(shown)


def main(*, every: bool) -> bool:
    """Measure, and find each fault; return whether all is as it should be."""
    seconds, problems = proven(every=every)
    fine = not problems and seconds < (GOAL_OF_ALL if every else GOAL)
    return all([fine, *(found(name) for name in FAULTS if not every and name != ONLY_SMALL)])


if __name__ == "__main__":
    sys.exit(0 if main(every="--all" in sys.argv) else 1)
