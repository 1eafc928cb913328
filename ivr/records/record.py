"""The record of one call, and of each office that it rang."""

from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """The kinds of end of a call."""

    OPEN = "open"
    """It is in progress, as far as is known."""
    CONNECTED = "connected"
    """An office talked with the caller."""
    BUSY = "busy"
    """The office that was rung last was busy."""
    NO_ANSWER = "no_answer"
    """Nobody answered there, or the desk hung up before the call was connected."""
    FAILED = "failed"
    """The carrier could not reach it, or gave up."""
    CLOSED = "closed"
    """No office was rung: the caller heard that it is closed."""
    FAILING = "failing"
    """No office was rung, because its line kept failing or it was rung too often: the caller heard its number."""
    OVER_LIMIT = "over_limit"
    """No office was rung, because this caller had been connected too often: the caller heard its number."""
    LEFT_RINGING = "left_ringing"
    """The caller hung up while an office was ringing."""
    LEFT = "left"
    """The caller hung up before any office was rung, or would have been."""
    ENDED = "ended"
    """The hotline ended the call without a ring, for example because the caller wanted only a number, or to stop."""
    FAULT = "fault"
    """The service failed, and no office is known to have talked with the caller."""
    LOST = "lost"
    """Its end was never reported, and it had no event for hours."""


class Way(StrEnum):
    """How a caller reached the first ring: everything found, nothing misunderstood, taken back or asked on the way.

    A flow's budgets are set for these ways.
    """

    ONE_SENTENCE = "one_sentence"
    TWO_ANSWERS = "two_answers"
    KEYPAD = "keypad"


@dataclass(frozen=True, slots=True)
class RingRecord:
    """One office that was rung, at *turn* of a call.

    *after* is the time until its telephone rang (if reported), in milliseconds, *ended* is when it was over, *talk* is
    how long caller and office talked, in milliseconds. *outcome* is None if it is not known. *closed* is 1 if the
    office was rung although it was closed.
    """

    call: str
    turn: int
    at: int
    office: str | None = None
    number: str | None = None
    leg: str | None = None
    after: int | None = None
    outcome: str | None = None
    talk: int | None = None
    ended: int | None = None
    error: str | None = None
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call; `COLUMNS` in `export` says what each field is.

    Here times are milliseconds since 1970, and durations milliseconds. *last* is the call's last event. At a read-back
    silence is an answer, and not one of the *silences*.
    """

    call: str
    started: int
    last: int
    ended: int | None = None
    disposition: str = Disposition.OPEN
    caller: str | None = None
    caller_area: str | None = None
    called: str | None = None
    plan: str | None = None
    language: str | None = None
    service: str | None = None
    service_by: str | None = None
    prefecture: str | None = None
    prefecture_by: str | None = None
    corrected: int = 0
    misunderstood: int = 0
    silences: int = 0
    doubts: int = 0
    missed_at: str | None = None
    asked: str | None = None
    way: str | None = None
    turns: int = 0
    rings: int = 0
    ring_after: int | None = None
    office: str | None = None
    outcome: str | None = None
    talk: int | None = None
    last_node: str | None = None
    duration: int | None = None
    faults: int = 0
    slots: str | None = None
