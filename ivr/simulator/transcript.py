"""The transcript of a call: one frozen value for each event, in order of time.

*second* is counted from the incoming call. *party* says on whose leg it happened: the caller's, or the called desk's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Literal

Party = Literal["caller", "desk"]
Level = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Requested:
    """The carrier sent a request; *status* is the reply's, None without a reply.

    *why*: voice, redirect, gather, dial, whisper, fallback, play, partial or status.
    """

    second: float
    party: Party
    why: str
    method: str
    url: str
    parameters: Mapping[str, str]
    status: int | None


@dataclass(frozen=True, slots=True)
class PromptSpoken:
    """A text of *seconds* was spoken to the caller, who heard the first *heard* seconds of it."""

    second: float
    text: str
    seconds: float
    heard: float


@dataclass(frozen=True, slots=True)
class Whispered:
    """A text was spoken to the called desk before it was put through; *heard* as in `PromptSpoken`."""

    second: float
    number: str
    text: str
    seconds: float
    heard: float


@dataclass(frozen=True, slots=True)
class SoundPlayed:
    """A sound file or tones were played; *words* is what a recorded voice says in it, if that is known."""

    second: float
    party: Party
    sound: str
    seconds: float
    heard: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """A Pause: the line was silent."""

    second: float
    party: Party
    seconds: float
    heard: float


@dataclass(frozen=True, slots=True)
class KeysPressed:
    """Keys were pressed. *lost* keys reached no Gather."""

    second: float
    party: Party
    keys: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Spoke:
    """Something was said into the telephone. *lost* speech reached no Gather that listens to speech."""

    second: float
    party: Party
    text: str
    seconds: float
    lost: bool = False


@dataclass(frozen=True, slots=True)
class NoInput:
    """A Gather ended without input."""

    second: float
    party: Party


@dataclass(frozen=True, slots=True)
class Dialled:
    """The carrier began a call to *number*, showing *caller_id*."""

    second: float
    number: str
    caller_id: str
    sid: str


@dataclass(frozen=True, slots=True)
class Rang:
    """The telephone at *number* began to ring."""

    second: float
    number: str


@dataclass(frozen=True, slots=True)
class PickedUp:
    """The call to *number* was answered."""

    second: float
    number: str


@dataclass(frozen=True, slots=True)
class Bridged:
    """The caller and *number* can talk to each other."""

    second: float
    number: str


@dataclass(frozen=True, slots=True)
class DialFinished:
    """A Dial ended; *status* is its DialCallStatus, *seconds* counts from the answer (0 without one)."""

    second: float
    status: str
    bridged: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class Disconnected:
    """A leg ended with its last CallStatus.

    *by*: caller, desk, service (a verb, or the end of a document), error, limit (of time), carrier (it cannot go on).
    """

    second: float
    party: Party
    by: str
    status: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that Twilio would log under *number*; None for a remark that only this carrier makes."""

    second: float
    number: int | None
    level: Level
    text: str
    url: str
    line: int | None = None


TranscriptEvent = (
    Requested
    | PromptSpoken
    | Whispered
    | SoundPlayed
    | Paused
    | KeysPressed
    | Spoke
    | NoInput
    | Dialled
    | Rang
    | PickedUp
    | Bridged
    | DialFinished
    | Disconnected
    | Warned
)

# What the transcript's readers see (`ivr call --json`, `ivr test --json`, scripts): these words stay when a class is
# renamed, so they are written down here and not derived from the classes.
NAMES: Mapping[type, str] = {
    Requested: "requested",
    PromptSpoken: "said",
    Whispered: "whispered",
    SoundPlayed: "played",
    Paused: "paused",
    KeysPressed: "keyed",
    Spoke: "spoke",
    NoInput: "silent",
    Dialled: "dialled",
    Rang: "rang",
    PickedUp: "answered",
    Bridged: "bridged",
    DialFinished: "dial ended",
    Disconnected: "hung up",
    Warned: "warning",
}


def as_line(event: TranscriptEvent) -> dict[str, object]:
    """Return the event as the value of one JSON line: its name as ``event``, its fields, seconds to the hundredth."""
    values = {field.name: _plain(getattr(event, field.name)) for field in fields(event)}
    return {"event": NAMES[type(event)]} | values


def _plain(value: object) -> object:
    match value:
        case float():
            return round(value, 2)
        case Mapping():
            return dict(value)
        case _:
            return value


def spoken(events: Iterable[TranscriptEvent], party: Party) -> str:
    """Return all words spoken to *party*, by a synthesiser or in recordings whose words are known."""
    return in_a_row(_words(event, party) for event in events)


def in_a_row(texts: Iterable[str]) -> str:
    """Return *texts* as one, with a space behind each that ends as a language does that is written with spaces."""
    row = ""
    for text in texts:
        row += f" {text}" if row and row[-1].isascii() and text else text
    return row


def _words(event: TranscriptEvent, party: Party) -> str:
    match event:
        case PromptSpoken(text=text) if party == "caller":
            return text
        case Whispered(text=text) if party == "desk":
            return text
        case SoundPlayed(party=heard_by, words=words) if heard_by == party:
            return words
        case _:
            return ""
