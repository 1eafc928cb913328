"""What is not searched for garbage: what has just been made to stay, and all that is left when a process ends."""

import gc
import subprocess
import sys

from ivr.garbage import no_collection

ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1_000, gc.get_count()[0] < 700))
import ivr.garbage
"""


def test_at_its_end_a_process_looks_for_no_garbage_among_all_that_it_has() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, check=True)

    assert ended.stdout.split() == ["True", "True"]


def test_what_was_made_to_stay_is_not_searched_as_new() -> None:
    with no_collection():
        made: list[list[str]] = [[] for _ in range(1_000)]

    assert any(one is made for one in gc.get_objects(generation=2))
    assert gc.isenabled()
