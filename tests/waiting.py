"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable
from typing import TypeVar

ASKED_AGAIN = 0.05, 0.3
"""Seconds until the second look, and at most until any other: many a look lists every process of the machine."""
PATIENCE = 300.0  # seconds: a machine that has other work to do fails no test, and one that hangs is told from it

Value = TypeVar("Value")


def until(ready: Callable[[], Value]) -> Value:
    """Ask again and again, ever less often, until what is returned is true, and return it; fail after `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    pause, longest = ASKED_AGAIN
    while not (value := ready()):
        assert time.monotonic() < end, f"still {value!r}"
        time.sleep(pause)
        pause = min(1.25 * pause, longest)
    return value
