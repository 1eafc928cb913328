"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 300.0  # seconds: a machine that has other work to do fails no test, and one that hangs is told from it

Value = TypeVar("Value")


def until(ready: Callable[[], Value]) -> Value:
    """Ask again and again until what is returned is true, and return it; fail after `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while not (value := ready()):
        assert time.monotonic() < end, f"still {value!r}"
        time.sleep(0.05)
    return value
