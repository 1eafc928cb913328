"""What is heard on a telephone, and what may be done meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from .transcript import Party

# A caller who knows what to answer needs this long to press a key, or to begin to speak.
KEY_REACTION = 1.3
SPEECH_REACTION = 0.5
# Where there is hardly time for it he is quicker: within this share of the time-out.
_HURRY = 0.75


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is heard: a spoken text, a sound (*text* is its address) or a pause (*text* is empty).

    *words* is what a recorded voice says in a sound, where that is known.
    """

    text: str
    seconds: float
    kind: Literal["say", "play", "pause"] = "say"
    words: str = ""

    @property
    def spoken(self) -> str:
        """What a voice says in it."""
        return self.text if self.kind == "say" else self.words


@dataclass(frozen=True, slots=True)
class AcceptedInput:
    """What a Gather waits for, under Twilio's names and with its defaults; *speech_timeout* None means ``auto``."""

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
    """What is heard from *second* on.

    *asked* is set where an answer is waited for; without it keys and speech reach nobody. *ringing* names the numbers
    that are being called: what is done then is done while they ring and while one talks.
    """

    second: float
    pieces: tuple[Piece, ...] = ()
    asked: AcceptedInput | None = None
    ringing: tuple[str, ...] = ()
    party: Party = "caller"

    @property
    def seconds(self) -> float:
        """How long all of it takes."""
        return sum(piece.seconds for piece in self.pieces)

    @property
    def key_reaction(self) -> float:
        """How long a caller needs here to press a key, once he knows which."""
        return KEY_REACTION if self.asked is None else min(KEY_REACTION, _HURRY * self.asked.timeout)

    @property
    def text(self) -> str:
        """All that is spoken."""
        return "".join(piece.spoken for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PressKeys:
    """Press *keys*, *gap* seconds apart, the first *at* seconds after the beginning of what is heard.

    Without *at* the caller listens to the end first.
    """

    keys: str
    at: float | None = None
    gap: float = 0.3


@dataclass(frozen=True, slots=True)
class Speak:
    """Say *text*, beginning *at* seconds after the beginning of what is heard (without *at*: when all is heard).

    *seconds* is how long it takes, counted from the text where not given; *confidence* is what the recogniser claims.
    """

    text: str
    at: float | None = None
    seconds: float | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Hang up *at* seconds after the beginning of what is heard (without *at*: when all is heard)."""

    at: float | None = None


Action: TypeAlias = PressKeys | Speak | Disconnect


@dataclass(frozen=True, slots=True)
class Desk:
    """How a called telephone behaves.

    *after* seconds it is answered, turns out busy, fails, or the call to it is canceled; ``no-answer`` rings until the
    carrier gives up. An answered one talks for *talks* seconds. *hears* is what the person there does during a whisper,
    nothing by default.
    """

    outcome: Literal["answer", "busy", "no-answer", "failed", "canceled"] = "answer"
    after: float = 4.0
    talks: float = 60.0
    hears: "Callable[[Playback], Sequence[Action]] | None" = None


class Caller(Protocol):
    """Whoever plays the people of a call: the caller and, where they matter, the desks that are rung."""

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Return what the caller does while hearing *heard*, and after it; nothing at all is silence."""
        ...

    def desk(self, number: str) -> Desk:
        """Return how the telephone at *number* behaves this time."""
        ...
