"""What follows from an answer: a node is entered, the question is played, or the carrier gets its instructions."""

from dataclasses import dataclass
from typing import NamedTuple

from ivr.speech import Line

from .state import Call


@dataclass(frozen=True, slots=True)
class SayLines:
    """Say *lines* to the end; no key cuts them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Say *lines*, which a key cuts, and wait for an answer; without one the next instruction follows.

    *wait* is the seconds until silence, counted from the last line; *end_of_speech* the seconds of silence that end a
    spoken answer. One key is an answer, any of 0-9, # and *; but where
    *end_of_keys* is not 0, as many as come: they end with so many seconds after a key, or with #.
    """

    lines: tuple[Line, ...]
    wait: int
    end_of_speech: int
    end_of_keys: int = 0


@dataclass(frozen=True, slots=True)
class RingNumber:
    """Ring *number* (E.164) for *timeout* seconds; the desk hears *whisper* before it is bridged.

    Where *accept* asks it for a key, only a desk that presses one is bridged: any other has not answered.
    """

    number: str
    timeout: int
    whisper: Line | None = None
    accept: Line | None = None


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Instruction = SayLines | Ask | RingNumber | HangUp


Pending = tuple[Line, ...]
"""Lines not yet handed to the carrier: they go out with the next instruction."""


class Enter(NamedTuple):
    """Go to *node*, saying what is *pending* on the way.

    *guessed* is true where a service was only guessed just now: whichever question is asked next says it, and a
    read-back asks for a yes.
    """

    node: str
    call: Call
    pending: Pending = ()
    guessed: bool = False


class Play(NamedTuple):
    """Play the question where *call* stands, at its present stage, after what is *pending*.

    *offer* follows that after help: that 0 now leads to the fallback office, which is said only if that would ring. The
    question is played by `advance`, not where it is decided: so a decision looks at nothing that is only said.
    """

    call: Call
    pending: Pending = ()
    offer: Pending = ()


class Wait(NamedTuple):
    """Hand *instructions* to the carrier; *call* answers the next event."""

    call: Call
    instructions: tuple[Instruction, ...]


Move = Enter | Play | Wait
