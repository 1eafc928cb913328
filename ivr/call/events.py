"""What can happen to a call, and the world it happens in."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class World:
    """What the service knows at this moment beyond the call itself; what it does not know, rings.

    *now* is the local time. *closed* and *failing* hold the keys of offices outside their hours, and of offices whose
    line keeps failing. *near* are the prefectures (JIS codes) of the caller's telephone area: they order places that
    may be meant, and never decide. *over_limit* is true when this caller has been connected too often.
    """

    now: datetime | None = None
    closed: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    over_limit: bool = False
    near: tuple[str, ...] = ()


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

    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True)
class Keyed:
    """The caller pressed *keys* (0-9, #, *)."""

    keys: str
    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True)
class Said:
    """The caller said *text*, as the recogniser wrote it."""

    text: str
    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True)
class Silent:
    """The caller neither spoke nor pressed a key in time."""

    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True)
class DialEnded:
    """The ringing, or the talk that it led to, has ended."""

    outcome: Outcome
    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller has gone."""

    world: World = field(default_factory=World)


Event = Answered | Keyed | Said | Silent | DialEnded | HungUp
