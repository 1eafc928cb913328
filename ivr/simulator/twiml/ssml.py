"""The text of a Say, with SSML, and the seconds that it takes.

The length of Japanese is computed from its kana (`ivr.speech`), that of other languages roughly, from their letters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ivr.speech import key, reading, seconds

from .tree import Element

LETTERS_PER_SECOND = 15.0  # estimated

# The SSML words for rates and pauses, after Amazon's tables; percentages and times are read as numbers.
RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.5}
STRENGTHS = {"none": 0.0, "x-weak": 0.0, "weak": 0.3, "medium": 0.3, "strong": 0.6, "x-strong": 0.9}
LONGEST_BREAK = 10.0  # seconds
_PARAGRAPH = 0.6  # seconds of pause
_ONE_BY_ONE = {"characters", "spell-out", "digits", "telephone"}
_YOMI = {"x-amazon-yomigana", "x-amazon-pron-kana"}

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_SPACE = re.compile(r"\s+")
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text said at one *rate*, or *pause* seconds of silence; *sound* is how it is read, if other than its text."""

    text: str
    rate: float = 1.0
    pause: float = 0.0
    sound: str | None = None


def stretches(element: Element, rate: float = 1.0) -> Iterator[Stretch]:
    """Split the content of a Say, or of an SSML element in it, into stretches."""
    for child in element.children:
        match child:
            case str():
                yield Stretch(_SPACE.sub(" ", child), rate)
            case Element(name="break"):
                yield Stretch("", pause=_break(child.attributes))
            case Element(name="prosody"):
                yield from stretches(child, rate * _rate(child.attributes.get("rate", "medium")))
            case Element(name="sub"):
                yield Stretch(child.attributes.get("alias", child.text), rate)
            case Element(name="phoneme") if child.attributes.get("alphabet") in _YOMI:
                yield Stretch(child.text, rate, sound=child.attributes.get("ph"))
            case Element(name="say-as") if child.attributes.get("interpret-as") in _ONE_BY_ONE:
                yield Stretch(child.text, rate, sound="".join(map(_key_name, child.text)))
            case Element(name="p" | "s"):
                yield from stretches(child, rate)
                yield Stretch("", pause=_PARAGRAPH)
            case _:
                yield from stretches(child, rate)


def text_of(parts: tuple[Stretch, ...]) -> str:
    """Return the text of *parts*."""
    return "".join(part.text for part in parts).strip()


def seconds_of(parts: tuple[Stretch, ...], language: str, readings: Mapping[str, str]) -> float:
    """Return the seconds that *parts* take at the voice's natural rate; *readings* are those of names."""
    silence = sum(part.pause for part in parts)
    runs = [
        (rate, "".join(part.text if part.sound is None else part.sound for part in run))
        for rate, run in groupby((part for part in parts if part.text), key=lambda part: part.rate)
    ]
    last = len(runs) - 1
    return silence + sum(
        length(text, language, readings, rate, goes_on=place < last) for place, (rate, text) in enumerate(runs)
    )


def length(text: str, language: str, readings: Mapping[str, str], rate: float = 1.0, *, goes_on: bool = False) -> float:
    """Return the seconds that *text* takes at *rate*; if speech *goes_on*, a punctuation mark at its end is a pause."""
    if not (language.startswith("ja") or _JAPANESE.search(text)):
        return len(text.strip()) / LETTERS_PER_SECOND / rate
    kana = reading(text, readings)
    if goes_on:
        return seconds(kana + "ン", rate) - seconds("ン", rate)
    return seconds(kana, rate)


def _key_name(character: str) -> str:
    return key(character).kana if character in "0123456789#*" else character


def _rate(word: str) -> float:
    if percent := _PERCENT.fullmatch(word):
        return float(percent[1]) / 100 or 1.0
    return RATES.get(word, 1.0)


def _break(attributes: Mapping[str, str]) -> float:
    if time := _TIME.fullmatch(attributes.get("time", "")):
        return min(float(time[1]) * (0.001 if time[2] == "ms" else 1), LONGEST_BREAK)
    return STRENGTHS.get(attributes.get("strength", "medium"), 0.3)
