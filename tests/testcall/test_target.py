"""The clock of a service that is called: that of the call."""

from datetime import datetime

from ivr.clock import JAPAN
from ivr.testcall import CallClock
from tests.simulator.pages import dial

BEGAN = datetime(2026, 5, 7, 10, 0)  # noqa: DTZ001 - local time


def test_the_clock_is_that_of_the_call_that_it_follows() -> None:
    clock = CallClock()
    clock.follow(None, BEGAN)
    assert clock() == BEGAN.replace(tzinfo=JAPAN)

    call = dial({"/voice": "<Pause length='60'/>"})
    clock.follow(call, BEGAN)
    call.act()
    assert clock() == datetime(2026, 5, 7, 10, 1, tzinfo=JAPAN)
