"""The rules that decide which place an answer means; `--explain` prints the sentence of a rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ivr.heard.normal import normal, smooth
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.data.names import NameKind, Sense
from ivr.places.data.rows import Municipality, stem_kana
from ivr.places.mishearing import choose, crowded, guess, one_sound_apart
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Beyond, Certain, PlaceOutcome, Probable, Unknown
from ivr.places.text.mentions import Context, Mention
from ivr.places.text.named_places import CITY_KINDS, PREFECTURE_KINDS, TIERS, beyond, inside
from ivr.translation import N_

# あきた, ぎふ, みえ, しが, なら, こうち, さが: in kana without けん these are also common words (飽きた, 義父, こっち).
_COMMON_KANA = frozenset({"05", "21", "24", "25", "29", "39", "41"})
_LENGTHS = {NameKind.CITY: 4, NameKind.TOWN: 5, NameKind.WARD: 5}  # kana: つし and くれし are too short to be certain

_IN_DOUBT = frozenset({Context.DOUBTFUL, Context.GLUED, Context.MISFIT, Context.OTHERS})
_BARE = frozenset({NameKind.CITY_STEM, NameKind.TOWN_STEM})
_JUST_SO = 100  # in thousandths of a name, see mishearing.py
GREAT = 400
"""Postal codes that a city must have to be known by its bare name, even in other words (名古屋駅前): some 50 have."""


class PlaceRule(StrEnum):
    """The rule that decided an outcome, in the words that `--explain` prints."""

    NOTHING = N_("no place is named")
    FULL_PREFECTURE = N_("a prefecture is named in full")
    SHORT_PREFECTURE = N_("a prefecture is named without 県, 府, 都")
    AGREED = N_("a place is named together with what it lies in")
    CITY = N_("the only city of this name")
    TOWN = N_("the only town, village or ward of this name, and no postal town elsewhere has it")
    BARE = N_("the only place of this name, without 市, 町, 村")
    DOUBT = N_("one prefecture is possible, but the name leaves a doubt")
    SURROUNDINGS = N_("one prefecture is possible, but the words around the name leave a doubt")
    OTHERS = N_("may be somebody else's place, or a person's name")
    PREFECTURE_FIRST = N_("a prefecture's name that smaller places share")
    CITY_FIRST = N_("a city's name that smaller places share")
    SEVERAL = N_("the name fits several prefectures")
    TOO_MANY = N_("the name fits more prefectures than can be offered")
    TWO_PLACES = N_("places in several prefectures are named")
    REFUSED = N_("the place named was refused")
    DENIED = N_("the place named is denied by the answer itself")
    INSTEAD = N_("one sound apart from the place named, which was refused")
    SOUND = N_("sounds like this place more than like any other")
    SOUNDS = N_("sounds like these two places")
    BEYOND = N_("lies in no area of this site, or holds several")


Decision = tuple[PlaceOutcome, PlaceRule]

_smooth = lru_cache(maxsize=2_048)(smooth)
"""The same for readings of places, of which there are about so many; what callers said is never cached."""


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """The question that was answered: everything that decides about a place besides the answer's words.

    *places* are all places. *form* is the answer in normal form. *refused* are the codes that the caller said no
    to, *near* the prefectures near the caller's telephone.
    """

    places: Gazetteer
    form: str
    refused: frozenset[str]
    near: Sequence[str]


def decide(question: PlaceQuestion, named: Sequence[Mention]) -> Decision:
    """Return the outcome for what was named, and the rule that decided it."""
    denied = _denied(question.places, named)
    counted = [answer for answer in inside(question.places, named) if _counts(question.places, answer)]
    answers = left = [answer for answer in counted if answer.context is not Context.OTHERS] or counted
    if denied or question.refused:
        left = [answer for answer in (_without(question, each, denied) for each in answers) if answer.senses]
    match left:
        case [] if answers:
            return _instead(question, answers[0])
        case []:
            return _beyond(question, named)
        case [answer]:
            outcome, rule = _one(question, answer)
            return outcome, PlaceRule.OTHERS if answer.context is Context.OTHERS else rule
        case _:
            return _several(question, left)


def _denied(places: Gazetteer, named: Sequence[Mention]) -> set[str]:
    """Return the areas of the places that the sentence itself denies."""
    denied = (sense for answer in named if answer.context is Context.DENIED for sense in answer.senses)
    return {places.area_of(sense.code) for sense in denied}


def or_denied(rule: PlaceRule, named: Sequence[Mention]) -> PlaceRule:
    """Return *rule*, or that a place was only denied, if nothing else was found: 「静岡じゃないです」."""
    only_denied = rule is PlaceRule.NOTHING and any(answer.context is Context.DENIED for answer in named)
    return PlaceRule.DENIED if only_denied else rule


def _beyond(question: PlaceQuestion, named: Sequence[Mention]) -> Decision:
    """Decide an answer that names no place within the areas; one inside may sound the same (山県市, 山形市)."""
    answer = beyond(question.places, [answer for answer in named if _counts(question.places, answer)])
    if answer is None:
        return Unknown(), PlaceRule.NOTHING
    heard = question.form[answer.start : answer.end]
    alike = () if answer.agreed else _sounding_the_same(question, answer)
    if alike:
        return Probable(alike[0], heard, alike[1:]), PlaceRule.DOUBT
    return Beyond(answer.senses[0].code, heard), PlaceRule.BEYOND


def _counts(places: Gazetteer, answer: Mention) -> bool:
    """Return whether a name counts as an answer; a bare one that runs into other words does only for a large place."""
    if answer.context is Context.DENIED:
        return False
    if answer.context is Context.GLUED:
        return answer.senses[0].kind is NameKind.PREFECTURE
    if answer.context is Context.MISFIT:
        return answer.full or answer.agreed or answer.senses[0].kind is NameKind.SHORT_PREFECTURE
    if answer.context is not Context.TAIL or answer.full or answer.agreed:
        return True
    return any(
        sense.kind in (NameKind.SHORT_PREFECTURE, NameKind.FAMILIAR)
        or (sense.kind is NameKind.CITY_STEM and places.municipalities[sense.code].size >= GREAT)
        for sense in answer.senses
    )


def _without(question: PlaceQuestion, answer: Mention, denied: set[str]) -> Mention:
    """Leave out places that were refused before (then the rest is doubtful) or that the same sentence denies."""
    area_of = question.places.area_of
    left = tuple(sense for sense in answer.senses if not {sense.code, area_of(sense.code)} & question.refused)
    context = answer.context if len(left) == len(answer.senses) else Context.DOUBTFUL
    kept = tuple(sense for sense in left if area_of(sense.code) not in denied)
    return answer._replace(senses=kept or left, context=context)


def _instead(question: PlaceQuestion, answer: Mention) -> Decision:
    """Decide an answer that names a refused place: the recogniser may have taken 滋賀 for 佐賀 again."""
    for code in one_sound_apart(question.places.areas, answer.senses[0].code):
        if code not in question.refused:
            return Probable(code, question.form[answer.start : answer.end]), PlaceRule.INSTEAD
    return Unknown(), PlaceRule.REFUSED


def _one(question: PlaceQuestion, answer: Mention) -> Decision:
    heard = question.form[answer.start : answer.end]
    if len(_areas(question, answer)) > 1:
        return _shared(question, answer, heard)
    if rule := _sure(question, answer):
        return Certain(question.places.area_of(answer.senses[0].code), heard), rule
    rule = PlaceRule.SURROUNDINGS if answer.context in _IN_DOUBT else PlaceRule.DOUBT
    return Probable(_code_to_ask(answer.senses[0]), heard, _sounding_the_same(question, answer)), rule


def _areas(question: PlaceQuestion, answer: Mention) -> set[str]:
    return {question.places.area_of(sense.code) for sense in answer.senses}


def _sounding_the_same(question: PlaceQuestion, answer: Mention) -> tuple[str, ...]:
    """Return the places in other areas that sound the same but are written differently: 山県市, 山形市."""
    towns, spoken, area_of = question.places.municipalities, question.places.spoken.senses, question.places.area_of
    by_own_name = [sense for sense in answer.senses if sense.kind is not NameKind.FAMILIAR]  # 銀座 is no other 中央区
    here = [towns[sense.code] for sense in by_own_name if sense.code in towns]
    alike = [sense.code for place in here for sense in spoken.get(_smooth(place.kana), ()) if sense.kind in _LENGTHS]
    passed_over = question.refused | {"", area_of(answer.senses[0].code)}
    left = dict.fromkeys(code for code in alike if not {code, area_of(code)} & passed_over)
    return tuple(left)[: MOST_CHOICES - 1]


def _sure(question: PlaceQuestion, answer: Mention) -> PlaceRule | None:
    """Return the rule by which an answer within one prefecture is certain, None if a doubt remains."""
    if answer.context in _IN_DOUBT:
        return None
    kinds = {sense.kind for sense in answer.senses}
    if NameKind.PREFECTURE in kinds:
        return PlaceRule.FULL_PREFECTURE
    if answer.agreed:
        return PlaceRule.AGREED
    if NameKind.SHORT_PREFECTURE in kinds:
        common = answer.spoken and answer.senses[0].code in _COMMON_KANA
        return PlaceRule.SHORT_PREFECTURE if answer.context is Context.CLEAN and not common else None
    return _sure_of_municipality(question, answer, kinds)


def _sure_of_municipality(question: PlaceQuestion, answer: Mention, kinds: set[NameKind]) -> PlaceRule | None:
    """Return the rule by which a municipality is certain, None if it is not, or if a name is not one."""
    places = [question.places.municipalities.get(sense.code) for sense in answer.senses]
    municipalities = [place for place in places if place]
    if len(municipalities) < len(places):
        return None
    if answer.spoken:
        return _sure_of_kana(question, answer, municipalities)
    # The recogniser chose the characters: of two names that sound the same it writes the one that it knows.
    if _sounding_the_same(question, answer) or _half_in_kana(question, answer, municipalities[0]):
        return None
    if NameKind.CITY in kinds:
        return PlaceRule.CITY
    if kinds & {NameKind.TOWN, NameKind.WARD}:
        return None if _is_elsewhere(question.places, municipalities) else PlaceRule.TOWN
    bare = answer.context is Context.CLEAN and answer.end - answer.start > 1 and kinds <= _BARE
    return PlaceRule.BARE if bare and not any(place.bare_elsewhere for place in municipalities) else None


def _is_elsewhere(places: Gazetteer, named: Sequence[Municipality]) -> bool:
    """Return whether a postal town in another area begins with the name of one that is *named*.

    The gazetteer knows this only across prefectures: with smaller areas, any town's name may be another's quarter.
    """
    if any(place.code in places.areas and place.name[-1] != "区" for place in named):
        return True
    return any(places.areas_in(code) for place in named for code in place.elsewhere)


def _half_in_kana(question: PlaceQuestion, answer: Mention, place: Municipality) -> bool:
    """Return whether a name is in kana except for its 市 (そうさ市), and sounds almost like another's."""
    name = question.form[answer.start : answer.end]
    kana = name != normal(place.name) and name[:-1] == normal(stem_kana(place.name, place.kana))
    return kana and crowded(question.places, normal(place.kana), place.code)


