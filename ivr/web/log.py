"""The log: one line an event, for people on a terminal and as JSON elsewhere.

A traceback is written without the values of its variables: they may hold what a caller said.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from structlog.typing import EventDict

_rehearsing = ContextVar("rehearsing", default=False)


def configure_log(least: int = logging.INFO) -> None:
    """Make structlog write what is at *least* as grave to standard error, with the time in UTC."""
    terminal = sys.stderr.isatty()
    output = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            _real_calls,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(() if terminal else (structlog.processors.format_exc_info,)),
            output,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whatever stderr is by then
    )


@contextmanager
def rehearsing() -> Iterator[None]:
    """Leave the steps of calls that are only tried out in the meantime out of the log; what goes wrong stays in it."""
    before = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(before)


def _real_calls(_logger: object, method: str, event: EventDict) -> EventDict:
    if _rehearsing.get() and method in ("debug", "info"):
        raise structlog.DropEvent
    return event
