"""Inputs on a leg: what people do, as single keys, utterances and hang-ups, each at its second."""

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


Input: TypeAlias = KeyInput | SpeechInput | HangUpInput


def inputs(playback: Playback, actions: Iterable[Action], known: Mapping[str, str]) -> Iterator[Input]:
    """Yield *actions* during *playback* as inputs on the call's clock; *known* readings give the length of speech."""
    for action in actions:
        match action:
            case PressKeys(keys, at, gap):
                first = playback.second + (playback.seconds + playback.key_reaction if at is None else at)
                yield from (KeyInput(first + place * gap, key) for place, key in enumerate(keys))
            case Speak(text, at, seconds, confidence):
                first = playback.second + (playback.seconds + SPEECH_REACTION if at is None else at)
                lasts = length(text, "ja-JP", known) if seconds is None else seconds
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
