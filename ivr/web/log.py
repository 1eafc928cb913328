"""The log: one line for each event, readable on a terminal and as JSON elsewhere.

A traceback is written without the values of its variables, and but for a terminal without what the exception says of
them: they may hold what a caller said, or his number.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

from .log_stream import LONGEST

_rehearsing = ContextVar("rehearsing", default=False)

_as_json = json.JSONEncoder(ensure_ascii=False, default=repr).encode

_SHORT = LONGEST // 6 - 2
"""Characters of a line that needs no cutting, whatever they are: each is written in at most six bytes."""
_ROOM = (4000, 2000, 500, 100, 20)
"""Characters of a field, tried in turn until a line can be written in one piece."""


def configure_log(least: int = logging.INFO) -> None:
    """Make structlog write events of at *least* this level to standard error, with the time in UTC."""
    terminal = sys.stderr.isatty()
    output = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback) if terminal else _fitting
    structlog.configure(
        processors=[
            _real_calls,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(() if terminal else (structlog.processors.ExceptionRenderer(_traceback),)),
            output,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: _written_to(sys.stderr),  # whatever stderr is by then
    )


def _traceback(exc_info: ExcInfo) -> str:
    """Return where an exception was raised, and of which type it is, after those that led to it.

    Of its message there is what the system says of a file or a connection: of any other nobody knows what it repeats.
    """
    parts, told = list[str](), set[int]()
    error: BaseException | None = exc_info[1]
    while error is not None and id(error) not in told:  # some are raised from themselves
        told.add(id(error))
        says = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{type(error).__qualname__}{says}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(reversed(parts))


def as_ours() -> logging.Formatter:
    """Return a formatter that writes the lines of another program, gunicorn, as JSON like ours."""
    before: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    named = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before, processors=[named, structlog.processors.format_exc_info, _fitting]
    )


@lru_cache(maxsize=1)
def _written_to(stream: TextIO) -> structlog.WriteLogger:
    """Return a logger that writes to *stream*; cached, as building one takes longer than writing a line."""
    return structlog.WriteLogger(stream)


@contextmanager
def rehearsing() -> Iterator[None]:
    """Mark the calls within as rehearsals: their steps are not logged, but what goes wrong is."""
    before = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(before)


def _fitting(_logger: object, _method: str, event: EventDict) -> str:
    """Return *event* as a line of JSON that can be written in one piece: long fields are cut in the middle."""
    line = _as_json(event)
    if len(line) <= _SHORT:
        return line
    for room in _ROOM:
        line = _as_json({name: _cut(value, room) for name, value in event.items()})
        if len(line.encode("utf-8", "backslashreplace")) <= LONGEST - 2:
            break
    return line


def _cut(value: object, room: int) -> object:
    text = value if isinstance(value, str) else repr(value)
    if len(text) <= room:
        return value
    return f"{text[: room // 4]} … {text[room // 4 - room :]}"


def is_rehearsing() -> bool:
    """Return whether the present call is a rehearsal."""
    return _rehearsing.get()


def _real_calls(_logger: object, method: str, event: EventDict) -> EventDict:
    if is_rehearsing() and method in ("debug", "info"):
        raise structlog.DropEvent
    return event
