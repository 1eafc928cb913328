"""The target of a load, and a first call that shows whether it answers at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from ivr.simulator import OverHttp
from ivr.site import shipped
from ivr.testcall import Target
from ivr.testing.targets import url_target
from ivr.twilio.address import with_rehearsal

from .expectation import unmet
from .limits import MOST_AT_ONCE, MOST_DOCUMENTS, OnlyThere
from .making import make
from .scenarios import Scenario


@contextmanager
def load_target(url: str, root: Path | None) -> Iterator[Target]:
    """Give the service of the site in the folder *root* (None: the shipped one) whose voice URL is *url*.

    Its addresses are marked as those of calls that are only tried out. The connections to it are closed afterwards.
    Raises what `url_target` does.
    """
    target = url_target(with_rehearsal(url), root or shipped())
    with closing(OverHttp(url, connections=MOST_AT_ONCE)) as service:
        yield replace(
            target,
            service=OnlyThere(service),
            rules=replace(target.rules, most_documents=MOST_DOCUMENTS),
        )


def first_call(target: Target, scenario: Scenario) -> str:
    """Make one call without any waiting and return what is wrong with it, "" where nothing is."""
    return unmet(make(target, scenario, 0, "preflight"), scenario)
