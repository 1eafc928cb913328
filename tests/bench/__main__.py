"""All benchmarks, each with its quick setting, as one table: `python -m tests.bench [NAME ...]`.

A row tells what was measured, its goal, and how well that is kept: 1 is just so, 2 twice as well. What the benchmarks
print besides goes to standard error. It takes some minutes and ends by itself, on a machine with nothing else to do.
"""

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from importlib import import_module

from .figures import Figure, show

BENCHMARKS = (
    "bench_webhooks",
    "bench_flat",
    "bench_records",
    "bench_report",
    "under_attack",
    "bench_refusals",
    "bench_metrics",
    "bench_plans",
    "bench_carrier",
    "bench_answers",
    "bench_places",
    "bench_check",
    "bench_proof",
    "bench_mutations",
    "bench_voice",
)
"""What callers feel comes first."""


def figures(names: Iterable[str]) -> Iterator[Figure]:
    """Yield the figures of the benchmarks *names*; one that breaks misses a goal, and the others are measured."""
    for name in names:
        try:
            yield from import_module(f"tests.bench.{name}").figures()
        except Exception:  # noqa: BLE001 - it is told, and counts as a goal that is missed
            traceback.print_exc()
            yield Figure(f"{name} broke, see standard error", 1, 0)


if __name__ == "__main__":
    print(f"load of this machine: {os.getloadavg()[0]:.1f}", flush=True)  # noqa: T201 - run by hand
    with redirect_stdout(sys.stderr):
        missed = show(figures(sys.argv[1:] or BENCHMARKS))
    sys.exit(missed)
