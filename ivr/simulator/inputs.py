"""What people do, on the clock: deeds taken apart into single keys and moments."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .people import SPEECH_REACTION, Action, Disconnect, Playback, PressKeys, Speak
from .twiml.ssml import length


@dataclass(frozen=True, slots=True)
class KeyInput:
    """One key, pressed at second *at*."""

    at: float
    key: str


@dataclass(frozen=True, slots=True)
class SpeechInput:
    """A text, said from second *at* for *seconds*."""

    at: float
    text: str
    seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class HangUpInput:
    """The leg ends at second *at* because *by* hangs up."""

    at: float
    by: str


Input: TypeAlias = KeyInput | SpeechInput | HangUpInput


def inputs(heard: Playback, deeds: Iterable[Action], known: Mapping[str, str]) -> Iterator[Input]:
    """Put *deeds*, done while hearing *heard*, on the call's clock; *known* readings tell how long speech takes."""
    for deed in deeds:
        match deed:
            case PressKeys(keys, at, gap):
                first = heard.second + (heard.seconds + heard.key_reaction if at is None else at)
                yield from (KeyInput(first + place * gap, key) for place, key in enumerate(keys))
            case Speak(text, at, seconds, confidence):
                first = heard.second + (heard.seconds + SPEECH_REACTION if at is None else at)
                lasts = length(text, "ja-JP", known) if seconds is None else seconds
                yield SpeechInput(first, text, lasts, confidence)
            case Disconnect(at):
                yield HangUpInput(heard.second + (heard.seconds if at is None else at), heard.party)


def first_hang_up(pending: Iterable[Input]) -> HangUpInput:
    """Return the first hang-up that is pending; where there is none, one at the end of time."""
    return min(
        (act for act in pending if isinstance(act, HangUpInput)),
        key=lambda act: act.at,
        default=HangUpInput(math.inf, ""),
    )
