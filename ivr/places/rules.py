"""What follows from the names of an answer. Each rule has a sentence that `--explain` prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ivr.heard.normal import normal, smooth
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.index import Sense, Way
from ivr.places.data.place import Municipality, stem_kana
from ivr.places.mishearing import choose, crowded, guess, one_sound_apart
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Certain, Outcome, Probable, Unknown
from ivr.places.text.answers import Answer
from ivr.places.text.context import Fit

# あきた, ぎふ, みえ, しが, なら, こうち, さが: in kana without けん common words too (飽きた, 義父, こっち).
_COMMON_KANA = frozenset({"05", "21", "24", "25", "29", "39", "41"})
_LENGTHS = {Way.CITY: 4, Way.TOWN: 5, Way.WARD: 5}  # kana: つし, くれし are short for certainty


class Rule(StrEnum):
    """Why an outcome is what it is."""

    NOTHING = "no place is named"
    FULL_PREFECTURE = "a prefecture is named in full"
    SHORT_PREFECTURE = "a prefecture is named without 県, 府, 都"
    AGREED = "a place is named together with what it lies in"
    CITY = "the only city of this name"
    TOWN = "the only town, village or ward of this name, and no postal town elsewhere has it"
    BARE = "the only place of this name, without 市, 町, 村"
    DOUBT = "one prefecture is possible, but the name or its surroundings leave a doubt"
    PREFECTURE_FIRST = "a prefecture's name that smaller places share"
    CITY_FIRST = "a city's name that smaller places share"
    SEVERAL = "the name fits several prefectures"
    TOO_MANY = "the name fits more prefectures than can be offered"
    TWO_PLACES = "places in several prefectures are named"
    REFUSED = "what is named was refused"
    INSTEAD = "one sound apart from what is named, which was refused"
    SOUND = "sounds like this place more than like any other"
    SOUNDS = "sounds like these two places"


_PREFECTURES = frozenset({Way.PREFECTURE, Way.SHORT_PREFECTURE})
_IN_DOUBT = frozenset({Fit.DOUBTFUL, Fit.GLUED, Fit.MISFIT})
_CITY_TIER = frozenset({Way.CITY, Way.CITY_STEM})
_BARE = frozenset({Way.CITY_STEM, Way.TOWN_STEM})
_TIERS = {
    Way.PREFECTURE: 0,
    Way.SHORT_PREFECTURE: 0,
    Way.CITY: 1,
    Way.CITY_STEM: 1,
    Way.WARD: 2,
    Way.FORMER: 2,
    Way.FAMILIAR: 2,
    Way.WARD_STEM: 2,
    Way.TOWN: 3,
    Way.TOWN_STEM: 3,
    Way.COUNTY: 3,
}
_JUST_SO = 100  # thousandths of a name, see mishearing.py
_GREAT = 400  # postal codes of a city whose bare name may run into other words (名古屋駅前): about the 50 largest

Heard = Callable[[int, int], str]
Decision = tuple[Outcome, Rule]


@dataclass(frozen=True, slots=True)
class Question:
    """What is known besides the words: the places, how to quote the caller, what he refused, where his telephone is."""

    places: Gazetteer
    heard: Heard
    refused: frozenset[str]
    near: Sequence[str]


def decide(question: Question, found: Sequence[Answer]) -> Decision:
    """Return the outcome of what was named, and the rule."""
    denied = {sense.code[:2] for answer in found if answer.fit is Fit.DENIED for sense in answer.senses}
    named = left = [answer for answer in found if _counts(question.places, answer)]
    if denied or question.refused:
        left = [answer for answer in (_without(each, question.refused, denied) for each in named) if answer.senses]
    match left:
        case [] if named:
            return _instead(question, named[0])
        case []:
            return Unknown(), Rule.NOTHING
        case [answer]:
            return _one(question, answer)
        case _:
            return _several(question, left)


def _counts(places: Gazetteer, answer: Answer) -> bool:
    """Say whether a name is an answer at all: a bare name that runs into other words is one only if it is great."""
    if answer.fit is Fit.DENIED:
        return False
    if answer.fit is Fit.GLUED:
        return answer.senses[0].way is Way.PREFECTURE
    if answer.fit is Fit.MISFIT:
        return answer.full or answer.agreed or answer.senses[0].way is Way.SHORT_PREFECTURE
    if answer.fit is not Fit.TAIL or answer.full or answer.agreed:
        return True
    return any(
        sense.way in (Way.SHORT_PREFECTURE, Way.FAMILIAR)
        or (sense.way is Way.CITY_STEM and places.municipalities[sense.code].size >= _GREAT)
        for sense in answer.senses
    )


def _without(answer: Answer, refused: frozenset[str], denied: set[str]) -> Answer:
    """Leave out what was refused, which makes the rest doubtful, and what is denied in the same sentence."""
    left = tuple(sense for sense in answer.senses if not {sense.code, sense.code[:2]} & refused)
    fit = answer.fit if len(left) == len(answer.senses) else Fit.DOUBTFUL
    return replace(answer, senses=tuple(sense for sense in left if sense.code[:2] not in denied) or left, fit=fit)


def _instead(question: Question, answer: Answer) -> Decision:
    """Decide an answer that names what was refused: the recogniser may have taken 滋賀 for 佐賀 again."""
    for code in one_sound_apart(question.places.prefectures, answer.senses[0].code):
        if code not in question.refused:
            return Probable(code, question.heard(answer.start, answer.end)), Rule.INSTEAD
    return Unknown(), Rule.REFUSED


def _one(question: Question, answer: Answer) -> Decision:
    heard = question.heard(answer.start, answer.end)
    if len({sense.code[:2] for sense in answer.senses}) > 1:
        return _shared(question, answer, heard)
    if rule := _sure(question, answer):
        return Certain(answer.senses[0].code[:2], heard), rule
    return Probable(_ask(answer.senses[0]), heard, _sounding_the_same(question, answer)), Rule.DOUBT


def _sounding_the_same(question: Question, answer: Answer) -> tuple[str, ...]:
    """Return the places in other prefectures that are called just so but written differently: 山県市, 山形市."""
    towns, spoken = question.places.municipalities, question.places.spoken.senses
    here = [towns[sense.code] for sense in answer.senses if sense.code in towns]
    alike = [sense.code for place in here for sense in spoken.get(smooth(place.kana), ()) if sense.way in _LENGTHS]
    passed_over = question.refused | {answer.senses[0].code[:2]}
    left = dict.fromkeys(code for code in alike if not {code, code[:2]} & passed_over)
    return tuple(left)[: MOST_CHOICES - 1]


def _sure(question: Question, answer: Answer) -> Rule | None:
    """Return the rule by which an answer within one prefecture is certain, None if a doubt is left."""
    if answer.fit in _IN_DOUBT:
        return None
    ways = {sense.way for sense in answer.senses}
    if Way.PREFECTURE in ways:
        return Rule.FULL_PREFECTURE
    if answer.agreed:
        return Rule.AGREED
    if Way.SHORT_PREFECTURE in ways:
        common = answer.spoken and answer.senses[0].code in _COMMON_KANA
        return Rule.SHORT_PREFECTURE if answer.fit is Fit.CLEAN and not common else None
    return _sure_of_municipality(question, answer, ways)


def _sure_of_municipality(question: Question, answer: Answer, ways: set[Way]) -> Rule | None:
    known = [question.places.municipalities.get(sense.code) for sense in answer.senses]
    municipalities = [place for place in known if place]
    if len(municipalities) < len(known):
        return None
    if answer.spoken:
        return _sure_of_kana(question, answer, municipalities)
    # A recogniser chose the characters: of two names that sound the same it writes the one that it knows.
    if _sounding_the_same(question, answer) or _half_in_kana(question, answer, municipalities[0]):
        return None
    if Way.CITY in ways:
        return Rule.CITY
    if ways & {Way.TOWN, Way.WARD}:
        return None if any(place.elsewhere for place in municipalities) else Rule.TOWN
    bare = answer.fit is Fit.CLEAN and answer.end - answer.start > 1 and ways <= _BARE
    return Rule.BARE if bare and not any(place.bare_elsewhere for place in municipalities) else None


def _half_in_kana(question: Question, answer: Answer, place: Municipality) -> bool:
    """Tell whether a name is in kana but for its 市 (そうさ市), and almost another's."""
    name = normal(question.heard(answer.start, answer.end))
    kana = name != normal(place.name) and name[:-1] == normal(stem_kana(place.name, place.kana))
    return kana and crowded(question.places, normal(place.kana), place.code)


