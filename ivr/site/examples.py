"""Examples of everything that callers hear, taken from the core in example calls: nodes, prompts, names in gaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from ivr.call import Asking, Call, Plan, choose, place, read_back, spoken_lines
from ivr.call.lines import (
    call_facts,
    choices_in,
    key_word,
    label,
    lines,
    number,
    numbered,
    place as named,
    short_place,
    whole,
)
from ivr.call.moves import Wait
from ivr.call.nodes import AskPlace, Branch, Choose, Playing, Question, ReadBack, Ring
from ivr.call.plan import OPENS
from ivr.call.state import Stage
from ivr.directory import Office
from ivr.heard.utterance import ENGLISH
from ivr.speech import Line, fill, gaps, reopening

# The fields of a question that ask, each with the stage and the tries at which it does.
_PLAYINGS: tuple[tuple[str, Stage, int], ...] = (
    ("first", "first", 0),
    ("again", "again", 0),
    ("menu", "menu", 0),
    ("menu_again", "menu", 1),
)
_ASIDE: tuple[tuple[str, Stage, int], ...] = (
    ("region_again", "region", 1),
    ("sure", "yes_no", 0),
    ("sure_again", "yes_no", 1),
    ("pick", "pick", 0),
    ("postal", "postal", 0),
)
_OPENS, _EVENING = datetime(2026, 11, 30, 9), datetime(2026, 11, 29, 18)  # noqa: DTZ001 - local time
"""When an office opens next, and the evening before, at which callers hear it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A *line* that callers hear: that of the prompt *name*, or a name by what it names.

    *filled* are the gaps that a call fills: what fills them here is an example.
    """

    name: str
    line: Line
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A time at which a node speaks.

    *field* is the field of the node, of `Defaults` or of `SharedLine` that names the prompts (``first``, ``sure``), or
    ``foreign_caller``, for the whisper of a language. What is said after one choice or region has the *key* and the
    *label* of that.
    """

    field: str
    said: tuple[Example, ...]
    key: str = ""
    label: str = ""


def occasions(plan: Plan, name: str) -> Iterator[Occasion]:
    """Yield each occasion on which the node *name* says something, in the order of a call."""
    yield from (one for one in _occasions(plan, _call(plan)._replace(node=name)) if one.said)


def occasions_anywhere(plan: Plan) -> Iterator[Occasion]:
    """Yield what is said at several nodes: before a menu, as help or an answer, and on shared lines, if any."""
    call, defaults, shared = _call(plan, shared=True), plan.flow.defaults, plan.flow.shared_line
    for field in ("silence", "misheard", "help", "help_fallback"):
        if name := getattr(defaults, field):
            yield Occasion(field, _said(plan, call, (name,)))
    for prompt in dict.fromkeys(plan.answers.values()):
        yield Occasion("answer", _said(plan, call, (prompt,)))
    if spoken := plan.flow.languages.get(plan.language):
        yield Occasion("languages", _said(plan, call, spoken.says))
    if plan.home is None:
        whispers = (language.whisper for language in plan.flow.languages.values() if language.whisper)
        yield from (Occasion("foreign_caller", _said(plan, call, (prompt,))) for prompt in whispers)
    if any(office.shared_line for office in plan.directory):
        for field in ("before_ring", "with_number"):
            yield Occasion(field, _said(plan, call, (getattr(shared, field),) if shared else ()))
        yield Occasion("whisper", _to_desk(plan, call, shared.whisper if shared else None))


def examples(plan: Plan) -> Iterator[Example]:
    """Yield every prompt of *plan*; one that lists choices lists those of the first question that says it."""
    asked: dict[str, Example] = {}
    for one in (one for name in plan.flow.nodes for occasion in occasions(plan, name) for one in occasion.said):
        if "choices" in one.filled:
            asked.setdefault(one.name, one)
    for name in plan.prompts:
        yield asked.get(name) or _example(plan, name, _by_itself(plan, name))


def recordable(plan: Plan) -> frozenset[str]:
    """Return the names of the prompts that recordings can say: said by themselves, in the same words in every call."""
    said = [occasion.said for name in plan.flow.nodes for occasion in occasions(plan, name)]
    said += [occasion.said for occasion in occasions_anywhere(plan)]
    by_office = {name for office in plan.directory for name in (office.whisper, office.accept) if name}
    named = ({one.name for each in said for one in each} | by_office) & plan.prompts.keys()
    return frozenset(name for name in named if plan.facts.keys() >= set(gaps(plan.prompts[name].text)))


