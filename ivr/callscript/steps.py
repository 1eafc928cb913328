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


def wrong_keys(text: str) -> str:
    """Return the message that *text* is no keys that a caller can press, "" if it is one or several."""
    message = _('keys are 0-9, # and * of normal width; found "{presses}"')
    return "" if _KEYS.fullmatch(text) else message.format(presses=shown(text))


def wrong_number(text: str, *, anonymous: bool = False) -> str:
    """Return the message that no call can come from *text*, or go to it, "" if it can: only a caller is *anonymous*.

    It is a number in E.164, or a ``sip:`` or ``client:`` address.
    """
    message = _('expected a number in E.164, such as "+819012345678", found "{number}"')
    is_right = is_e164(text) or _ADDRESS.fullmatch(text) or (anonymous and text == ANONYMOUS)
    return "" if is_right else message.format(number=shown(text))


def wrong_ring(text: str) -> str:
    """Return the message that *text* is no number that can ring, "" if it is one, as printed or in E.164."""
    message = _('expected a number as printed, such as 052-223-6953, found "{rings}"')
    return "" if is_printed(text) or is_e164(text) else message.format(rings=shown(text))


def wrong_moment(found: str) -> str:
    """Return the message, for a file or a test, that no call can come in at *found*."""
    return _('expected a day and a time, such as 2026-05-07 10:00, found "{at}"').format(at=shown(found))


def conditions_of(hindrances: Collection[Hindrance], directory: Directory) -> Conditions:
    """Return the conditions with all these *hindrances*, for every office of *directory*."""
    every = frozenset(office.key for office in directory)
    closed, failing = (every if name in hindrances else frozenset[str]() for name in ("closed", "failing"))
    return Conditions(closed=closed, failing=failing, over_limit="over_limit" in hindrances)
