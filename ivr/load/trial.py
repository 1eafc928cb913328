"""What a load goes to, and a first call to see whether it is there at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ivr.simulator import OverHttp, PhoneNumber
from ivr.site import shipped
from ivr.testing.target import Target, url_target

from .bounds import MOST_AT_ONCE, MOST_DOCUMENTS, OnlyThere
from .errands import Errand
from .making import make
from .verdict import wrong


@contextmanager
def load_target(url: str, root: Path | None) -> Iterator[Target]:
    """Give the service of the site in the folder *root* (None: the shipped one) whose voice URL is *url*.

    Its fallback URL and its status callback lie below that, as the README tells operators to set them. The connections
    to it are closed afterwards. Raises what `url_target` does.
    """
    target = url_target(url, root or shipped())
    with closing(OverHttp(url, connections=MOST_AT_ONCE)) as service:
        yield replace(
            target,
            service=OnlyThere(service),
            line=PhoneNumber(voice_url=url, fallback_url=_below(url, "fallback"), status_url=_below(url, "status")),
            rules=replace(target.rules, most_documents=MOST_DOCUMENTS),
        )


def trial(target: Target, errand: Errand) -> str:
    """Make one call without any waiting and return what is wrong with it, "" where nothing is."""
    return wrong(make(target, errand, 0, "trial"), errand)


def _below(url: str, name: str) -> str:
    """Return the address *name* below *url*; what the fragment asks of the connection counts for it too."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query=""))