def _sure_of_kana(question: PlaceQuestion, answer: Mention, municipalities: Sequence[Municipality]) -> PlaceRule | None:
    """Return the rule by which a name in kana is certain: long, complete, and unlike any other.

    A town must also have no postal town elsewhere that may be meant.
    """
    kind, kana = answer.senses[0].kind, question.form[answer.start : answer.end]
    if answer.context is not Context.CLEAN or kind not in _LENGTHS or len(kana) < _LENGTHS[kind]:
        return None
    if kind is not NameKind.CITY and any(place.elsewhere or place.bare_elsewhere for place in municipalities):
        return None
    if crowded(question.places, kana, answer.senses[0].code):
        return None
    return PlaceRule.CITY if kind is NameKind.CITY else PlaceRule.TOWN


def _shared(question: PlaceQuestion, answer: Mention, heard: str) -> Decision:
    """Decide a name that fits several prefectures: its prefecture first, then its one city, else a choice."""
    one_each = _one_each(question, answer.senses)
    for tier, rule in ((PREFECTURE_KINDS, PlaceRule.PREFECTURE_FIRST), (CITY_KINDS, PlaceRule.CITY_FIRST)):
        high = [sense for sense in one_each if sense.kind in tier]
        if len(high) == 1:
            rest = [_code_to_ask(sense) for sense in one_each if sense is not high[0]]
            return Probable(_code_to_ask(high[0]), heard, tuple(rest[: MOST_CHOICES - 1])), rule
        if len(one_each) > MOST_CHOICES and high:
            one_each = high
    if len(one_each) > MOST_CHOICES:
        return Unknown(heard), PlaceRule.TOO_MANY
    return Ambiguous(tuple(map(_code_to_ask, one_each)), heard), PlaceRule.SEVERAL


