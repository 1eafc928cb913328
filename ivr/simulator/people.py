"""The people on a call: what they hear, what they can do meanwhile, and how a called desk behaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from .transcript import Party, in_a_row

# Seconds that a caller who knows the answer needs to press a key, or to begin to speak.
KEY_REACTION = 1.3
SPEECH_REACTION = 0.5
# With a short time-out callers are quicker: they need at most this share of it. Otherwise a script's keys would come
# after a Gather with timeout=1 has ended.
_HURRY = 0.75


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a playback: a spoken text, a sound (*text* is its address) or a pause (*text* is empty).

    *words* is what a recorded voice says in a sound, if that is known.
    """

    text: str
    seconds: float
    kind: Literal["say", "play", "pause"] = "say"
    words: str = ""

    @property
    def spoken(self) -> str:
        """The words of this piece."""
        return self.text if self.kind == "say" else self.words


@dataclass(frozen=True, slots=True)
class AcceptedInput:
    """The input that a Gather accepts, by Twilio's names and with its defaults; *speech_timeout*: None is ``auto``."""

    keys: bool = True
    speech: bool = False
    num_digits: int | None = None
    finish_on_key: str = "#"
    timeout: float = 5
    speech_timeout: float | None = 5
    barge_in: bool = True
    language: str = "en-US"
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playback:
    """The sound played to one party from *second* on, until it is asked for its reaction.

    *asked* is the input that is waited for; without it keys and speech reach nobody. *ringing* are the numbers that are
    being called: actions then happen while they ring, and during the talk.
    """

    second: float
    pieces: tuple[Piece, ...] = ()
    asked: AcceptedInput | None = None
    ringing: tuple[str, ...] = ()
    party: Party = "caller"

    @property
    def seconds(self) -> float:
        """The length of the playback, in seconds."""
        return sum(piece.seconds for piece in self.pieces)

    @property
    def key_reaction(self) -> float:
        """The seconds in which a caller who knows the key presses it here."""
        return KEY_REACTION if self.asked is None else min(KEY_REACTION, _HURRY * self.asked.timeout)

    @property
    def text(self) -> str:
        """All words of the playback."""
        return in_a_row(piece.spoken for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PressKeys:
    """Press *keys*, *gap* seconds apart, the first *at* seconds into the playback.

    Without *at* the caller listens to its end first.
    """

    keys: str
    at: float | None = None
    gap: float = 0.3


@dataclass(frozen=True, slots=True)
class Speak:
    """Say *text*, beginning *at* seconds into the playback (without *at*: after it).

    *seconds* is how long that takes, computed from the text by default; *confidence* is the recogniser's.
    """

    text: str
    at: float | None = None
    seconds: float | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Hang up *at* seconds into the playback (without *at*: after it)."""

    at: float | None = None


Action = PressKeys | Speak | Disconnect


@dataclass(frozen=True, slots=True)
class Desk:
    """The behaviour of a called telephone.

    The *outcome* comes *after* seconds; ``no-answer`` rings until the carrier gives up. A desk that answers talks for
    *talks* seconds. *hears* returns what the person there does during a whisper: by default, press a key if one is
    asked for.
    """

    outcome: Literal["answer", "busy", "no-answer", "failed", "canceled"] = "answer"
    after: float = 4.0
    talks: float = 60.0
    hears: "Callable[[Playback], Sequence[Action]] | None" = None


class Caller(Protocol):
    """Decides what the caller does, and how the desks that are rung behave."""

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Return what the caller does during *heard* and after it; no action is silence."""
        ...

    def desk(self, number: str) -> Desk:
        """Return how the telephone at *number* behaves this time."""
        ...
