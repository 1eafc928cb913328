"""The form of a ``*.call.yaml`` file, as its author writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from ivr.bounds import Between
from ivr.call import Hindrance

from .steps import End

Text = Annotated[str, Between(1, 4000)]
Second = Annotated[int, Between(1, 14400)]

VERBS = ("hears", "hears_all", "says", "presses", "waits", "rings", "hangs_up")
"""The keys of which each step has one."""
BARE = ("waits", "hangs_up")
"""Verbs that say everything by themselves: ``- waits``."""
BELONGS: Mapping[str, tuple[str, ...]] = {
    "ends": ("rings",),
    "by": ("rings",),
    "desk_hears": ("rings",),
    "after": ("says", "presses", "hangs_up"),
}
"""The other keys of a step, and the verbs that they belong to."""


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One thing that happens: exactly one of the verbs, with what belongs to it.

    `hears`: a part of what is heard since the last answer or ring, or several in this order. `hears_all`: all of it.
    `says`: what the caller says. `presses`: the keys he presses, quoted. `waits`: he leaves the question unanswered.
    `hangs_up`: he hangs up. These three come when all is heard, or `after` so many seconds of it.
    `rings`: the number that rings, as printed in the directory; `ends`: how that ends, `by`: the second of the call at
    which it rings at the latest, `desk_hears`: a part of what the desk hears before it is put through.
    """

    hears: Annotated[tuple[Text, ...], Between(1, 99)] | None = None
    hears_all: Text | None = None
    says: Text | None = None
    presses: Text | None = None
    waits: Literal["true"] | None = None
    rings: Text | None = None
    ends: End | None = None
    by: Second | None = None
    desk_hears: Text | None = None
    hangs_up: Literal["true"] | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A scripted call.

    `call`: what it shows. `caller`, `called`: numbers in E.164, quoted, or a `sip:` or `client:` address; a caller who
    withholds his number is `anonymous`. `at`: the local time at which it comes in, such
    as 2026-05-07 10:00; left out, it is a Monday morning. `world`: what prevents a ring in the meantime: every
    office is `closed`, every line is `failing`, the caller is `over_limit`; one, or several as a list. `steps`: what
    happens, in order. `warnings`: Twilio's numbers of what its carrier will complain of; every other complaint fails
    the call.
    """

    call: Text
    steps: Annotated[tuple[StepEntry, ...], Between(1, 999)]
    caller: Text | None = None
    called: Text | None = None
    at: Text | None = None
    world: Annotated[tuple[Hindrance, ...], Between(1, len(get_args(Hindrance)))] | None = None
    warnings: tuple[int, ...] = ()
