"""Mentions of places in a sentence: names in kanji anywhere, names in kana only where one may begin.

The words around a name, its context, show whether it is the answer, a doubt, a denial, or not a place. Names that are
not places, of this site's own services and offices and of others that callers mention, are replaced before: 本部 is not
本部町, and 千葉商工会議所 does not say that a caller is in 千葉.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from ivr.heard.normal import lengths_by_first, smooth, splits_number
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.names import NameKind, Senses
from ivr.places.text import phrases

# 北海道 has no shorter name, so 北海道銀行 and 北海道ラーメン must be told apart from 北海道室蘭市陣屋町.
_SHORT_TOO = "北海道"
_ADDRESS = re.compile("[^のにでは、。]{1,7}[市町村区郡]")
_LONGEST = 16  # kana of a name
_INSIDE = 3  # characters that a name must have to be found within a longer answer
_GOES_ON = tuple("ーゃゅょぁぃぅぇぉ")  # かいしゃ is not 甲斐市
_FULL = frozenset({NameKind.PREFECTURE, NameKind.CITY, NameKind.TOWN, NameKind.WARD, NameKind.COUNTY, NameKind.FORMER})


class Context(Enum):
    """The surroundings of a name in its sentence."""

    CLEAN = auto()  # 愛知県です
    TAIL = auto()  # 豊田市西町: what follows may belong to the address
    DOUBTFUL = auto()  # 愛知かもしれない, 愛知の近く
    MISFIT = auto()  # 志賀県, 名古屋県: a name with 県 that is not a prefecture's
    GLUED = auto()  # 武蔵小山: the name is the end of a longer word
    OTHERS = auto()  # 実家は愛知で, 前は愛知でした: it counts only where no other place is named
    DENIED = auto()  # 愛知じゃなくて
    NO_PLACE = auto()  # 青森銀行, 千葉さん, 山口と申します


class Mention(NamedTuple):
    """A name at [start, end) of the normal form, the places that it can mean, and its context.

    *spoken*: it is written in kana only. *full*: with its 県, 市, 町 …. *agreed*: several names say the same place.
    """

    start: int
    end: int
    senses: Senses
    context: Context
    spoken: bool
    full: bool
    agreed: bool = False


def mentions(places: Gazetteer, text: str) -> list[Mention]:
    """Return the names in *text* (normal form) from left to right, the longest at each position.

    Two readings of the same kana are both returned, if both end as a name should: あのうわじま.
    """
    written = list(_written(places, text))
    spoken = [mention for mention in _spoken(places, text) if not any(_overlap(mention, other) for other in written)]
    if not spoken:
        return written
    clean = [mention for mention in spoken if mention.context is Context.CLEAN]
    left = [mention for mention in spoken if mention in clean or not any(_overlap(mention, other) for other in clean)]
    return sorted([*written, *left], key=lambda mention: mention.start)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _written(places: Gazetteer, text: str) -> Iterator[Mention]:
    names, start, end, named = places.written, 0, len(text), -1
    while start < end:
        length = names.longest(text, start, end) if text[start] in names.lengths else 0
        if length > 1 or (length and alone(text, start, start + 1)):
            name = text[start : start + length]
            mention = _mention(text, start, start + length, names.senses[name], spoken=False)
            if mention.context is Context.CLEAN and named + 1 < start and _may_be_owner(text, mention):
                mention = mention._replace(context=Context.OTHERS)
            named = start + length
            if not _common(places, name, mention) and not _end_of_a_prefecture(text, mention):
                yield mention
        start += length or 1


def _may_be_owner(text: str, mention: Mention) -> bool:
    """Return whether a bare name may be a person's, who says a firm's name first: スーパーマルヤマの山口です."""
    before, name = text[: mention.start], text[mention.start : mention.end]
    if mention.full or name in phrases.NOBODY or before[:-1].endswith(phrases.WHERE):
        return False
    return bool(phrases.OF_ANY.search(before) and phrases.ENDS.match(text, mention.end))


def _common(places: Gazetteer, name: str, mention: Mention) -> bool:
    """Return whether a bare name is also a common word: 東海, 中間, そう; a prefecture's counts as a name anyway."""
    return name in places.phrases and not mention.full and mention.senses[0].kind is not NameKind.SHORT_PREFECTURE


