"""Context of a name: the words around it show whether it is the answer, a doubt, a denial, or no place at all."""

import re
from enum import Enum, auto

from ivr.places.text import phrases


class Context(Enum):
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


def context_of(text: str, start: int, end: int, *, full: bool, spoken: bool) -> Context:
    """Judge a name at [start, end) of the normal form `text` by its neighbours.

    `full` names have their 県 or 市, `spoken` ones are in kana alone.
    """
    if phrases.DENIED.match(text, end):
        return Context.DENIED
    before = text[:start]
    verb = spoken and (phrases.VERB_IN_SHI if full else phrases.VERB).match(text, end)
    if verb or _is_no_place(text, start, end, full=full) or before.endswith(phrases.ANNOUNCERS):
        return Context.NO_PLACE
    if not _may_begin(before, after_kana=full and not spoken):
        return Context.DOUBTFUL if text[start - 1] in phrases.SIDES and end - start > 1 else Context.GLUED
    context = _by_what_follows(text, end)
    return Context.DOUBTFUL if context is Context.CLEAN and before.endswith(phrases.GUESSES) else context


def _is_no_place(text: str, start: int, end: int, *, full: bool) -> bool:
    full = full and (text[start:end] != _SHORT_TOO or _ADDRESS.match(text, end) is not None)
    return (phrases.FULL_NO_PLACE if full else phrases.NO_PLACE).match(text, end) is not None


def _may_begin(before: str, *, after_kana: bool) -> bool:
    """Tell whether a name may begin after `before`: in kanji with 県 or 市 also after any kana (ちょっと愛知県)."""
    return (
        not before
        or before[-1] in phrases.MARKS
        or (after_kana and "ぁ" <= before[-1] <= "ー")
        or before.endswith(phrases.INTRODUCERS + phrases.GUESSES)
    )


def _by_what_follows(text: str, end: int) -> Context:
    if phrases.CLEAN.match(text, end):
        return Context.CLEAN
    if phrases.PREFECTURE_SUFFIX.match(text, end):
        return Context.MISFIT
    return Context.DOUBTFUL if phrases.DOUBTFUL.match(text, end) else Context.TAIL


def beginnings(text: str) -> list[int]:
    """Return where a kana name may begin: at the start, after a mark, ではなく, 会社は or 実は."""
    return [0, *(found.end() for found in phrases.BEFORE_KANA.finditer(text))]


def after_filler(text: str, start: int) -> list[int]:
    """Return where a kana name may begin after a filler at `start`: あのうわじま, えーとやま have two places."""
    found = (pattern.match(text, start) for pattern in (phrases.FILLER, phrases.OTHER_FILLER))
    return [filler.end() for filler in found if filler]


def alone(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but fillers stands before [start, end), and nothing but a clean end or の behind."""
    begin = 0
    while begin < start and (filler := phrases.FILLER.match(text, begin)):
        begin = filler.end()
    return begin == start and phrases.CLEAN.match(text, end) is not None
