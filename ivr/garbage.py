"""Garbage collection, switched off while nearly all new objects stay, and when a process ends."""

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
    """Switch the collector off while nearly all new objects stay: its search would take a seventh of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def imported(name: str) -> ModuleType:
    """Import the module *name*; the collector never searches the objects that this makes, all of which stay."""
    if name not in sys.modules:
        with no_collection():
            import_module(name)
            gc.freeze()
    return sys.modules[name]