def _end_of_a_prefecture(text: str, mention: Mention) -> bool:
    """Return whether a bare name may be the end of a prefecture's whose beginning was misheard: と山県 is not 山県."""
    return not mention.full and text[mention.end - 1] == "県" and not alone(text, mention.start, mention.end)


def _mention(text: str, start: int, end: int, senses: Senses, *, spoken: bool) -> Mention:
    full = senses[0].kind in _FULL
    return Mention(start, end, senses, context_of(text, start, end, full=full, spoken=spoken), spoken, full)


def _spoken(places: Gazetteer, text: str) -> Iterator[Mention]:
    """Yield kana names that begin where one may and end where one may."""
    waiting, seen = beginnings(text), set[int]()
    waiting += [match.start() for match in places.kana_prefectures.finditer(text)]
    while waiting:
        start = waiting.pop()
        if start in seen or start >= len(text):
            continue
        seen.add(start)
        waiting += after_filler(text, start)
        if not "ぁ" <= text[start] <= "ゖ":
            continue
        if mention := _longest_fitting(places, text, start):
            yield mention
            waiting.append(mention.end + 1 if text.startswith("の", mention.end) else mention.end)


def _longest_fitting(places: Gazetteer, text: str, start: int) -> Mention | None:
    """Return the longest name that ends where one may; for みやぎの the prefecture みやぎ, not 宮城野."""
    kana = smooth(text[start : start + _LONGEST])  # from here on: the う of あのうわじま lengthens nothing
    length, best = len(kana), None
    while length := places.spoken.longest(kana, 0, length):
        end, name = start + length, kana[:length]
        mention = _mention(text, start, end, places.spoken.senses[name], spoken=True)
        fits = (mention.context is not Context.TAIL or mention.full) and not text.startswith(_GOES_ON, end)
        if best is None and fits and not _common(places, name, mention):
            best = mention
        if best and text[best.end - 1] != "の":
            return best
        if mention.senses[0].kind is NameKind.SHORT_PREFECTURE and mention.context is Context.CLEAN:
            return mention
        length -= 1
    return best


def uncorrected(text: str, named: list[Mention], correction: re.Pattern[str] = phrases.CORRECTION) -> list[Mention]:
    """Return the mentions that no later *correction* takes back: in 「愛知県、いや三重県です」 only the second counts.

    A correction that nothing follows takes nothing back.
    """
    last = max([mention.start for mention in named], default=0)
    corrections = [*correction.finditer(text, 0, last)]
    return [mention for mention in named if mention.start >= corrections[-1].start()] if corrections else named


def context_of(text: str, start: int, end: int, *, full: bool, spoken: bool) -> Context:
    """Judge a name at [start, end) of the normal form *text* by the words around it.

    *full* names have their 県 or 市, *spoken* ones are only in kana.
    """
    if phrases.DENIED.match(text, end):
        return Context.DENIED
    before = text[:start]
    if spoken and _is_verb(before, text, end, full=full):
        return Context.NO_PLACE
    is_owner = not full and phrases.OF_FIRM.search(before) and phrases.ENDS.match(text, end)
    is_ours = phrases.OF_US.search(before) and phrases.ASKED.match(text, end)
    if is_owner or is_ours or _is_no_place(text, start, end, full=full) or before.endswith(phrases.ANNOUNCERS):
        return Context.NO_PLACE
    if not _may_begin(before, after_kana=full and not spoken):
        is_side = text[start - 1] in phrases.SIDES and end - start > 1
        return Context.DOUBTFUL if is_side or (full and phrases.CUT_PREFECTURE.fullmatch(before)) else Context.GLUED
    return _of_whom(text, end, before, _by_what_follows(text, end))


def _of_whom(text: str, end: int, before: str, context: Context) -> Context:
    """Return *context*, or what it becomes if the place is somebody else's, or only guessed."""
    if context not in (Context.CLEAN, Context.TAIL, Context.DOUBTFUL):
        return context
    of_bank = phrases.OF_BANKS.match(text, end) and phrases.HOMES.search(before)
    if of_bank or phrases.OTHERS.match(text, end) or phrases.OF_OTHERS.search(before):
        return Context.OTHERS
    doubted = before.endswith(phrases.GUESSES) or phrases.CORRECTED.match(text, end)
    return Context.DOUBTFUL if context is Context.CLEAN and doubted else context


