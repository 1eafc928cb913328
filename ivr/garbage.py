"""Garbage collection, switched off while nearly all new objects are there to stay, and when a process ends."""

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

# At the end of a process the collector goes through all that is left, a few times: an eighth of what the rules take.
atexit.register(gc.freeze)


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


def imported(name: str) -> ModuleType:
    """Import the module *name*. What that makes stays, and is never looked through, as it would be right afterwards."""
    if name not in sys.modules:
        with no_collection():
            import_module(name)
            gc.freeze()
    return sys.modules[name]
