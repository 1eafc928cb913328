"""What the carrier is to do next."""

from dataclasses import dataclass

from ivr.speech import Line


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