def _is_verb(before: str, text: str, end: int, *, full: bool) -> bool:
    if full:
        return phrases.VERB_IN_SHI.match(text, end) is not None
    of_subject = phrases.SUBJECT.search(before) and phrases.VERB_OF_SUBJECT.match(text, end)
    of_topic = phrases.TOPIC.search(before) and phrases.VERB_OF_TOPIC.match(text, end)
    return bool(of_subject or of_topic or phrases.VERB.match(text, end))


def _is_no_place(text: str, start: int, end: int, *, full: bool) -> bool:
    full = full and (text[start:end] != _SHORT_TOO or _ADDRESS.match(text, end) is not None)
    return (phrases.FULL_NO_PLACE if full else phrases.NO_PLACE).match(text, end) is not None


def _may_begin(before: str, *, after_kana: bool) -> bool:
    """Return whether a name may begin after *before*; in kanji with 県 or 市 it may after any kana (ちょっと愛知県)."""
    return (
        not before
        or before[-1] in phrases.MARKS
        or (after_kana and "ぁ" <= before[-1] <= "ー")
        or before.endswith(phrases.INTRODUCERS)
        or phrases.AFTER_CODE.search(before[-9:]) is not None
    )


def _by_what_follows(text: str, end: int) -> Context:
    if phrases.CLEAN.match(text, end):
        return Context.CLEAN
    if phrases.PREFECTURE_SUFFIX.match(text, end):
        return Context.MISFIT
    return Context.DOUBTFUL if phrases.DOUBTFUL.match(text, end) else Context.TAIL


def beginnings(text: str) -> list[int]:
    """Return where a kana name may begin: at the start, or after punctuation, ではなく, 会社は or 実は."""
    return [0, *(match.end() for match in phrases.BEFORE_KANA.finditer(text))]


def after_filler(text: str, start: int) -> list[int]:
    """Return where a kana name may begin after a filler at *start*: two positions in あのうわじま and えーとやま."""
    fillers = (pattern.match(text, start) for pattern in (phrases.FILLER, phrases.OTHER_FILLER))
    return [filler.end() for filler in fillers if filler]


def alone(text: str, start: int, end: int) -> bool:
    """Return whether only fillers precede [start, end), and only a clean end, の or a final や follows (堺や)."""
    begin = 0
    while begin < start and (filler := phrases.FILLER.match(text, begin)):
        begin = filler.end()
    return begin == start and (phrases.CLEAN.match(text, end) is not None or text[end:] == "や")


@dataclass(frozen=True, slots=True)
class Masks:
    """Names in plain form with their replacements, and names (*alone*) that are not a place as a whole answer."""

    marks: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # of the names by their first character

    def masked(self, form: str) -> str:
        """Return a text in normal form, of the same length, with each character of the longest names replaced."""
        hidden, end = form, 0
        for start, first in enumerate(form):
            if start >= end and first in self.lengths and (name := self._name_at(form, start)):
                end = start + len(name)
                hidden = hidden[:start] + self.marks[name] * len(name) + hidden[end:]
        return hidden

    def _name_at(self, form: str, start: int) -> str:
        for length in self.lengths[form[start]]:
            name = form[start : start + length]
            if name in self.marks and not splits_number(form, start, start + length):
                return name
        return ""


def masks(own: Iterable[str], elsewhere: Iterable[str], alone: Iterable[str] = ()) -> Masks:
    """Prepare names in plain form: the site's *own*, and those from *elsewhere*; a name in both is the site's own.

    Words of one or two characters, and those in *alone*, are masked only if they alone would be taken for a place.
    """
    own, elsewhere = list(own), list(elsewhere)
    marks = {name: phrases.ELSEWHERE for name in elsewhere if len(name) >= _INSIDE}
    marks |= {name: phrases.OWN for name in own if len(name) >= _INSIDE}
    return Masks(marks, frozenset([*own, *elsewhere, *alone]), lengths_by_first(marks))
