"""Make lines from prompts: fill their gaps from the site's facts and from the call."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from ivr.directory import Office
from ivr.heard.utterance import JAPANESE
from ivr.places import Gazetteer
from ivr.speech import Line, Prompt, fill, gaps, katakana, key, reading, syllables, telephone_number

from .nodes import Choice, Choose, Playing
from .plan import CHOICES, NUMBER, OPENS, Plan
from .state import Call

Entry = TypeVar("Entry")

_gaps = lru_cache(maxsize=1_000)(gaps)
_in_letters = lru_cache(maxsize=100)(syllables)


class Offer(NamedTuple):
    """A *key* that answers a question, the *label* under which callers hear it, and its *meaning*.

    The meaning of a choice is the value that it fills in, or the node or language that it leads to; of a region its
    number, of a place its code; otherwise ``yes`` or ``no``.
    """

    key: str
    label: Line
    meaning: str


def lines(
    plan: Plan,
    call: Call,
    playing: Playing,
    choices: Line | None = None,
    opens: Mapping[str, Line] = MappingProxyType({}),
) -> tuple[Line, ...]:
    """Return what *playing* says in this *call*; *choices* fills the gap of that name, *opens* the gaps in `OPENS`.

    If it reads out the number of an office on a shared line, the phrase to ask for that office follows the number. A
    prompt that says when an office opens is left out if that is unknown.
    """
    ready, names = plan.ready, whole(plan, playing)
    if all(map(ready.__contains__, names)):  # mostly: nothing in them depends on the call
        return tuple(map(ready.__getitem__, names))
    names = _with_phrase(plan, call, names)
    others = [plan.prompts[name] for name in names if name not in ready]
    unknown = OPENS - opens.keys()
    if unknown and not all(unknown.isdisjoint(_gaps(one.text)) for one in others):
        said = tuple(name for name in playing if name in ready or unknown.isdisjoint(_gaps(plan.prompts[name].text)))
        return lines(plan, call, said, choices, opens)
    around = {**opens, CHOICES: choices} if choices else opens
    return tuple(ready[name] if name in ready else _filled(plan, call, plan.prompts[name], around) for name in names)


def whole(plan: Plan, playing: Playing) -> Playing:
    """Return *playing* with prompts of several parts expanded, without those that need not be said in this language."""
    if plan.parts.keys().isdisjoint(playing) and plan.unsaid.isdisjoint(playing):
        return playing
    return tuple(part for name in playing if name not in plan.unsaid for part in plan.parts.get(name, (name,)))


def _filled(plan: Plan, call: Call, prompt: Prompt, around: Mapping[str, Line]) -> Line:
    """Return the line of *prompt*; a sentence in another language of the site uses the names in that language."""
    if prompt.language != plan.language and prompt.language in plan.localizations:
        return fill(prompt, call_facts(plan.speaks(prompt.language), call, _gaps(prompt.text)))
    return fill(prompt, {**call_facts(plan, call, _gaps(prompt.text)), **around})


def can_say(plan: Plan, call: Call, name: str) -> bool:
    """Return whether everything in the gaps of the prompt *name* is known in this *call*."""
    wanted = () if name in plan.ready else _gaps(plan.prompts[name].text)
    return call_facts(plan, call, wanted).keys() >= set(wanted)


def _with_phrase(plan: Plan, call: Call, playing: Playing) -> Playing:
    ready = plan.ready
    tells = [
        place for place, name in enumerate(playing, 1) if name not in ready and NUMBER in _gaps(plan.prompts[name].text)
    ]
    if not tells or not office(plan, call).shared_line:
        return playing
    phrase = whole(plan, plan.phrase(office(plan, call), "with_number"))
    return (*playing[: tells[-1]], *phrase, *playing[tells[-1] :])


def office(plan: Plan, call: Call) -> Office:
    """Return the office that the call is about: the chosen one, else the fallback office."""
    return plan.chosen(call) or plan.fallback


def call_facts(plan: Plan, call: Call, wanted: Iterable[str]) -> dict[str, Line]:
    """Return the values of the *wanted* gaps in this *call*, without those that are not known yet.

    Only what is wanted is looked up: so a step, and the proof above all, looks at no more of the call than is said.
    """
    found = ((gap, _fact(plan, call, gap)) for gap in wanted)
    return {gap: fact for gap, fact in found if fact}


def _fact(plan: Plan, call: Call, gap: str) -> Line | None:
    """Return the value of *gap*: from the call, from a slot of the site's own, or from the site."""
    if gap in FACTS_OF_CALL:
        return FACTS_OF_CALL[gap](plan, call)
    if gap in plan.own:
        value = call.slot(gap)
        return label(plan, plan.own[gap][value]) if value else None
    return plan.facts.get(gap)


def _service(plan: Plan, call: Call) -> Line | None:
    service = office(plan, call).service or call.slot("service")
    return Line(plan.directory.services[service].name, plan.directory.services[service].kana) if service else None


def _service_reading(plan: Plan, call: Call) -> Line | None:
    """Return the name of the service in the site's first language, in Latin letters."""
    service = office(plan, call).service or call.slot("service")
    if not service:
        return None
    named = plan.first.directory.services[service]
    said = _in_letters(named.kana) if plan.first.language == JAPANESE else named.name
    return Line(said, said)


