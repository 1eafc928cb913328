"""Places in an English sentence: names in Latin letters, and the words around them.

The same rules decide as for Japanese (`ivr.places.rules`). Two things differ: names are found only as whole words, and
a town's bare name counts for less, because an English recogniser can only approximate Japanese names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ivr.heard.english import words as words_in
from ivr.heard.normal import normal
from ivr.heard.romaji import folded
from ivr.heard.utterance import ENGLISH, letters
from ivr.places.almost import almost_spelt
from ivr.places.area import explain_national
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.names import NameKind, Sense, Senses
from ivr.places.mishearing import crowded
from ivr.places.outcome import Ambiguous, Certain, Explained, PlaceOutcome, Probable, Unknown
from ivr.places.postal import POSTAL_CODE, explain_postal
from ivr.places.rules import GREAT, PlaceQuestion, PlaceRule, decide, or_denied
from ivr.places.text.digits import digits_in
from ivr.places.text.english_words import (
    ANNOUNCING,
    BEFORE,
    BEHIND,
    CALLING,
    COMMON,
    CORRECTION,
    DENIED_BEHIND,
    DENYING,
    DOUBTING,
    DOUBTING_FROM_AFAR,
    NO_PLACE_BEHIND,
)
from ivr.places.text.latin import PLACE_WORDS
from ivr.places.text.mentions import Context, Masks, Mention, uncorrected
from ivr.places.text.misheard_english import misheard
from ivr.places.text.named_places import CITY_KINDS, agreeing, narrowed
from ivr.places.text.phrases import ELSEWHERE

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+|[^\s\w'-]")
_MOST = 3  # words of a name: Higashi Osaka, Minami Boso
_SHORTEST_PART = 3  # least letters of each if there are several: "to be" is not Tobe
_SHORT = 3  # a name this short counts only with its "city", or as the whole answer
_NEAR, _BACK = 3, 5  # words before a name that may cast doubt on it; a few words from afar
_SURE_KANA = 4  # kana that a city's name must have to be certain
_ARTICLES = ("a", "an", "the", "my", "our", "your")  # before a common word, which is then not a name


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, including its suffix, at the words [first, last) of a sentence, with the places that it can mean."""

    first: int
    last: int
    senses: Senses
    full: bool
    misfit: bool = False


def explain_in_english(question: PlaceQuestion, form: str, no_places: Masks, *, by_sound: bool) -> Explained:
    """Return where an English text in normal form says the caller is, with the rule that decided.

    Names are looked for in Latin letters. Only *by_sound* (if the words have no other meaning) does a nearly spelt name
    of a prefecture count too, and is asked about.
    """
    tokens = list(_TOKEN.finditer(form))
    words = _masked([token.group() for token in tokens], no_places)
    heard, code = misheard(words)
    if code in question.places.prefectures and code not in question.refused:
        return Explained(Probable(code, heard), PlaceRule.SOUND)
    named, names = [], _fitting(question.places, words, list(_names(question.places, words)))
    for name in names:
        context = _context(words, name)
        start, end = tokens[name.first].start(), tokens[name.last - 1].end()
        if context is not Context.NO_PLACE:
            named.append(Mention(start, end, name.senses, context, spoken=False, full=name.full))
    figures = "" if named else digits_in(form, ENGLISH)
    if len(figures) == POSTAL_CODE:
        return explain_postal(question.places, figures, question.refused)
    if figures.startswith("0"):
        return explain_national(question.places, figures, question.refused)
    weighed = [
        _weighed(question.places, one) for one in agreeing(question.places, uncorrected(form, named, CORRECTION))
    ]
    outcome, rule = decide(question, weighed)
    if by_sound and not names:
        outcome, rule = _by_spelling(question, words)
    if not isinstance(outcome, Certain) and letters(outcome.heard, ENGLISH) in no_places.alone:
        return Explained(Unknown(), PlaceRule.NOTHING)
    return Explained(outcome, or_denied(rule, weighed))


