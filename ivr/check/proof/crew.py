"""Several processes that walk together: each gives its share of the answers at every place."""

import gc
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Self

from .explore import Given, give
from .state import Place
from .successors import Edge, Follow

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave garbage alone: the walk keeps nearly all it makes, and to look for the rest takes a quarter of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Crew:
    """Gives answers at many places at once, in *size* processes with this one; alone where processes cannot fork."""

    def __init__(self, follow: Follow, size: int) -> None:
        self._follow = follow
        self._size = size if "fork" in multiprocessing.get_all_start_methods() else 1
        self._others: list[tuple[Connection, BaseProcess]] = []
        self.steps = 0

    def __enter__(self) -> Self:
        for share in range(1, self._size):
            context = multiprocessing.get_context("fork")
            ours, theirs = context.Pipe()
            others = [ours, *(each for each, _ in self._others)]
            process = context.Process(target=_work, args=(theirs, others, self._follow, share, self._size), daemon=True)
            process.start()
            self._others.append((ours, process))
        return self

    def __exit__(self, error: object, *_: object) -> None:
        for ours, process in self._others:
            if error is not None:  # it may wait for ever for its answer to be taken
                process.kill()
            ours.close()
            process.join()

    def give(self, places: tuple[Place, ...]) -> Iterator[Given]:
        """Yield what every answer leads to, at each place in turn."""
        for ours, _ in self._others:
            ours.send(places)
        parts = [[give(self._follow, place, 0, self._size) for place in places]]
        self.steps = self._follow.taken
        for ours, _ in self._others:
            try:
                given, steps = ours.recv()
            except EOFError:
                raise ChildProcessError("a process of the proof was ended") from None
            parts.append(given)
            self.steps += steps
        yield from (_together(given) for given in zip(*parts, strict=True))


def _together(given: tuple[Given, ...]) -> Given:
    edges = frozenset[Edge]().union(*(part.edges for part in given))
    return Given(edges, tuple(dict.fromkeys(finding for part in given for finding in part.findings)))


def _work(connection: Connection, others: list[Connection], follow: Follow, share: int, shares: int) -> None:
    """Give answers until nobody asks any more; *others* are the askers' ends, of which a fork leaves copies here."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; whoever asked ends this process
    for other in others:
        other.close()
    with suppress(EOFError):  # the end, also of an asker that was killed
        while True:
            places = connection.recv()
            connection.send(([give(follow, place, share, shares) for place in places], follow.taken))
