"""A service of written pages on a port of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import listening
from tests.simulator.pages import Answer, Pages


@contextmanager
def served(pages: dict[str, Answer]) -> Iterator[tuple[str, Pages]]:
    """Serve *pages* on a free port of this machine."""
    application = Pages(pages)
    with listening(lambda environ, start: application({"CONTENT_LENGTH": ""} | environ, start)) as address:
        yield f"{address}/voice", application
