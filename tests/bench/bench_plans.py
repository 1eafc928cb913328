"""How long a call waits for an older plan, once in each worker: `python -m tests.bench.bench_plans` prints it.

Not a test: run by hand. A plan whose places differ from those in memory takes longest; 0.5 s would be heard as a pause.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ivr.site import hash_of, load, shipped
from ivr.web.reload.plan_store import PlanStore
from ivr.web.reload.plans import Plans

from .figures import Figure

GOAL = 0.5  # seconds
ROUNDS = 5


def loading(path: str, number: int) -> float:
    """Return the seconds after which a kept plan leads a call.

    Its file *path* has *number* lines more than the shipped one: each number makes a plan that is not in memory.
    """
    plan = load(shipped()).plan
    assert plan
    with tempfile.TemporaryDirectory() as folder:
        root, store = Path(folder) / "site", PlanStore(Path(folder) / "plans")
        for name in ("data", "prompts"):
            shutil.copytree(shipped() / name, root / name)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n" * number)
        store.keep_site(root)
        plans, name, begun = Plans.starting_with(plan, store), hash_of(root), time.perf_counter()
        assert plans.of(name).hash == name
        return time.perf_counter() - begun


def figures() -> Iterator[Figure]:
    """Yield the seconds of the slower kind of plan."""
    yield Figure("a call waits for an older plan", main(), GOAL, "s")


def main() -> float:
    """Print the fastest of some rounds for each kind of plan, and return the slower kind's seconds."""
    slowest = 0.0
    for path in ("prompts/ja.yaml", "data/places/postal.tsv"):
        fastest = min(loading(path, number) for number in range(1, ROUNDS + 1))
        print(f"another {path}: {fastest:.2f} s")  # noqa: T201 - run by hand
        slowest = max(slowest, fastest)
    return slowest


if __name__ == "__main__":
    sys.exit(0 if main() < GOAL else 1)
