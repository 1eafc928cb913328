"""Several processes that walk together: each gives its share of the answers, at every state, and remembers its steps."""

import gc
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import TracebackType

from .model import Model
from .walk import Given, State, give

@contextmanager
def no_collection() -> Iterator[None]:
    """Leave garbage alone: the walk keeps nearly all it makes, and looking for what it drops takes a quarter of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Crew:
    """Gives answers at many states at once, in *size* processes with this one; alone where processes cannot fork."""

    def __init__(self, model: Model, size: int) -> None:
        self._model = model
        able = "fork" in multiprocessing.get_all_start_methods()
        self._size = size if able else 1
        self._others: list[tuple[Connection, multiprocessing.process.BaseProcess]] = []
        self.steps = 0

    def __enter__(self) -> "Crew":
        context = multiprocessing.get_context("fork") if self._size > 1 else multiprocessing.get_context()
        for share in range(1, self._size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, self._model, share, self._size), daemon=True)
            process.start()
            self._others.append((ours, process))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for ours, process in self._others:
            ours.send(())
            process.join()
            ours.close()

    def give(self, states: tuple[State, ...]) -> Iterator[Given]:
        """Yield what every answer leads to, at each state in turn."""
        for ours, _ in self._others:
            ours.send(states)
        own = [give(self._model, state, 0, self._size) for state in states]
        parts, taken = [own], [self._model.taken]
        for ours, _ in self._others:
            given, steps = ours.recv()
            parts.append(given)
            taken.append(steps)
        self.steps = sum(taken)
        for given in zip(*parts, strict=True):
            follows = frozenset[State]().union(*(part.follows for part in given))
            yield Given(follows, tuple(finding for part in given for finding in part.findings))


def _work(connection: Connection, model: Model, share: int, shares: int) -> None:
    gc.disable()
    while states := connection.recv():
        connection.send(([give(model, state, share, shares) for state in states], model.taken))
