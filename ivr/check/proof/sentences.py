"""The sentences of the alphabet: the site's own words, and patterns filled with its services and places.

They mean what the site understands by them. A kind of sentence that a site cannot understand is therefore not followed,
and every call that the proof shows can be made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from ivr.call import Plan
from ivr.call.asking import ASIDE
from ivr.call.interpret import (
    Interpretation,
    by_ear,
    echoes,
    hear_words,
    label_form,
    may_sound_like_a_place,
    place_in,
    placed,
)
from ivr.call.lines import choices_in, key_word, label, numbered
from ivr.call.nodes import AskPlace, Choose, Node, Overheard, ReadBack
from ivr.call.state import Stage
from ivr.heard.utterance import ENGLISH, JAPANESE, Utterance, utterance
from ivr.meaning import EITHER, NOTHING, QUESTION
from ivr.meaning.understand import EVERYWHERE
from ivr.places import Explained, Probable, Unknown, codes_of, holders, locate
from ivr.speech import KEYS

from .alphabet import Answer, place_name, unoffered
from .classes import Classes

# The keys that mean the same as these lists, wherever a question is answered by yes or no.
_AS_KEYS = {"yes": "1", "no": "2"}

_BY_NAME = EVERYWHERE | {"wait", "hesitation", "neither"}
"""Lists that mean something at other questions too, where a choice names them: the core asks for them by name."""

Places = Sequence[tuple[str, ...]]
"""Codes of areas to fill a pattern with, one tuple for each sentence."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The sentences of callers in one language, apart from words of the site.

    *service* names a service. *place* is filled with every place that is named; *second* with the second one of each
    class (the first is usually the one already known); *one* with a single place; *two* and *two_and_service* with two.
    *corrects* names an office after a wrong one. *noise* is not understood at all.
    """

    noise: tuple[str, ...]
    service: tuple[str, ...]
    place: str
    second: tuple[str, ...]
    one: tuple[str, ...]
    two: tuple[str, ...]
    two_and_service: tuple[str, ...]
    corrects: str


PATTERNS: Mapping[str, Patterns] = {
    JAPANESE: Patterns(
        noise=("ざーざー", "ぴー", "がたんがたん"),
        service=("{service}です", "いいえ、{service}です"),
        place="{0}です",
        second=("いいえ、{0}です", "{0}かもしれません", "{0}の{service}をお願いします", "いいえ、{0}の{service}です"),
        one=("はい、{0}です", "{0}かもしれませんが、{service}です"),
        two=("{0}か{1}です",),
        two_and_service=("{0}か{1}の{service}です",),
        corrects="いいえ、{0}です",
    ),
    ENGLISH: Patterns(
        noise=("shh", "beep", "rattle rattle"),
        service=("{service}", "no, {service}"),
        place="{0}",
        second=("no, {0}", "maybe {0}", "{service} in {0}, please", "no, {service} in {0}"),
        one=("yes, {0}", "maybe {0}, but {service}"),
        two=("{0} or {1}",),
        two_and_service=("{service} in {0} or {1}",),
        corrects="no, {0}",
    ),
}


@dataclass(slots=True)
class Sentences:
    """What callers of a *plan* say of the *classes* of its places: *every* sentence, or one of each kind at a node."""

    plan: Plan
    classes: Classes
    every: bool = False
    patterns: Patterns = field(init=False)
    general: tuple[Answer, ...] = field(init=False)
    _own: frozenset[str] = field(init=False)
    _at: dict[tuple[str, Stage], tuple[Answer, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.patterns = PATTERNS[self.plan.language]
        words = [self._heard(text, same_as=key) for text, key in self._words()]
        sentences = (self._heard(text, codes) for text, codes in self._patterns())
        self.general = (*words, *sentences)
        flow = self.plan.flow
        named = frozenset(choice.words for choice in flow.choices if choice.words)
        languages = {spoken.words for spoken in flow.languages.values()}
        self._own = named - self.plan.own_words.keys() - self.plan.for_number - languages - _BY_NAME

    def at(self, name: str, stage: Stage = "") -> tuple[Answer, ...]:
        """Return what may be said at the node *name*; at the place question it depends on the *stage*."""
        here = name, stage if stage in ASIDE else ""
        if here not in self._at:
            self._at[here] = self._said(self.plan.node(name), here[1])
        return self._at[here]

    def _said(self, node: Node, stage: Stage) -> tuple[Answer, ...]:
        if isinstance(node, Overheard):  # what is said during an announcement answers the question after it
            return self.at(node.next)
        said = (*(self._heard(text, same_as=key) for key, text in self._labels(node)), *self.general)
        if self.every:
            return said
        kinds: dict[object, Answer] = {}
        for answer in said:
            kinds.setdefault(self._kind(node, stage, answer), answer)
        return tuple(kinds.values())

    def _heard(self, text: str, codes: tuple[str, ...] = (), same_as: str = "") -> Answer:
        answer = Answer("speech", text, codes, same_as=same_as)
        line = utterance(answer.line(self.plan), self.plan.language)
        place = cache(partial(place_in, self.plan, line))  # *heard* and *with_place* ask for the same place
        heard = _heard(self.plan, line, place)
        with_place = cache(lambda denied: placed(heard, _place(place, heard, denied)))
        return replace(answer, heard=heard, with_place=with_place)

    def _kind(self, node: Node, stage: Stage, answer: Answer) -> object:
        """Return what *node* can tell of an answer at *stage*: not the lists that only choices of other nodes name."""
        heard = answer.heard
        # A no at a read-back may say what is wrong: 県が違います.
        asked = self.plan.flow.nodes.get(node.wrong) if isinstance(node, ReadBack) else node
        here = {choice.words for choice in asked.choices} if isinstance(asked, Choose) else set()
        names = frozenset(name for name in heard.names if name in here or name not in self._own)
        place = answer.with_place("").place
        # Where no regions are offered, their names only tell whether a place was meant.
        named = not (stage in ASIDE and isinstance(place, Unknown))
        labels = [text for _, text in self._labels(node) if named]
        language = self.plan.language
        matched = tuple(
            (heard.core == label_form(text, language), echoes(heard.whole, text, language)) for text in labels
        )
        meant = self._meant(heard.meaning), heard.service, heard.is_guess
        wrong = unoffered(node, stage)
        key, same_as = ("wrong" if one in wrong else one for one in (heard.key, answer.same_as))
        return key, meant, place, names, matched, same_as

    def _meant(self, meaning: str) -> str:
        """Return what a question can tell of a meaning besides its service and lists: all questions back are alike."""
        asked_back = meaning.startswith(QUESTION)
        return QUESTION if asked_back else meaning if meaning == EITHER else ""

    def _labels(self, node: Node) -> list[tuple[str, str]]:
        """Return the choices of *node* in the words in which callers hear them, each with its key."""
        match node:
            case Choose():
                working = choices_in(self.plan, node)
                named = [(one.key, name) for one in working for name in (one.label, one.short) if name]
                return [(key, label(self.plan, name).text) for key, name in named]
            case AskPlace():
                return list(numbered(label(self.plan, region.label).text for region in node.regions))
            case _:
                return []

    def _words(self) -> Iterator[tuple[str, str]]:
        """Yield a word for each meaning, each key as prompts name it, and a noise; each with the key that it replaces.

        For a service, whose name is in the patterns, it is a word that only makes the service probable. *every*: all
        words.
        """
        # First, so that it represents words that mean something at other questions: no list of theirs excuses a ring.
        yield from [(noise, "") for noise in self.patterns.noise if _means_nothing(self.plan, noise)][:1]
        meanings = self.plan.meanings
        for name, one in meanings.by_id.items():
            key = _AS_KEYS.get(name, "")
            listed = (*meanings.said_for(name), *(word for spellings in one.words for word in spellings), *one.examples)
            yield from ((word, key) for word in listed if self.every)
            yield from ((word, key) for word in [_purest(self.plan, name, listed)] if word)
        yield from ((key_word(self.plan, key).text, key) for key in KEYS if key.isdigit())
        yield from ((word, key) for word, key in self.plan.keys.items() if self.every)

    def _patterns(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield sentences of every form, each with the places that it names."""
        named = [(code,) for code in areas_to_name(self.plan, self.classes)]
        ends = [(members[0], members[:2][-1]) for members in self.classes.members.values()]
        second = [(last,) for _, last in ends]
        pairs = [(first, last) for first, _ in ends for _, last in ends if first != last]
        of = self.patterns
        yield from self._filled(of.service, [()])
        yield from self._filled((of.place,), named)
        yield from self._filled(of.second, second)
        yield from self._filled(of.one, second if self.every else second[:1])
        yield from self._filled(of.two, pairs)
        yield from self._filled(of.two_and_service, pairs[:1])
        yield from ((of.place.format(name), ()) for name in _doubtful_names(self.plan, self.classes))
        beyond = (of.place, of.second[2])
        yield from self._filled(
            tuple(said.replace("{0}", name) for name in _beyond(self.plan) for said in beyond), [()]
        )

    def _filled(self, patterns: Iterable[str], places: Places) -> Iterator[tuple[str, tuple[str, ...]]]:
        services = [service.name for service in self.plan.directory.services.values()]
        for pattern in patterns:
            texts = [pattern.replace("{service}", name) for name in services] if "{service}" in pattern else [pattern]
            yield from ((text, codes) for text in texts for codes in places)