def _several(question: PlaceQuestion, left: Sequence[Mention]) -> Decision:
    """Decide between several answers: what they have in common, else a choice."""
    single = {question.places.area_of(answer.senses[0].code) for answer in left}
    if len(single) == 1 and all(len(_areas(question, answer)) == 1 for answer in left):
        return min((_one(question, answer) for answer in left), key=lambda decision: isinstance(decision[0], Probable))
    heard = question.form[left[0].start : left[-1].end]
    common = set.intersection(*(_areas(question, answer) for answer in left))
    prefectures = {answer.senses[0].code for answer in left if answer.senses[0].kind in PREFECTURE_KINDS}
    if len(common) == 1 and len(prefectures) <= 1:
        shared = next(sense for sense in left[0].senses if question.places.area_of(sense.code) in common)
        return Probable(_code_to_ask(shared), heard), PlaceRule.DOUBT
    one_each = _one_each(question, [answer.senses[0] for answer in left])
    if len(one_each) > MOST_CHOICES:
        return Unknown(heard), PlaceRule.TOO_MANY
    if len(one_each) == 1:  # the same name twice (池田町、池田町です): what it fits, as if it were said once
        return _one(question, min(left, key=lambda answer: len(_areas(question, answer))))
    return Ambiguous(tuple(map(_code_to_ask, one_each)), heard), PlaceRule.TWO_PLACES


