"""Garbage collection, switched off while nearly all new objects are there to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave garbage alone: nearly all modules, plans and checks stay in memory; finding the rest takes a seventh."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
