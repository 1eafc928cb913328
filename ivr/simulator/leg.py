"""One leg of a call, the caller's or a called desk's, and what the person on it does: keys, utterances, hang-ups."""

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .people import SPEECH_REACTION, Action, Disconnect, Playback, PressKeys, Speak
from .transcript import Party
from .twiml.ssml import length

T = TypeVar("T")

# What happens on a leg: a generator that yields each playback, is sent the actions during it, and returns its result.
# So the same code plays a whole call, a call step by step, and a whisper on a leg inside a call.
Course = Generator[Playback, Sequence[Action], T]
Reaction = Callable[[Playback], Sequence[Action]]
ACCOUNT = "AC" + 32 * "0"
"""The account whose number is called."""


@dataclass(frozen=True, slots=True)
class KeyInput:
    """One key, pressed at second *at*."""

    at: float
    key: str


@dataclass(frozen=True, slots=True)
class SpeechInput:
    """A text, spoken from second *at* on for *seconds*."""

    at: float
    text: str
    seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class HangUpInput:
    """The leg ends at second *at* because *by* hangs up."""

    at: float
    by: str


Input = KeyInput | SpeechInput | HangUpInput


def inputs(playback: Playback, actions: Iterable[Action], readings: Mapping[str, str]) -> Iterator[Input]:
    """Yield *actions* during *playback* as inputs on the call's clock; *readings* of names give speech its length."""
    for action in actions:
        match action:
            case PressKeys(keys, at, gap):
                first = playback.second + (playback.seconds + playback.key_reaction if at is None else at)
                yield from (KeyInput(first + place * gap, key) for place, key in enumerate(keys))
            case Speak(text, at, seconds, confidence):
                first = playback.second + (playback.seconds + SPEECH_REACTION if at is None else at)
                lasts = length(text, "ja-JP", readings) if seconds is None else seconds
                yield SpeechInput(first, text, lasts, confidence)
            case Disconnect(at):
                yield HangUpInput(playback.second + (playback.seconds if at is None else at), playback.party)


def first_hang_up(pending: Iterable[Input]) -> HangUpInput:
    """Return the first hang-up that is pending, or one that never comes (at infinity)."""
    return min(
        (entry for entry in pending if isinstance(entry, HangUpInput)),
        key=lambda entry: entry.at,
        default=HangUpInput(math.inf, ""),
    )


@dataclass(slots=True)
class Leg:
    """A leg: its direction, its status, and the inputs that the person on it is still going to make."""

    party: Party
    sid: str
    caller: str
    called: str
    parent_sid: str | None = None
    status: str = "ringing"
    answered_at: float | None = None
    pending: list[Input] = field(default_factory=list)

    def answer(self, second: float) -> None:
        """Answer the leg, unless it has been answered."""
        if self.answered_at is None:
            self.answered_at = second
            self.status = "in-progress"

    def expect(self, coming: Iterable[Input]) -> None:
        """Add inputs that the person is still going to make."""
        self.pending = sorted([*self.pending, *coming], key=lambda entry: entry.at)

    def forget(self, second: float) -> None:
        """Drop the inputs up to *second*, except a hang-up: it ends the leg whenever it is looked at."""
        self.pending = [entry for entry in self.pending if entry.at > second or isinstance(entry, HangUpInput)]

    def parameters(self) -> dict[str, str]:
        """Return Twilio's standard parameters for the leg's present status."""
        parent = {} if self.parent_sid is None else {"ParentCallSid": self.parent_sid}
        return {
            "CallSid": self.sid,
            "AccountSid": ACCOUNT,
            "From": self.caller,
            "To": self.called,
            "Caller": self.caller,
            "Called": self.called,
            "CallStatus": self.status,
            "ApiVersion": "2010-04-01",
            "Direction": "inbound" if self.parent_sid is None else "outbound-dial",
            **parent,
        }


def run(course: Course[T], hears: Reaction) -> T:
    """Play *course* to its end, asking *hears* for the actions during each playback, and return its result."""
    try:
        playback = next(course)
        while True:
            playback = course.send(hears(playback))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
