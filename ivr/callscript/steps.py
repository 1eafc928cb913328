"""A scripted call, step by step: the caller's actions, and what must be heard and must ring."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from ivr.call import Conditions, Hindrance
from ivr.directory import Directory, e164, is_e164, is_printed
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

End = Literal["answered", "busy", "no-answer", "failed", "canceled", "declined", "machine", "given-up"]
ENDS: tuple[End, ...] = get_args(End)
"""How ringing ends.

``declined`` is a desk that answers and hangs up before it is put through, ``machine`` an answering machine, which
presses no key where one is asked for, ``given-up`` a caller who hangs up while it rings.
"""

HINDRANCES: tuple[Hindrance, ...] = get_args(Hindrance)
"""What may hinder a ring: every office is closed, every line keeps failing, the caller is over his limit."""

ANONYMOUS = "anonymous"
"""What the carrier reports for a caller who withholds his number."""

_KEYS = re.compile("[0-9#*]+")
_ADDRESS = re.compile(r"(?:sips?|client):\S+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hears:
    """*parts* are heard in this order among what is heard since the last answer or ring.

    What an earlier step has found there is past.
    """

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearsAll:
    """*text* is all that is heard since the last answer or ring."""

    text: str


@dataclass(frozen=True, slots=True)
class Says:
    """The caller says *text*: when all is heard, or *after* so many seconds of it."""

    text: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Presses:
    """The caller presses *keys* (0-9, # and *): when all is heard, or *after* so many seconds of it."""

    keys: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """The caller leaves a question unanswered."""


@dataclass(frozen=True, slots=True)
class Rings:
    """*number* (052-223-6953, or in E.164) rings, *by* the second of the call; *ends* is how that ends.

    The desk that answers hears *desk_hears* before it is put through.
    """

    number: str
    ends: End = "answered"
    by: int | None = None
    desk_hears: str | None = None

    @property
    def e164(self) -> str:
        """The number in E.164."""
        return self.number if self.number.startswith("+") else e164(self.number)


@dataclass(frozen=True, slots=True)
class HangsUp:
    """The caller hangs up: when all is heard, or *after* so many seconds of it or of the ringing."""

    after: float | None = None


Step = Hears | HearsAll | Says | Presses | Waits | Rings | HangsUp


@dataclass(frozen=True, slots=True)
class Script:
    """One scripted call.

    *call* says what it shows. *caller* and *called* are numbers in E.164, *at* is the local time at which it comes in;
    None leaves each to the player. *world* is what prevents a ring in the meantime. *warnings* are Twilio's numbers
    of what the carrier must complain of.
    """

    call: str
    steps: tuple[Step, ...]
    caller: str | None = None
    called: str | None = None
    at: datetime | None = None
    world: tuple[Hindrance, ...] = ()
    warnings: tuple[int, ...] = ()


def are_keys(text: str) -> bool:
    """Return whether *text* is keys that a caller can press, one or several."""
    return bool(_KEYS.fullmatch(text))


def may_call(text: str) -> bool:
    """Return whether a call can come from *text*: in E.164, ``anonymous``, or a ``sip:`` or ``client:`` address."""
    return is_e164(text) or text == ANONYMOUS or bool(_ADDRESS.fullmatch(text))


def may_be_called(text: str) -> bool:
    """Return whether a call can go to *text*: a number in E.164, or a ``sip:`` or ``client:`` address."""
    return is_e164(text) or bool(_ADDRESS.fullmatch(text))


def may_ring(text: str) -> bool:
    """Return whether *text* is a number that can ring: as printed, or in E.164."""
    return is_printed(text) or is_e164(text)


def wrong_keys(found: str) -> str:
    """Return the message, for a file or a test, that *found* are no keys."""
    return _('keys are 0-9, # and * of normal width; found "{presses}"').format(presses=shown(found))


def wrong_number(found: str) -> str:
    """Return the message, for a file or a test, that no call can come from *found*, or go to it."""
    return _('expected a number in E.164, such as "+819012345678", found "{number}"').format(number=shown(found))


def wrong_ring(found: str) -> str:
    """Return the message, for a file or a test, that *found* is no number that can ring."""
    return _('expected a number as printed, such as 052-223-6953, found "{rings}"').format(rings=shown(found))


def wrong_moment(found: str) -> str:
    """Return the message, for a file or a test, that no call can come in at *found*."""
    return _('expected a day and a time, such as 2026-05-07 10:00, found "{at}"').format(at=shown(found))


def conditions_of(hindrances: Collection[Hindrance], directory: Directory) -> Conditions:
    """Return the conditions with all these *hindrances*, for every office of *directory*."""
    every = frozenset(office.key for office in directory)
    closed, failing = (every if name in hindrances else frozenset[str]() for name in ("closed", "failing"))
    return Conditions(closed=closed, failing=failing, over_limit="over_limit" in hindrances)
