"""Runs a load test: calls begin by the clock, each in its own thread, which reports its result."""

import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue

from ivr.testcall import Target

from .limits import LONGEST_CALL, MOST_AT_ONCE, Demand
from .load_call import LoadCall, make_and_judge
from .paced import Paced
from .scenarios import Scenario

_LONGEST_REQUEST = 60.0
"""Seconds that a call may spend beyond its time, all in requests that hang, are tried again, and hang."""
_LAST_WORDS = 1.0
"""Seconds that calls have to report once the load is over; what still hangs then is abandoned."""


class Load:
    """Calls *target* as *demand* says, the callers playing *scenarios* in turn, at the most *most* of them at once.

    *placed* calls have come in, of which *over* have ended; others could not come in because *most* were in progress.
    *most_at_once* is how many there were. *seconds* is how long all of it took, and *computed* how many of them this
    process computed.
    """

    def __init__(self, target: Target, scenarios: Sequence[Scenario], demand: Demand, most: int = MOST_AT_ONCE) -> None:
        self.demand = demand
        self.over: list[LoadCall] = []
        self.placed = self.most_at_once = 0
        self.seconds = self.computed = 0.0
        self.broken_off = False
        self._target = target
        self._scenarios = scenarios
        self._most = most
        # CallSids of two loads must differ, because a service may remember them.
        self._seed = f"load/{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self._news: SimpleQueue[LoadCall | None] = SimpleQueue()

    @property
    def in_progress(self) -> int:
        """The number of calls in progress."""
        return self.placed - len(self.over)

    def break_off(self) -> None:
        """End all calls as soon as possible; may be called from a signal handler, where a queue alone is safe."""
        self._news.put(None)

    def run(self) -> Iterator[None]:
        """Make the calls, and yield each time one comes in (or cannot) and each time one is over."""
        began, computed = time.monotonic(), time.process_time()
        for number in range(self.demand.calls):
            moment = began + number / self.demand.rate
            while not self.broken_off and self._hears(moment):
                yield
            if self.broken_off:
                break
            self._begin(number, moment)
            yield
        yield from self._end()
        self.seconds, self.computed = time.monotonic() - began, time.process_time() - computed

    def _end(self) -> Iterator[None]:
        """Wait for the calls in progress, and in the end no longer."""
        until = time.monotonic() + LONGEST_CALL / self.demand.pace + _LONGEST_REQUEST
        while self.in_progress and not self.broken_off and self._hears(until):
            yield
        self._stop.set()
        until = time.monotonic() + _LAST_WORDS
        while self.in_progress and self._hears(until):
            yield

    def _begin(self, number: int, moment: float) -> None:
        if self.in_progress >= self._most:
            return
        # A thread that hangs in a request must not keep the process from ending.
        threading.Thread(target=self._call, args=(number, moment), daemon=True).start()
        self.placed += 1
        self.most_at_once = max(self.most_at_once, self.in_progress)

    def _call(self, number: int, moment: float) -> None:
        line = Paced(self._target.service, moment, self.demand.pace, self._stop)
        scenario = self._scenarios[number % len(self._scenarios)]
        self._news.put(make_and_judge(self._target, scenario, number, self._seed, line))

    def _hears(self, until: float) -> bool:
        """Wait until that moment for a call to end, or for the load to be broken off; return whether either came."""
        try:
            over = self._news.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return False
        if over is None:
            self.broken_off = True
        else:
            self.over.append(over)
        return True
