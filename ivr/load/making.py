"""One call of a load: made, and judged."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ivr.simulator import SimulatedCall
from ivr.simulator.carrier import CALLED
from ivr.testing.target import Target

from .bounds import LONGEST_CALL
from .errands import Errand, Person
from .paced import Asked, BrokenOff, NotOver, Paced
from .verdict import wrong


@dataclass(frozen=True, slots=True)
class Over:
    """What became of call *number*: what it *asked*, and what was *wrong* ("": it rang right, None: broken off)."""

    number: int
    sid: str
    errand: Errand
    asked: tuple[Asked, ...]
    wrong: str | None


def make(target: Target, errand: Errand, number: int, seed: str, line: Paced | None = None) -> SimulatedCall:
    """Make the call *number* for *errand*, by way of *line* where there is one, and return it when it is over."""
    person = Person(errand, number)
    carrier = replace(target, service=line or target.service).carrier(f"{seed}/{number}")
    carrier.options = replace(target.rules, began=datetime.now(UTC))
    # Each caller has a number of his own, for a service may count the calls of one.
    call = carrier.dial(f"+8190{number:08d}", CALLED, person.desk)
    if line is None:
        return call.play(person)
    line.call = call
    line.wait(call.play(person).second)
    return call


def make_and_judge(target: Target, errand: Errand, number: int, seed: str, line: Paced) -> Over:
    """Make a call by way of *line* and say what became of it."""
    found: str | None
    try:
        found = wrong(make(target, errand, number, seed, line), errand)
    except BrokenOff:
        found = None
    except NotOver:
        found = f"not over after {LONGEST_CALL} s"
    except Exception as bug:  # noqa: BLE001 - a call that never reported would be waited for
        found = f"this client broke down: {bug!r}"
    return Over(number, line.call.sid if line.call else "", errand, tuple(line.asked), found)