def areas_to_name(plan: Plan, classes: Classes) -> tuple[str, ...]:
    """Return the areas to name: two of each class, and one more for each other way in which a name is understood."""

    def understood_as(code: str) -> object:
        text = PATTERNS[plan.language].place.format(place_name(plan, code))
        outcome = locate(plan.places, text, language=plan.language)
        return classes.of[code], type(outcome), code in plan.alike

    named = [code for members in classes.members.values() for code in members[:2]]
    kinds = {understood_as(code) for code in named}
    for code in classes.of:
        if (kind := understood_as(code)) not in kinds:
            kinds.add(kind)
            named.append(code)
    return tuple(named)


def _heard(plan: Plan, said: Utterance, place: Callable[..., Explained]) -> Interpretation:
    """Return what *said* means apart from its *place*, as a call understands it."""
    heard = hear_words(plan.keys, plan.meanings, said)
    return by_ear(plan, said, heard, _place(place, heard))[0]


def _place(place: Callable[..., Explained], heard: Interpretation, denied: str = "") -> Explained:
    refused = frozenset({denied} if denied else ())
    return place(refused, by_sound=may_sound_like_a_place(heard))


def _purest(plan: Plan, name: str, listed: Iterable[str]) -> str:
    """Return the word for the meaning *name* that has the fewest other meanings; for a service, an uncertain one.

    Return "" if the meaning has no word of its own.
    """
    is_service = name in plan.meanings.services
    best: dict[int, str] = {}
    for word in listed:
        heard = hear_words(plan.keys, plan.meanings, utterance(word, plan.language))
        if (heard.meaning == name or name in heard.names) and heard.is_guess == is_service:
            besides = len(heard.names - {name}) + bool(heard.service and not is_service) + bool(heard.key)
            best.setdefault(besides, word)
        if 0 in best:
            break
    return best[min(best)] if best else ""