def _sure_of_kana(question: Question, answer: Answer, municipalities: Sequence[Municipality]) -> Rule | None:
    """Return the rule by which a name in kana is certain: long, with 市, like no other; a town also nowhere else."""
    way, kana = answer.senses[0].way, normal(question.heard(answer.start, answer.end))
    if answer.fit is not Fit.CLEAN or way not in _LENGTHS or len(kana) < _LENGTHS[way]:
        return None
    if way is not Way.CITY and any(place.elsewhere or place.bare_elsewhere for place in municipalities):
        return None
    if crowded(question.places, kana, answer.senses[0].code):
        return None
    return Rule.CITY if way is Way.CITY else Rule.TOWN


def _shared(question: Question, answer: Answer, heard: str) -> Decision:
    """Decide a name that fits several prefectures: its prefecture first, then its one city, else a choice."""
    one_each = _one_each(answer.senses, question.near)
    for tier, rule in ((_PREFECTURES, Rule.PREFECTURE_FIRST), (_CITY_TIER, Rule.CITY_FIRST)):
        high = [sense for sense in one_each if sense.way in tier]
        if len(high) == 1:
            rest = [_ask(sense) for sense in one_each if sense is not high[0]]
            return Probable(_ask(high[0]), heard, tuple(rest[: MOST_CHOICES - 1])), rule
        if len(one_each) > MOST_CHOICES and high:
            one_each = high
    if len(one_each) > MOST_CHOICES:
        return Unknown(heard), Rule.TOO_MANY
    return Ambiguous(tuple(map(_ask, one_each)), heard), Rule.SEVERAL


