"""A pool of processes, none of which outlives the process that started them, however that ends."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, TypeVar

from ivr.translation import _

Task = TypeVar("Task")
Result = TypeVar("Result")
Work = Callable[[int, int, Task], Result]
"""Does one share of a task: its number, out of so many."""

_own: Callable[[Any], Any]
"""In a process of the pool: does its share of a task."""


@contextmanager
def shared(work: Work[Task, Result], processes: int) -> Iterator[Callable[[Task], list[Result]]]:
    """Yield a function that does a task in all the *processes*: this one takes the first share, each other its own.

    They are forked here, with everything known so far; this process works alone if none can fork. The others hold a
    *lifeline*, which closes when this process ends for any reason, or when anything here fails: so none is left behind,
    working for nobody.
    """
    size = processes if "fork" in multiprocessing.get_all_start_methods() else 1
    fork = multiprocessing.get_context("fork") if size > 1 else None
    held, lifeline = multiprocessing.Pipe(duplex=False)
    pools = [
        ProcessPoolExecutor(1, fork, _begin, (partial(work, share, size), held, lifeline)) for share in range(1, size)
    ]
    try:
        yield lambda task: _all_shares(pools, partial(work, 0, size), task)
    except BaseException:
        lifeline.close()  # otherwise this process would wait for their present work
        raise
    finally:
        for pool in pools:
            pool.shutdown()
        lifeline.close()
        held.close()


def _all_shares(pools: list[ProcessPoolExecutor], first: Callable[[Task], Result], task: Task) -> list[Result]:
    try:
        with _uninterrupted() if pools else nullcontext():  # each process is forked when it gets its first task
            others: list[Future[Result]] = [pool.submit(_take_share, task) for pool in pools]
        return [first(task), *(one.result() for one in others)]
    except BrokenProcessPool:
        raise ChildProcessError(_("a process of the proof was ended")) from None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: during a fork it is printed as a traceback, and lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(own: Callable[[Any], Any], held: Connection, lifeline: Connection) -> None:
    """Prepare a process of the pool, which keeps what it has found for later tasks."""
    global _own  # noqa: PLW0603  # a pool hands its processes nothing else to keep things in
    _own = own
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the process that asked ends this one
    lifeline.close()  # the fork has left a copy of it here
    Thread(target=_end_with, args=(held,), daemon=True).start()


def _end_with(held: Connection) -> None:
    held.poll(None)
    os._exit(1)


def _take_share(task: Any) -> Any:  # noqa: ANN401  # of whatever work
    return _own(task)