def names(plan: Plan) -> Iterator[Example]:
    """Yield everything that may fill a gap: services, offices with their numbers, areas, and places a call can name."""
    for name, line in _names(plan):
        yield Example(name, line._replace(language=plan.language))


def _names(plan: Plan) -> Iterator[tuple[str, Line]]:
    """Yield each name and number that callers hear, by what it is of."""
    for service in plan.directory.services.values():
        yield f"service {service.id}", Line(service.name, service.kana)
    for office in plan.directory:
        yield f"office {office.key}", call_facts(plan, call_for(plan, office), ("office",))["office"]
        yield f"number {office.number}", number(plan, office.number)
    for code in plan.places.areas:
        kind = "prefecture" if code in plan.places.prefectures else "area"
        yield f"{kind} {code}", named(plan, code)
        yield f"{kind} {code}, short", short_place(plan, code)
    for code in _beside(plan):
        kind = "prefecture" if code in plan.places.prefectures else "municipality"
        yield f"{kind} {code}", named(plan, code)


def _beside(plan: Plan) -> Iterator[str]:
    """Yield the places besides the areas that a call can name: those in areas and, if prompts name such, all others."""
    asked = list(plan.flow.each(AskPlace))
    wider, outside = any(node.wider for node in asked), any(node.outside for node in asked)
    for code in (*plan.places.prefectures, *plan.places.municipalities) if asked else ():
        if code not in plan.places.areas:
            inside = bool(plan.places.area_of(code))
            if inside or (wider if plan.places.areas_in(code) else outside):
                yield code


def _occasions(plan: Plan, call: Call) -> Iterator[Occasion]:
    """Yield when a node of the flow speaks, and what is heard then."""
    node = plan.node(call.node)
    if isinstance(node, Question):
        yield from _question(plan, call, node)
    elif not isinstance(node, Branch):
        yield Occasion("says", _said(plan, call, node.says))
    if isinstance(node, Ring):
        yield Occasion("whisper", _to_desk(plan, call, node.whisper))
        yield Occasion("accept", _to_desk(plan, call, node.accept))


def _question(plan: Plan, call: Call, node: Question) -> Iterator[Occasion]:
    match node:
        case Choose():
            yield from _choose(plan, call, node)
        case AskPlace():
            yield from _place(plan, call, node)
        case ReadBack():
            yield from _read_back(plan, call, node)


def _choose(plan: Plan, call: Call, node: Choose) -> Iterator[Occasion]:
    yield Occasion("says", _said(plan, call, node.says))
    for field, stage, tries in _PLAYINGS:
        if getattr(node, field):
            at = call._replace(asking=Asking(stage, tries=tries))
            yield Occasion(field, _asked(plan, choose.playing(at, node), choose.ask(plan, at, node)))
    yield Occasion("noted", _one(plan, call, node.noted))
    for choice in choices_in(plan, node):
        said = _one(plan, call, choice.says)
        yield Occasion("choices", said, choice.key, label(plan, choice.label).text)
    yield Occasion("help", _one(plan, call, node.help))


def _place(plan: Plan, call: Call, node: AskPlace) -> Iterator[Occasion]:
    """Yield when a question for the place speaks: at each playing, in each region, and after each answer."""
    call = call._replace(asking=Asking(candidates=_candidates(plan)))
    yield Occasion("acknowledge", _one(plan, call, node.acknowledge))
    yield from (_at(plan, call, node, one) for one in _PLAYINGS)
    for key, region in numbered(node.regions):
        inside = _in_region(call, int(key))
        yield replace(_at(plan, inside, node, ("region", "region", 0)), key=key, label=label(plan, region.label).text)
    yield from (_at(plan, _in_region(call, 1), node, one) for one in _ASIDE if getattr(node, one[0]))
    yield Occasion("postal_unknown", _said(plan, call, node.postal_unknown))
    yield Occasion("postal_length", _said(plan, call, node.postal_length))
    yield Occasion("refused", _one(plan, call, node.refused))
    yield Occasion("outside", _one(plan, call, node.outside))
    yield Occasion("wider", _one(plan, call, node.wider))
    yield Occasion("noted", _one(plan, call, node.noted))
    yield Occasion("help", _one(plan, call, node.help))


