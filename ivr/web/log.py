"""The log: one line an event, for people on a terminal and as JSON elsewhere.

A traceback is written without the values of its variables: they may hold what a caller said.
"""

import logging
import sys

import structlog


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
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(() if terminal else (structlog.processors.format_exc_info,)),
            output,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whatever stderr is by then
    )
