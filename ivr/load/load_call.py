"""One call of a load test: made and judged. The first one, alone, shows whether the target answers at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from ivr.clock import japanese_time
from ivr.simulator import SimulatedCall
from ivr.simulator.carrier import CALLED
from ivr.simulator.http.over_http import OverHttp
from ivr.testcall import Target
from ivr.testing.targets import url_target
from ivr.translation import _
from ivr.twilio.address import with_rehearsal

from .limits import LONGEST_CALL, MOST_AT_ONCE, MOST_DOCUMENTS, OnlyThere
from .paced import BrokenOffError, NotOverError, Paced, TimedRequest
from .scenarios import Scenario, ScenarioCaller, unmet


@dataclass(frozen=True, slots=True)
class LoadCall:
    """The result of call *number*: the requests it *asked*, and what was *wrong* ("": nothing, None: broken off)."""

    number: int
    sid: str
    scenario: Scenario
    asked: tuple[TimedRequest, ...]
    wrong: str | None


def make(target: Target, scenario: Scenario, number: int, seed: str, line: Paced | None = None) -> SimulatedCall:
    """Make the call *number* for *scenario*, by way of *line* if there is one, and return it when it is over."""
    caller = ScenarioCaller(scenario, number)
    carrier = replace(target, service=line or target.service).carrier(f"{seed}/{number}")
    # Each caller has a different number, because a service may count the calls of one caller.
    call = target.connect(carrier, (f"+8190{number:08d}", CALLED), japanese_time(), caller.desk)
    if line is None:
        return call.play(caller)
    line.call = call
    line.wait(call.play(caller).second)
    return call


def make_and_judge(target: Target, scenario: Scenario, number: int, seed: str, line: Paced) -> LoadCall:
    """Make a call by way of *line*, judge it, and return its result."""
    fault: str | None
    try:
        fault = unmet(make(target, scenario, number, seed, line), scenario)
    except BrokenOffError:
        fault = None
    except NotOverError:
        fault = _("not over after {longest_call} s").format(longest_call=LONGEST_CALL)
    except Exception as bug:  # noqa: BLE001 - a call that never reported would be waited for
        fault = _("this client failed: {bug!r}").format(bug=bug)
    return LoadCall(number, line.call.sid if line.call else "", scenario, tuple(line.asked), fault)


@contextmanager
def load_target(url: str, root: Path) -> Iterator[Target]:
    """Yield the service whose voice URL is *url*, with the site in the folder *root*.

    Its addresses are marked as those of rehearsal calls. The connections to it are closed afterwards.
    Raises what `url_target` does.
    """
    is_address = urlsplit(url).scheme in ("http", "https")  # an invalid address is refused as it was written
    target = url_target(with_rehearsal(url) if is_address else url, root)
    with closing(OverHttp(url, connections=MOST_AT_ONCE)) as service:
        yield replace(
            target, service=OnlyThere(service), options=replace(target.options, most_documents=MOST_DOCUMENTS)
        )


def first_call(target: Target, scenario: Scenario) -> str:
    """Make one call without any waiting and return what is wrong with it, "" if nothing is."""
    return unmet(make(target, scenario, 0, "preflight"), scenario)