def _read_back(plan: Plan, call: Call, node: ReadBack) -> Iterator[Occasion]:
    yield Occasion("says", _asked(plan, (*node.says, *node.offer), read_back.ask(plan, call, node)))
    yield Occasion("offer_keys", _said(plan, call, node.offer_keys))
    for field, tries in (("confirm", 0), ("confirm_again", 1)):
        at = call._replace(asking=Asking("confirm", tries=tries))
        yield Occasion(field, _asked(plan, getattr(node, field), read_back.ask(plan, at, node)))
    yield Occasion("help", _one(plan, call, node.help))


def _in_region(call: Call, region: int) -> Call:
    return call._replace(asking=call.asking._replace(region=region))


def _at(plan: Plan, call: Call, node: AskPlace, at: tuple[str, Stage, int]) -> Occasion:
    field, stage, tries = at
    call = call._replace(asking=call.asking._replace(stage=stage, tries=tries))
    return Occasion(field, _asked(plan, place.playing(call, node), place.ask(plan, call, node)))


def _asked(plan: Plan, playing: Playing, asked: Wait) -> tuple[Example, ...]:
    """Name the lines of a question after the prompts of *playing*; a shared line's phrase among them has no name."""
    said = spoken_lines(asked.instructions)
    return tuple(_example(plan, name, line) for name, line in zip(whole(plan, playing), said, strict=False))


def _said(plan: Plan, call: Call, playing: Playing) -> tuple[Example, ...]:
    said = zip(whole(plan, playing), lines(plan, call, playing, opens=_opens(plan)), strict=False)
    return tuple(_example(plan, name, line) for name, line in said)


def _opens(plan: Plan) -> Mapping[str, Line]:
    said = reopening(_OPENS, _EVENING, plan.language) or reopening(_OPENS, _EVENING, ENGLISH)
    return dict.fromkeys(OPENS, said) if said else {}


def _one(plan: Plan, call: Call, name: str | None) -> tuple[Example, ...]:
    return _said(plan, call, (name,)) if name else ()


def _to_desk(plan: Plan, call: Call, name: str | None) -> tuple[Example, ...]:
    """Return what a desk hears: it is in the first language of the site, and often in no other."""
    return _one(plan.home or plan, call, name)


def _example(plan: Plan, name: str, line: Line) -> Example:
    filled = dict.fromkeys(gap for gap in gaps(plan.prompts[name].text) if gap not in plan.facts)
    return Example(name, line, tuple(filled))


def _by_itself(plan: Plan, name: str) -> Line:
    """Return the prompt *name* in a call for an office, or as one choice among several."""
    if name in plan.unsaid:
        return label(plan, name)
    try:
        call = _call(plan, shared=True)._replace(asking=Asking(candidates=_candidates(plan)))
        return lines(plan, call, (name,), opens=_opens(plan))[0]
    except KeyError:  # only a choice has a label and a key
        prompt = plan.prompts[name]
        area = next(iter(plan.places.areas), None) if name == plan.flow.place_choice else None
        choice = next((choice.label for choice in plan.flow.choices), plan.flow.yes)
        one = short_place(plan, area) if area else label(plan, choice)
        return fill(prompt, {**dict.fromkeys(gaps(prompt.text), one), **plan.facts, "key": key_word(plan, "1")})


def _call(plan: Plan, *, shared: bool = False) -> Call:
    """Return a call for an office, one on a *shared* line or not, if the site has one.

    Where the site has no office of an area, the call is for the first service and the first area.
    """
    offices = sorted(plan.directory.offices.values(), key=lambda office: office.shared_line is not shared)
    if offices:
        return call_for(plan, offices[0])
    return _chosen(plan, next(iter(plan.directory.services), None), next(iter(plan.places.areas), None))


def call_for(plan: Plan, office: Office) -> Call:
    """Return a call that has chosen *office*, and has given the first answer to each question of the site's own."""
    return _chosen(plan, office.service, office.prefecture)


def _chosen(plan: Plan, service: str | None, area: str | None) -> Call:
    own = ((slot, next(iter(values))) for slot, values in plan.own.items())
    slots = (("service", service), ("prefecture", area), *own)
    return Call(slots=tuple((name, value) for name, value in slots if value))


def _candidates(plan: Plan) -> tuple[str, ...]:
    """Return two places that a caller may have meant: a municipality and a prefecture, if there are any."""
    finer = (code for code in plan.places.municipalities if plan.places.area_of(code) not in ("", code))
    return (*islice(finer, 1), *[*plan.places.areas][-1:])
