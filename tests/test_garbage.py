"""What the end of a process leaves to the operating system."""

import subprocess
import sys

ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1_000, gc.get_count()[0] < 700))
import ivr.garbage
"""


def test_at_its_end_a_process_looks_for_no_garbage_among_all_that_it_has() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, check=True)

    assert ended.stdout.split() == ["True", "True"]