def _by_spelling(question: PlaceQuestion, words: Sequence[str]) -> tuple[PlaceOutcome, PlaceRule]:
    """Ask about the prefecture whose name was nearly spelt, or let the caller choose between two."""
    heard, codes = almost_spelt(question.places.prefectures, words)
    match tuple(code for code in codes if code not in question.refused):
        case (code,):
            return Probable(code, heard), PlaceRule.SOUND
        case (one, other):
            return Ambiguous((one, other), heard), PlaceRule.SOUNDS
        case _:
            return Unknown(), PlaceRule.NOTHING


def _masked(tokens: Sequence[str], no_places: Masks) -> list[str]:
    """Return *tokens* with those replaced that belong to a name that is not a place."""
    pieces = [words_in(token) or f" {token} " for token in tokens]
    hidden, start, left = no_places.masked("".join(pieces)), 0, list[str]()
    for token, piece in zip(tokens, pieces, strict=True):
        left.append(token if hidden.startswith(piece, start) else hidden[start + 1])
        start += len(piece)
    return left


def _names(places: Gazetteer, words: Sequence[str]) -> Iterator[_Name]:
    """Yield the names in *words* from left to right, the longest at each position."""
    start, free = 0, 0
    while start < len(words):
        every = (_name(places, words, start, start + size, free) for size in range(_MOST, 0, -1))
        name = next(filter(None, every), None)
        if name:
            yield name
        start, free = (name.last, name.last) if name else (start + 1, free)


def _fitting(places: Gazetteer, words: Sequence[str], names: Sequence[_Name]) -> list[_Name]:
    """Reduce each of *names* to what it can mean beside the next one: "Ibaraki in Osaka", "ward of Osaka"."""
    fitting = list(names)
    for place, (one, other) in enumerate(pairwise(names)):
        match words[one.last : other.first]:
            case ["in"]:
                senses = narrowed(places, other.senses, one.senses)
                fitting[place] = replace(one, senses=senses or one.senses)
            case ["of"] if all(sense.kind is NameKind.WARD for sense in one.senses):
                senses = tuple(sense for sense in other.senses if sense.kind in (NameKind.CITY, NameKind.CITY_STEM))
                fitting[place + 1] = replace(other, senses=senses or other.senses)
    return fitting


def _name(places: Gazetteer, words: Sequence[str], first: int, last: int, free: int) -> _Name | None:
    """Return the name at the words [first, last), or None; the words before *free* belong to another name."""
    parts = words[first:last]
    if last > len(words) or not all(part[0].isalpha() for part in parts):
        return None
    by_last = places.latin.get(folded("".join(parts)))
    if by_last is None or (len(parts) > 1 and any(len(part) < _SHORTEST_PART or part in PLACE_WORDS for part in parts)):
        return None
    if len(parts) > 1 and not COMMON.isdisjoint(parts) and not _is_prefecture(by_last):
        return None
    for kind, begin, end in _kinds(words, first, last, free):
        if senses := tuple(sense for ending in PLACE_WORDS[kind] for sense in by_last.get(ending, ())):
            return _Name(begin, end, senses, full=True)
    bare = by_last.get("", ())
    is_large = _is_prefecture(by_last)
    is_distinct = (
        is_large or _is_distinct(parts) or _is_alone(words, first, last) or _is_placed(places, words, first, last, bare)
    )
    if not bare or not is_distinct:
        return None
    misfit = any(kind in ("prefecture", "ken") for kind, _, _ in _kinds(words, first, last, free))
    full = all(sense.kind in (NameKind.PREFECTURE, NameKind.CITY, NameKind.TOWN, NameKind.WARD) for sense in bare)
    return _Name(first, last + misfit, bare, full, misfit)


def _is_prefecture(by_last: Mapping[str, Senses]) -> bool:
    """Return whether a name, without what ends it, is first of all a prefecture's: even "Hiro shima" is no town."""
    bare = by_last.get("", ())
    return bool(bare) and bare[0].kind is NameKind.SHORT_PREFECTURE


def _kinds(words: Sequence[str], first: int, last: int, free: int) -> Iterator[tuple[str, int, int]]:
    """Yield the meanings that the words around a name give it, each with where the name then begins and ends."""
    if last < len(words) and words[last] in PLACE_WORDS:
        yield words[last], first, last + 1
    if first - 2 >= free and words[first - 1] == "of" and words[first - 2] in PLACE_WORDS:
        yield words[first - 2], first - 2, last


