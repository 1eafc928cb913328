"""Where a synthesiser reads something else than was intended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from ivr.speech import Line, katakana

from . import engine
from .engine import Word

_SAME_SOUND = str.maketrans("ヲヅヂヮ", "オズジワ")
_ROWS = {
    "ア": "アカガサザタダナハバパマヤラワァャ",
    "イ": "イキギシジチニヒビピミリィ",
    "ウ": "ウクグスズツヌフブプムユルヴゥュ",
    "エ": "エケゲセゼテデネヘベペメレェ",
    "オ": "オコゴソゾトドノホボポモヨロォョ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
# Two vowels that are one long one: けい is ケー, こう is コー.
_LENGTHENS = {*((vowel, vowel) for vowel in _ROWS), ("エ", "イ"), ("オ", "ウ")}


@dataclass(frozen=True, slots=True)
class Read:
    """A *word* of a line as it is read; *intended* is the kana that stands for it, None where that is the same."""

    word: Word
    intended: str | None = None


def compared(line: Line, *, name: bool = False) -> tuple[Read, ...]:
    """Return the words of *line* as Open JTalk reads its text, each beside the intended kana where that differs.

    A long vowel may be written either way, and は, へ and を are what a sentence makes of them; in a *name* they are no
    particles and must sound as they are written. Raises VoiceMissingError.
    """
    words = engine.words(engine.spoken_text(line))
    ends = list(accumulate(len(_kana(word.sound if name else word.reading)) for word in words))
    read = _sounds("".join(word.sound if name else word.reading for word in words))
    intended = _sounds(line.kana)
    return tuple(
        Read(word, None if read[start:end] == intended[begin:stop] else intended[begin:stop])
        for word, (start, end), (begin, stop) in zip(
            words, pairwise([0, *ends]), pairwise([0, *_ends(read, intended, ends)]), strict=True
        )
    )


def _ends(read: str, intended: str, ends: Sequence[int]) -> list[int]:
    """Return where each word that ends at *ends* of what is read ends in what is intended."""
    steps = SequenceMatcher(None, read, intended, autojunk=False).get_opcodes()

    def place(end: int) -> int:
        _, start, stop, begin, to = next(step for step in steps if step[1] < end <= step[2])
        return to if end == stop else min(begin + end - start, to)

    return [*map(place, ends[:-1]), len(intended)] if ends else []


def _kana(text: str) -> str:
    """Return the kana of *text*, in katakana, one for each sound."""
    signs = katakana(text).translate(_SAME_SOUND)
    return "".join(sign for sign in signs if "ァ" <= sign <= "ヺ" or sign == "ー")


def _sounds(text: str) -> str:
    """Return the kana of *text* with a ー for whatever lengthens a vowel; as many signs as there are kana."""
    return "".join(_lengthened(_kana(text)))


def _lengthened(kana: str) -> Iterator[str]:
    vowel = ""
    for sign in kana:
        long = (vowel, sign) in _LENGTHENS
        yield "ー" if long else sign
        vowel = vowel if long or sign == "ー" else _VOWEL.get(sign, "")
