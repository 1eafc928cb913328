"""Garbage collection, switched off while nearly all new objects are there to stay, and when a process ends."""

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

_FROZEN = gc.get_freeze_count()  # at the start: Python 3.12 begins with a few hundred objects

# At the end of a process the collector goes through all that is left, a few times: an eighth of what the rules take.
atexit.register(gc.freeze)


@contextmanager
def no_collection() -> Iterator[None]:
    """Switch the collector off where nearly all that is made stays: its search would take a seventh of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if gc.get_freeze_count() <= _FROZEN:  # what a service has frozen stays so: its workers share that memory
                gc.freeze()  # with the next line: all joins what is oldest, or it would be searched as new at once
                gc.unfreeze()
            gc.enable()


def imported(name: str) -> ModuleType:
    """Import the module *name* without looking for garbage: all that it makes stays."""
    if name not in sys.modules:
        with no_collection():
            import_module(name)
    return sys.modules[name]