def _one_each(question: PlaceQuestion, senses: Sequence[Sense]) -> list[Sense]:
    """Return the first sense in each area: greater kinds first, then those near the caller's telephone."""
    first: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda sense: (TIERS[sense.kind], sense.code[:2] not in question.near)):
        first.setdefault(question.places.area_of(sense.code), sense)
    return list(first.values())


def _code_to_ask(sense: Sense) -> str:
    """Return the code to ask about: for a county, its prefecture's."""
    return sense.code[:2] if sense.kind is NameKind.COUNTY else sense.code


def decide_by_sound(question: PlaceQuestion, text: str, named: Sequence[Mention]) -> Decision:
    """Decide by sound an answer that names no place: a yes/no question or a choice of two, never more.

    A city's name with 県 (名古屋県) means that city, unless a prefecture sounds the same (茨木県).
    """
    denied = _denied(question.places, named)
    guessed = guess(question.places, text, question.refused | denied)
    misfit = [
        answer
        for answer in inside(question.places, named)
        if answer.context is Context.MISFIT and answer.senses[0].kind is NameKind.CITY_STEM
    ]
    if misfit and not (guessed and guessed.places[0].distance < _JUST_SO):
        outcome, _ = _one(question, misfit[0])
        return outcome, PlaceRule.DOUBT
    if guessed is None:
        return Unknown(), PlaceRule.NOTHING
    heard = question.form[guessed.start : guessed.end]
    match choose(guessed, after_refusal=bool(question.refused)):
        case (code,):
            return Probable(code, heard), PlaceRule.SOUND
        case (_, _) as codes:
            return Ambiguous(codes, heard), PlaceRule.SOUNDS
        case _:
            return Unknown(), PlaceRule.NOTHING