def _several(question: Question, left: Sequence[Answer]) -> Decision:
    """Decide several answers: what they have in common, else a choice."""
    single = {answer.senses[0].code[:2] for answer in left}
    if len(single) == 1 and all(len({sense.code[:2] for sense in answer.senses}) == 1 for answer in left):
        return min((_one(question, answer) for answer in left), key=lambda decision: isinstance(decision[0], Probable))
    heard = question.heard(left[0].start, left[-1].end)
    common = set.intersection(*({sense.code[:2] for sense in answer.senses} for answer in left))
    prefectures = {answer.senses[0].code for answer in left if answer.senses[0].way in _PREFECTURES}
    if len(common) == 1 and len(prefectures) <= 1:
        return Probable(next(_ask(s) for s in left[0].senses if s.code[:2] in common), heard), Rule.DOUBT
    one_each = _one_each([answer.senses[0] for answer in left], question.near)
    if len(one_each) > MOST_CHOICES:
        return Unknown(heard), Rule.TOO_MANY
    if len(one_each) == 1:
        return Probable(_ask(one_each[0]), heard), Rule.DOUBT
    return Ambiguous(tuple(map(_ask, one_each)), heard), Rule.TWO_PLACES


def _one_each(senses: Sequence[Sense], near: Sequence[str]) -> list[Sense]:
    """Return the first sense of each prefecture, greater kinds first, then those near the caller's telephone."""
    found: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda sense: (_TIERS[sense.way], sense.code[:2] not in near)):
        found.setdefault(sense.code[:2], sense)
    return list(found.values())


def _ask(sense: Sense) -> str:
    """Return the code to ask about: of a county, its prefecture's."""
    return sense.code[:2] if sense.way is Way.COUNTY else sense.code


def decide_by_sound(question: Question, text: str, found: Sequence[Answer]) -> Decision:
    """Decide an answer that names no place: a yes/no question or a choice of two, never more.

    A city's name with 県 (名古屋県) is that city, unless a prefecture sounds just so (茨木県).
    """
    denied = {sense.code[:2] for answer in found if answer.fit is Fit.DENIED for sense in answer.senses}
    guessed = guess(question.places, text, question.refused | denied)
    misfit = [answer for answer in found if answer.fit is Fit.MISFIT and answer.senses[0].way is Way.CITY_STEM]
    if misfit and not (guessed and guessed.places[0][1] < _JUST_SO):
        outcome, _ = _one(question, misfit[0])
        return outcome, Rule.DOUBT
    if guessed is None:
        return Unknown(), Rule.NOTHING
    heard = question.heard(guessed.start, guessed.end)
    match choose(text, guessed, after_refusal=bool(question.refused)):
        case (code,):
            return Probable(code, heard), Rule.SOUND
        case (_, _) as codes:
            return Ambiguous(codes, heard), Rule.SOUNDS
        case _:
            return Unknown(), Rule.NOTHING
