"""What stands around a name tells whether it is the answer, a doubt, a refusal, or no place at all."""

import re
from enum import Enum, auto

from ivr.places.text import wording


class Fit(Enum):
    """How a name sits in its sentence."""

    CLEAN = auto()  # 愛知県です
    TAIL = auto()  # 豊田市西町: something follows that may belong to the address
    DOUBTFUL = auto()  # 愛知かもしれない, 愛知の近く
    MISFIT = auto()  # 志賀県, 名古屋県: the name of something else than a prefecture with 県
    GLUED = auto()  # 武蔵小山: the name is the end of a longer word
    DENIED = auto()  # 愛知じゃなくて
    NO_PLACE = auto()  # 青森銀行, 千葉さん, 山口と申します


# 北海道 has no shorter name, so 北海道銀行 and 北海道ラーメン are to be told from 北海道室蘭市陣屋町.
_SHORT_TOO = "北海道"
_ADDRESS = re.compile("[^のにでは、。]{1,7}[市町村区郡]")


def fit(text: str, start: int, end: int, *, full: bool, spoken: bool) -> Fit:
    """Judge a name at [start, end) of the normal form `text` by its neighbours.

    `full` names have their 県 or 市, `spoken` ones are in kana alone.
    """
    if wording.DENIED.match(text, end):
        return Fit.DENIED
    before = text[:start]
    verb = spoken and not full and wording.VERB.match(text, end)
    if verb or _is_no_place(text, start, end, full=full) or before.endswith(wording.ANNOUNCERS):
        return Fit.NO_PLACE
    if not _may_begin(before, after_kana=full and not spoken):
        return Fit.DOUBTFUL if text[start - 1] in wording.SIDES and end - start > 1 else Fit.GLUED
    fits = _by_what_follows(text, end)
    return Fit.DOUBTFUL if fits is Fit.CLEAN and before.endswith(wording.GUESSES) else fits


def _is_no_place(text: str, start: int, end: int, *, full: bool) -> bool:
    full = full and (text[start:end] != _SHORT_TOO or _ADDRESS.match(text, end) is not None)
    return (wording.FULL_NO_PLACE if full else wording.NO_PLACE).match(text, end) is not None


def _may_begin(before: str, *, after_kana: bool) -> bool:
    """Say whether a name may begin after `before`: in kanji with 県 or 市 also after any kana (ちょっと愛知県)."""
    return (
        not before
        or before[-1] in wording.MARKS
        or (after_kana and "ぁ" <= before[-1] <= "ー")
        or before.endswith(wording.INTRODUCERS + wording.GUESSES)
    )


def _by_what_follows(text: str, end: int) -> Fit:
    if wording.CLEAN.match(text, end):
        return Fit.CLEAN
    if wording.PREFECTURE_SUFFIX.match(text, end):
        return Fit.MISFIT
    return Fit.DOUBTFUL if wording.DOUBTFUL.match(text, end) else Fit.TAIL


def beginnings(text: str) -> list[int]:
    """Return where a kana name may begin: at the start, after a mark, ではなく, 会社は or 実は."""
    return [0, *(found.end() for found in wording.BEFORE_KANA.finditer(text))]


def after_filler(text: str, start: int) -> list[int]:
    """Return where a kana name may begin after a filler at `start`: あのうわじま, えーとやま have two places."""
    found = (pattern.match(text, start) for pattern in (wording.FILLER, wording.OTHER_FILLER))
    return [filler.end() for filler in found if filler]


def alone(text: str, start: int, end: int) -> bool:
    """Say whether nothing but fillers stands before [start, end), and nothing but a clean end or の behind."""
    begin = 0
    while begin < start and (filler := wording.FILLER.match(text, begin)):
        begin = filler.end()
    return begin == start and wording.CLEAN.match(text, end) is not None