def _topic(plan: Plan, call: Call) -> Line | None:
    """Return the label under which callers were offered the service, the short one if there is one; else its name."""
    service = call.slot("service") or office(plan, call).service
    node = plan.flow.nodes.get(plan.question("service") or "")
    offered = (choice for choice in node.choices if choice.value == service) if isinstance(node, Choose) else ()
    topic = next((label(plan, offer.short or offer.label) for offer in offered), None) if service else None
    return topic or _service(plan, call)


def _area(plan: Plan, call: Call) -> Line | None:
    area = call.slot("prefecture")
    return place(plan, area) if area else None


def _asked_about(plan: Plan, call: Call) -> Line | None:
    candidates = call.asking.candidates
    return place(plan, candidates[0]) if candidates else None


def _spoken(plan: Plan, call: Call, one: Office) -> Line:
    """Return the name of an office as it is spoken: its own, or one made of the service and the place of the call."""
    if one.spoken_name:
        return Line(one.spoken_name, one.spoken_kana or one.spoken_name)
    if one.other is None and plan.flow.office_name:
        named = plan.prompts[plan.flow.office_name]
        return fill(named, call_facts(plan, call, _gaps(named.text)))
    return Line(one.printed_name, reading(one.printed_name) if plan.language == JAPANESE else one.printed_name)


# What fills each gap of `OF_CALL`; None while the call has nothing for it.
FACTS_OF_CALL: Mapping[str, Callable[[Plan, Call], Line | None]] = {
    "service": _service,
    "service_reading": _service_reading,
    "topic": _topic,
    "area": _area,
    "prefecture": _area,
    "place": _asked_about,
    "office": lambda plan, call: _spoken(plan, call, office(plan, call)),
    "fallback": lambda plan, call: _spoken(plan, call, plan.fallback),
    NUMBER: lambda plan, call: number(plan, office(plan, call).number),
}


def place(plan: Plan, code: str) -> Line:
    """Return the spoken name of a place: an area's own name, or a municipality's in katakana after its area.

    A municipality in no area follows its prefecture. In languages other than Japanese the name is in Latin letters.
    """
    if plan.language != JAPANESE:
        called = plan.places.name_in(code, plan.language)
        return Line(called, called)
    around = plan.places.area_of(code) or plan.places.prefecture_of(code)
    name, town = as_said(plan.places, around), plan.places.kana(code)
    if code == around:
        return name
    return Line(f"{name.text}の、{katakana(town)}", f"{name.kana}の、{town}")


def as_said(places: Gazetteer, code: str) -> Line:
    """Return a name for the synthesiser: a prefecture's as written, any other in katakana, to prevent misreading."""
    kana = places.kana(code)
    return Line(places.name(code) if code in places.prefectures else katakana(kana), kana)


def short_place(plan: Plan, code: str) -> Line:
    """Return the name of an area in a row of areas: for a prefecture the short one."""
    if plan.language != JAPANESE:
        called = plan.places.area_in(code, plan.language)
        return Line(called, called)
    area = plan.places.areas[code]
    return Line(area.short, area.short_kana) if code in plan.places.prefectures else as_said(plan.places, code)


def choices(plan: Plan, offers: Iterable[Offer], template: str, joint: str = "") -> Line:
    """Return *offers* as one line: *template* (the name of a prompt) for each, joined by *joint*."""
    words = tuple(plan.key_words.items())
    return _in_a_row(plan.prompts[template], tuple(offers), joint, plan.language, words)


@lru_cache(maxsize=1_000)
def _in_a_row(
    template: Prompt, offers: tuple[Offer, ...], joint: str, language: str, words: tuple[tuple[str, str], ...]
) -> Line:
    """Return *offers* as one line; cached, because the same menus are played again and again."""
    keys = dict(words)
    named = [fill(template, {"label": offer.label, "key": _key(offer.key, language, keys)}) for offer in offers]
    return Line(joint.join(line.text for line in named), joint.join(line.kana for line in named))


def row(plan: Plan) -> str:
    """Return the separator of entries that are said in a row."""
    return "、" if plan.language == JAPANESE else "; "


def key_word(plan: Plan, name: str) -> Line:
    """Return the spoken word for a telephone key (0-9, # or *)."""
    return _key(name, plan.language, plan.key_words)


def _key(name: str, language: str, words: Mapping[str, str]) -> Line:
    return Line(words[name], words[name]) if name in words else key(name, language)


def number(plan: Plan, printed: str) -> Line:
    """Return a printed telephone number (052-223-6953) digit by digit, grouped at its hyphens."""
    if not plan.key_words:
        return telephone_number(printed, plan.language)
    spoken = ", ".join(" ".join(plan.key_words[digit] for digit in group) for group in printed.split("-"))
    return Line(spoken, spoken)


def label(plan: Plan, name: str) -> Line:
    """Return the prompt *name*, whose only gaps are facts of the site, as a label."""
    return plan.ready[name]


def yes_no(plan: Plan) -> tuple[Offer, ...]:
    """Return the choices of a yes/no question."""
    return Offer("1", label(plan, plan.flow.yes), "yes"), Offer("2", label(plan, plan.flow.no), "no")


def numbered(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Give each of *entries* a key, from 1."""
    return ((str(number), entry) for number, entry in enumerate(entries, 1))


def choices_in(plan: Plan, node: Choose) -> tuple[Choice, ...]:
    """Return the choices of *node* that make sense in this language: not the one that switches to it."""
    return tuple(choice for choice in node.choices if choice.language != plan.language)
