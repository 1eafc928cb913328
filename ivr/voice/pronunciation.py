"""Comparison of how a synthesiser reads a text with the kana that was intended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from ivr.heard.normal import VOWEL
from ivr.speech import Line, katakana

from . import engine
from .engine import Word

_SAME_SOUND = str.maketrans("ヲヅヂヮ", "オズジワ")
_PARTICLES = str.maketrans("ハヘヲ", "ワエオ")
_VOWEL = {katakana(kana): katakana(vowel) for kana, vowel in VOWEL.items()}
# Two vowels that are one long one: けい is ケー, こう is コー.
_LENGTHENS = {*((vowel, vowel) for vowel in "アイウエオ"), ("エ", "イ"), ("オ", "ウ")}


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A *word* of a line as the synthesiser reads it; *intended* is the line's kana for it, None if they agree."""

    word: Word
    intended: str | None = None


def compare_reading(line: Line, *, name: bool = False) -> tuple[ReadWord, ...]:
    """Return the words of *line* as Open JTalk reads its text, each with the intended kana if that differs.

    Both ways of writing a long vowel are equal, and a word is judged as it sounds among the others (七 in 十七時). In a
    sentence は, へ and を may be particles, in a *name* they must sound as written. Raises VoiceMissingError.
    """
    words = engine.words(engine.spoken_text(line))
    heard = [word.sound if name else _heard(word) for word in words]
    ends = list(accumulate(len(_kana(one)) for one in heard))
    read = _sounds("".join(heard))
    intended = _sounds(line.kana)
    return tuple(
        ReadWord(word, None if read[start:end] == intended[begin:stop] else intended[begin:stop])
        for word, (start, end), (begin, stop) in zip(
            words, pairwise([0, *ends]), pairwise([0, *_ends(read, intended, ends)]), strict=True
        )
    )


def _heard(word: Word) -> str:
    """Return how *word* is read in its sentence, in the kana that are written for it: particles as は, へ and を."""
    by_itself, in_sentence = (_sounds(text.translate(_PARTICLES)) for text in (word.reading, word.sound))
    return word.reading if by_itself == in_sentence else word.sound


def _ends(read: str, intended: str, ends: Sequence[int]) -> list[int]:
    """Return the ends in *intended* of the words that end at *ends* in *read*."""
    steps = SequenceMatcher(None, read, intended, autojunk=False).get_opcodes()

    def place(end: int) -> int:
        _, start, stop, begin, to = next(step for step in steps if step[1] < end <= step[2])
        return to if end == stop else min(begin + end - start, to)

    return [*map(place, ends[:-1]), len(intended)] if ends else []


def _kana(text: str) -> str:
    """Return the kana of *text* in katakana, with one spelling for each sound (ヅ as ズ)."""
    chars = katakana(text).translate(_SAME_SOUND)
    return "".join(char for char in chars if "ァ" <= char <= "ヺ" or char == "ー")


def _sounds(text: str) -> str:
    """Return the kana of *text* with ー in place of each kana that lengthens a vowel; the length stays the same."""
    return "".join(_lengthened(_kana(text)))


def _lengthened(kana: str) -> Iterator[str]:
    vowel = ""
    for char in kana:
        long = (vowel, char) in _LENGTHENS
        yield "ー" if long else char
        vowel = vowel if long or char == "ー" else _VOWEL.get(char, "")
