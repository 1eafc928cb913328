"""What can happen to a call, each with the conditions in which it happens."""

from dataclasses import dataclass
from enum import StrEnum

from .conditions import OPEN, Conditions


class Outcome(StrEnum):
    """How ringing an office ended."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Answered:
    """The call came in and was taken."""

    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Keyed:
    """The caller pressed *keys* (0-9, #, *)."""

    keys: str
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """The caller said *text*, as the recogniser wrote it."""

    text: str
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class Silent:
    """The caller neither spoke nor pressed a key in time."""

    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class DialEnded:
    """The ringing, or the talk that it led to, has ended."""

    outcome: Outcome
    conditions: Conditions = OPEN


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller has gone."""

    conditions: Conditions = OPEN


Event = Answered | Keyed | Said | Silent | DialEnded | HungUp
