"""What people do, on the clock: deeds taken apart into single keys and moments."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .hearing import SPEECH_REACTION, Deed, HangUp, Heard, Press, Speak
from .twiml.ssml import length


@dataclass(frozen=True, slots=True)
class Key:
    """One key, pressed at second *at*."""

    at: float
    key: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A text, said from second *at* for *seconds*."""

    at: float
    text: str
    seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Gone:
    """The leg ends at second *at* because *by* hangs up."""

    at: float
    by: str


Act: TypeAlias = Key | Speech | Gone


def acts(heard: Heard, deeds: Iterable[Deed], known: Mapping[str, str]) -> Iterator[Act]:
    """Put *deeds*, done while hearing *heard*, on the call's clock; *known* readings tell how long speech takes."""
    for deed in deeds:
        match deed:
            case Press(keys, at, gap):
                first = heard.second + (heard.seconds + heard.key_reaction if at is None else at)
                yield from (Key(first + place * gap, key) for place, key in enumerate(keys))
            case Speak(text, at, seconds, confidence):
                first = heard.second + (heard.seconds + SPEECH_REACTION if at is None else at)
                lasts = length(text, "ja-JP", known) if seconds is None else seconds
                yield Speech(first, text, lasts, confidence)
            case HangUp(at):
                yield Gone(heard.second + (heard.seconds if at is None else at), heard.party)


def leaving(pending: Iterable[Act]) -> Gone:
    """Return the first hang-up that is pending; where there is none, one at the end of time."""
    return min((act for act in pending if isinstance(act, Gone)), key=lambda act: act.at, default=Gone(math.inf, ""))
