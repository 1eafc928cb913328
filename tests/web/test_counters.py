"""What a service counts, in all its processes together."""

import os
import signal
import threading
from collections.abc import Callable

import pytest

from ivr.web.counters import NAMES, SLOTS, Counters, free_slot


class Hands:
    """A clock whose hands a test moves."""

    def __init__(self) -> None:
        self.seconds = 7.0

    def __call__(self) -> float:
        return self.seconds


def in_child(act: Callable[[], None]) -> int:
    """Do *act* in a forked process and return how that ended."""
    child = os.fork()
    if not child:
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_counts_are_returned_by_name() -> None:
    counters = Counters()
    counters.count("answered")
    counters.count("answered")
    counters.count("dropped", 5)
    assert counters.totals() == {"answered": 2, "refused": 0, "dropped": 5, "guessed": 0, "unrecorded": 0}
    assert counters.lately() == counters.totals()


@pytest.mark.parametrize(("passed", "counted"), [(0, 1), (280, 1), (301, 0), (3 * 300 - 1, 0), (10**6, 0)])
def test_only_the_last_five_minutes_are_lately(passed: float, counted: int) -> None:
    clock = Hands()
    counters = Counters(clock)
    counters.count("refused")
    clock.seconds += passed
    assert counters.lately()["refused"] == counted
    assert counters.totals()["refused"] == 1


def test_a_bucket_that_comes_round_again_begins_anew() -> None:
    clock = Hands()
    counters = Counters(clock)
    for _ in range(100):
        counters.count("refused")
        clock.seconds += 10
    assert counters.lately()["refused"] == 29  # the ten seconds that have just begun hold none
    assert counters.totals()["refused"] == 100


def test_nothing_counted_is_nothing_also_right_after_a_boot() -> None:
    assert set(Counters(lambda: 0.0).lately().values()) == {0}


def test_threads_lose_no_count() -> None:
    counters = Counters()

    def work() -> None:
        for _ in range(2000):
            counters.count("answered")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters.totals()["answered"] == 16000


def test_what_a_killed_worker_counted_stays_and_its_successor_counts_on() -> None:
    counters = Counters()

    def killed() -> None:
        counters.take(1)
        counters.count("answered", 3)
        os.kill(os.getpid(), signal.SIGKILL)

    def successor() -> None:
        counters.take(1)
        counters.count("answered", 4)

    assert in_child(killed) == -signal.SIGKILL
    assert in_child(successor) == 0
    counters.count("answered", 5)
    assert counters.totals()["answered"] == counters.lately()["answered"] == 12


def test_a_signal_that_arrives_while_something_is_counted_may_count_too() -> None:
    counters = Counters()
    before = signal.signal(signal.SIGALRM, lambda *_: counters.count("dropped"))
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for _ in range(20000):
            counters.count("answered")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert counters.totals()["answered"] == 20000
    assert counters.totals()["dropped"] > 0


def test_more_processes_than_slots_still_count() -> None:
    counters = Counters()
    counters.take(SLOTS + 3)
    counters.count("refused")
    assert counters.totals()["refused"] == 1


def test_a_name_is_counted_once_in_the_table() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(("taken", "free"), [((), 1), ((1, 2), 3), ((1, 3), 2), ((2,), 1)])
def test_a_slot_is_given_to_one_living_worker(taken: tuple[int, ...], free: int) -> None:
    assert free_slot(taken) == free
