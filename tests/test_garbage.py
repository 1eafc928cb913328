"""What is not searched for garbage: what was made to stay, and all that is left when a process ends."""

import subprocess
import sys

ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1_000, gc.get_count()[0] < 700))
import ivr.cli.check
"""

STAYING = """
import gc
from ivr.garbage import no_collection

with no_collection():
    made = [[] for _ in range(1_000)]
print(any(one is made for one in gc.get_objects(generation=2)), gc.isenabled())
gc.freeze()
with no_collection():
    more = [[] for _ in range(1_000)]
print(gc.get_freeze_count() > 1_000, gc.isenabled())
"""


def _printed(script: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()


def test_at_its_end_a_process_looks_for_no_garbage_among_all_that_it_has() -> None:
    assert _printed(ENDING) == ["True", "True"]


def test_what_was_made_to_stay_is_not_searched_as_new_and_what_a_service_has_frozen_not_at_all() -> None:
    assert _printed(STAYING) == ["True"] * 4