def _is_distinct(parts: Sequence[str]) -> bool:
    """Return whether a bare name is not an English word, and too long to be one by chance."""
    return len(parts) > 1 or (len(parts[0]) > _SHORT and parts[0] not in COMMON)


def _is_placed(places: Gazetteer, words: Sequence[str], first: int, last: int, senses: Senses) -> bool:
    """Return whether a name is given with its prefecture: Obu in Aichi, or Tsu, Mie, even without the comma.

    A common word is then a name only if nothing else is said: "Date in Fukushima", but not "a date in Fukushima".
    """
    large = last + (words[last : last + 1] in (["in"], [","]))
    if large == len(words):
        return False
    is_common = words[first] in COMMON
    if is_common and (words[max(0, first - 1)] in _ARTICLES or not _is_alone(words, first, large + 1)):
        return False
    around = places.latin.get(folded(words[large]), {}).get("", ())
    prefectures = {sense.code for sense in around if sense.code in places.prefectures}
    return any(sense.code[:2] in prefectures for sense in senses)


def _is_alone(words: Sequence[str], first: int, last: int) -> bool:
    """Return whether only a name was said, apart from "in", "it is" and polite words."""
    rest = [*words[:first], *words[last:]]
    return all(not word[0].isalpha() or word in BEFORE or word in BEHIND for word in rest)


def _context(words: Sequence[str], name: _Name) -> Context:
    """Judge a name by the words around it."""
    before, behind = words[max(0, name.first - _BACK) : name.first], words[name.last : name.last + _BACK]
    last = before[-1] if before else ","
    announced = before[-2:-1] if last == "." else before[-1:]  # Mr. Nagano
    if _is_denied(before, behind):
        return Context.DENIED
    if (
        not ANNOUNCING.isdisjoint(announced)
        or before[-2:] == ["name", "is"]
        or (behind and behind[0] in (ELSEWHERE, *NO_PLACE_BEHIND))
    ):
        return Context.NO_PLACE
    is_calling = tuple(before[-2:]) in CALLING
    clause = _clause(before)
    is_sure = DOUBTING.isdisjoint(clause[-_NEAR:]) and DOUBTING_FROM_AFAR.isdisjoint(clause)
    in_doubt = not is_calling and not is_sure
    begins = is_calling or last in BEFORE or not last[0].isalpha()
    ends = not behind or behind[0] in BEHIND or not behind[0][0].isalpha()
    return Context.CLEAN if begins and ends and not in_doubt and not name.misfit else Context.DOUBTFUL


def _is_denied(before: Sequence[str], behind: Sequence[str]) -> bool:
    clause = _clause(before)
    denying = any(tuple(clause[-len(words) :]) == words for words in DENYING)
    return denying or any(tuple(behind[: len(words)]) == words for words in DENIED_BEHIND)


def _clause(before: Sequence[str]) -> list[str]:
    """Return the words since the last punctuation mark."""
    marks = [place for place, word in enumerate(before) if not word.isalnum()]
    return list(before[marks[-1] + 1 if marks else 0 :])


def _weighed(places: Gazetteer, answer: Mention) -> Mention:
    """Make a town doubtful if its bare name is not well known, or sounds almost like another one."""
    if answer.context is not Context.CLEAN or answer.agreed or _is_sure(places, answer.senses):
        return answer
    return answer._replace(context=Context.DOUBTFUL)


def _is_sure(places: Gazetteer, senses: Senses) -> bool:
    if any(sense.code in places.prefectures for sense in senses):
        return True
    return all(_is_known(places, sense) for sense in senses)


def _is_known(places: Gazetteer, sense: Sense) -> bool:
    town = places.municipalities.get(sense.code)
    if town is None or sense.kind not in CITY_KINDS or len(town.kana) < _SURE_KANA:
        return False
    is_full = sense.kind is NameKind.CITY
    return (is_full or town.size >= GREAT) and not crowded(places, normal(town.kana), sense.code)
