"""What a load goes to, and a first call to see whether it is there at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ivr.simulator import OverHttp, PhoneNumber
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

    Its fallback URL and its status callback lie below that, as the README tells operators to set them; all three are
    marked as those of calls that are only tried out. The connections to it are closed afterwards. Raises what
    `url_target` does.
    """
    target = url_target(url, root or shipped())
    voice, fallback, status = map(with_rehearsal, (url, _below(url, "fallback"), _below(url, "status")))
    with closing(OverHttp(url, connections=MOST_AT_ONCE)) as service:
        yield replace(
            target,
            service=OnlyThere(service),
            line=PhoneNumber(voice_url=voice, fallback_url=fallback, status_url=status),
            rules=replace(target.rules, most_documents=MOST_DOCUMENTS),
        )


def first_call(target: Target, scenario: Scenario) -> str:
    """Make one call without any waiting and return what is wrong with it, "" where nothing is."""
    return unmet(make(target, scenario, 0, "preflight"), scenario)


def _below(url: str, name: str) -> str:
    """Return the address *name* below *url*; what the fragment asks of the connection counts for it too."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query=""))
