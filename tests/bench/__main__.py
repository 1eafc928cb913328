"""All benchmarks, each with its quick setting, as one table: `python -m tests.bench [NAME ...]`.

A row tells what was measured, its goal, and how well that is kept: 1 is just so, 2 twice as well. What the benchmarks
print besides goes to standard error. Each runs in a process of its own: what one has loaded already costs no other one
anything. It takes a quarter of an hour and ends by itself, on a machine with nothing else to do.
"""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
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
    "bench_answers",
    "bench_places",
    "bench_check",
    "bench_proof",
    "bench_mutations",
    "bench_voice",
)
"""What callers feel comes first."""


def figures(name: str) -> Iterator[Figure]:
    """Yield the figures of the benchmark *name*; one that breaks misses a goal, and the others are measured."""
    try:
        yield from import_module(f"tests.bench.{name}").figures()
    except Exception:  # noqa: BLE001 - it is told, and counts as a goal that is missed
        traceback.print_exc()
        yield Figure(f"{name} broke, see standard error", 1, 0)


def main(names: tuple[str, ...]) -> int:
    """Measure the benchmarks *names*, one here and several apart; return 1 where a goal is missed, else 0."""
    if len(names) == 1:
        with redirect_stdout(sys.stderr):
            return show(figures(names[0]))
    print(f"load of this machine: {os.getloadavg()[0]:.1f}", flush=True)  # noqa: T201 - run by hand
    return max(subprocess.run([sys.executable, "-m", "tests.bench", name], check=False).returncode for name in names)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or BENCHMARKS))
