"""Events of a call: each is one line of a journal and one row of the database."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_BYTES = 4096
"""The longest line; an event has a few hundred bytes."""

DOUBT = ("yes_no", "pick")
"""Stages of the place question at which the caller is asked which place was meant."""

_SID = re.compile(r"[\w.:-]{1,64}", re.ASCII)  # as in `ivr.twilio.callback`, which the shipper need not import
_LATEST = 1 << 53  # milliseconds that every reader of JSON represents exactly
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no database accepts as text

_as_json = json.JSONEncoder(separators=(",", ":")).encode


class Kind(StrEnum):
    """The kinds of event."""

    STEP = "step"
    """A webhook was answered."""
    STATUS = "status"
    """The carrier reported the status of a leg: the call's own, or that of a ring."""
    FAULT = "fault"
    """The service failed, and a static answer was sent instead."""
    AGED = "aged"
    """The call had no event for hours."""
    BEAT = "beat"
    """A worker was alive in this minute; belongs to no call."""
    MISSED = "missed"
    """An answer was not understood; belongs to no call, and is only written if the operator keeps such answers."""


OF_NO_CALL = (Kind.BEAT, Kind.MISSED)


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One event of *call* on one of its legs; both have the carrier's names.

    *key* distinguishes it from the other events of its *leg*: an event that arrives twice has the same key, and is
    stored once. *at* is in milliseconds since 1970. *data* is what `observe` writes and `fold` reads.
    """

    call: str
    leg: str
    key: str
    at: int
    kind: Kind
    data: Mapping[str, Any] = field(default_factory=dict)


def line_of(event: CallEvent) -> bytes:
    """Return *event* as one line."""
    fields = (event.call, event.leg, event.key, event.at, event.kind, event.data)
    return _as_json(fields).encode() + b"\n"


def event_of(line: bytes) -> CallEvent:
    """Return the event of a *line*. Raises ValueError for a line that is torn, or not ours."""
    if len(line) > MOST_BYTES:
        raise ValueError("a line that is too long")
    try:
        fields = json.loads(line.decode())  # in bytes it would let half characters pass; other errors are ValueErrors
    except RecursionError:
        raise ValueError("a line of brackets") from None
    match fields:
        case [str(call), str(leg), str(key), int(at), str(kind), dict(data)] if at is not True:
            pass
        case _:
            raise ValueError("a line that is no event")
    kind_of_event = Kind(kind)
    of = call or (leg if kind_of_event in OF_NO_CALL else "")
    if not (_SID.fullmatch(leg) and _SID.fullmatch(of) and 0 < len(key) <= len(call) + 64 and 0 < at < _LATEST):
        raise ValueError("an event of no call")
    if b"\\u" in line and _NO_TEXT.search(_characters(fields)):
        raise ValueError("an event with characters that are no text")
    return CallEvent(call, leg, key, at, kind_of_event, data)


def _characters(value: object) -> str:
    """Return all text in *value*, which was read from JSON."""
    match value:
        case str():
            return value
        case list():
            return "".join(map(_characters, value))
        case dict():
            return "".join(map(_characters, (*value.keys(), *value.values())))
        case _:
            return ""
