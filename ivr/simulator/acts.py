"""What people do, on the clock: deeds taken apart into single keys and moments."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .hearing import KEY_REACTION, SPEECH_REACTION, Deed, HangUp, Heard, Press, Speak
from .ssml import length


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
                first = heard.second + (heard.seconds + KEY_REACTION if at is None else at)
                yield from (Key(first + place * gap, key) for place, key in enumerate(keys))
            case Speak(text, at, seconds, confidence):
                first = heard.second + (heard.seconds + SPEECH_REACTION if at is None else at)
                lasts = length(text, "ja-JP", known) if seconds is None else seconds
                yield Speech(first, text, lasts, confidence)
            case HangUp(at):
                yield Gone(heard.second + (heard.seconds if at is None else at), heard.party)


def gone_at(pending: Iterable[Act]) -> float:
    """Return the second at which the leg ends by itself, infinity where nobody hangs up."""
    return min((act.at for act in pending if isinstance(act, Gone)), default=math.inf)