def _means_nothing(plan: Plan, text: str) -> bool:
    said = utterance(text, plan.language)
    heard = _heard(plan, said, partial(place_in, plan, said))
    return not (heard.names or heard.service or heard.key) and heard.meaning == NOTHING


def _beyond(plan: Plan) -> Iterator[str]:
    """Yield the name of a place that contains several areas, and of one outside all areas, if there are any."""
    inside = {code: plan.places.areas_in(code) for code in holders(plan.places).values()} if plan.places.areas else {}
    wider = (code for code, areas in inside.items() if len(areas) > 1)
    outside = (code for code, areas in inside.items() if not areas)
    yield from (place_name(plan, code) for one in (wider, outside) for code in [next(one, None)] if code)


def _doubtful_names(plan: Plan, classes: Classes) -> Iterator[str]:
    """Yield a name of several places for each way in which such a name is asked about, one after the other.

    Such names are known in their Japanese spelling.
    """
    if plan.language != JAPANESE:
        return
    kinds = set[object]()
    for name in (name for name, senses in plan.places.written.senses.items() if len(senses) > 1):
        outcome = place_in(plan, utterance(name)).outcome
        kind = classes.canonical((), codes_of(outcome))[1]
        if isinstance(outcome, Probable) and len(kind) > 1 and kind not in kinds:
            kinds.add(kind)
            yield name
