"""The moves that can follow an answer: enter a node, play the question, or hand the carrier its instructions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ivr.speech import Line

from .state import Call

Pending = tuple[Line, ...]
"""Lines not yet handed to the carrier: they go out with the next instruction."""


@dataclass(frozen=True, slots=True)
class SayLines:
    """Say *lines* to the end; no key interrupts them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Say *lines*, which a key interrupts, and wait for an answer; without one the next instruction follows.

    *wait* is the seconds after the last line that count as silence, *end_of_speech* the seconds of silence that end a
    spoken answer. An answer by key is one key, any of 0-9, # and *. If *end_of_keys* is not 0, it is any number of
    keys: it ends that many seconds after the last key, or with #.
    """

    lines: tuple[Line, ...]
    wait: int
    end_of_speech: int
    end_of_keys: int = 0


@dataclass(frozen=True, slots=True)
class RingNumber:
    """Ring *number* (E.164) for *timeout* seconds; the desk hears *whisper* before it is connected.

    If *accept* asks the desk for a key, it is connected only after pressing one; otherwise it has not answered.
    """

    number: str
    timeout: int
    whisper: Line | None = None
    accept: Line | None = None


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Instruction = SayLines | Ask | RingNumber | HangUp


def spoken_lines(instructions: Iterable[Instruction]) -> Iterator[Line]:
    """Yield every line that *instructions* say to the caller."""
    for one in instructions:
        if isinstance(one, SayLines | Ask):
            yield from one.lines


class Enter(NamedTuple):
    """Go to *node*, saying what is *pending* on the way.

    *guessed* is true if a service, or the meaning of a yes, was only guessed just now: the next question names the
    service, and a read-back asks for a yes.
    """

    node: str
    call: Call
    pending: Pending = ()
    guessed: bool = False


class Play(NamedTuple):
    """Play the question that *call* is at, at its present stage, after what is *pending*.

    *offer* says that 0 now leads to the fallback office; it is said after help, and only if that office would ring.
    `advance` plays the question, not the code that decides on it, so that a decision looks at nothing that is only
    said.
    """

    call: Call
    pending: Pending = ()
    offer: Pending = ()


class Wait(NamedTuple):
    """Hand *instructions* to the carrier; *call* answers the next event."""

    call: Call
    instructions: tuple[Instruction, ...]


Move = Enter | Play | Wait
