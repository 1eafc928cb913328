"""The question for the place: by voice, by region and prefecture on the keypad, or between candidates."""

from dataclasses import replace
from functools import cache

from ivr.speech import Line

from .hearing import Heard, plain
from .lines import Option, choices, label, lines, numbered, place, yes_no
from .listening import listen
from .moves import Enter, Move, Said, Wait, answered_by, put, refuse, to_stage
from .nodes import AskPlace, Playing
from .plan import Plan
from .state import Call, Stage

_REFUSALS = 2
"""Places that a caller said no to, after which the keypad is surer."""

_JOINT = "・"

BY_REGION = ("first", "again", "menu")
"""Stages at which a region is an answer."""


def enter(plan: Plan, call: Call, node: AskPlace, said: Said) -> Move:
    """Ask, unless the place is known."""
    if call.slot(node.slot):
        return Enter(node.next, call, said)
    stage: Stage = "menu" if call.by == "keys" or len(call.refused) >= _REFUSALS else "first"
    return ask(plan, to_stage(call, stage), node, said)


def ask(plan: Plan, call: Call, node: AskPlace, said: Said = ()) -> Wait:
    """Play the question as it stands at this stage."""
    listed = choices(plan, options(plan, call, node), *_template(plan, call))
    said += lines(plan, call, playing(node, call), listed)
    return Wait(call, (listen(plan, call, said, several=call.stage == "postal"),))


def consider(plan: Plan, call: Call, name: str, codes: tuple[str, ...], *, several: bool) -> Wait:
    """Ask at the node *name* about *codes*: which one of *several*, or yes or no to the first."""
    node = plan.node(name)
    assert isinstance(node, AskPlace)
    stage: Stage = "pick" if several else "yes_no"
    missed = call.missed if call.stage == stage else 0
    return ask(plan, to_stage(replace(call, node=name), stage, candidates=codes, missed=missed), node)


def playing(node: AskPlace, call: Call) -> Playing:
    """Return the prompts of the present stage."""
    by_stage: dict[Stage, Playing] = {
        "again": node.again,
        "menu": node.menu_again if call.missed else node.menu,
        "region": node.region_again if call.missed else node.region,
        "yes_no": node.sure,
        "pick": node.pick,
        "postal": node.postal,
    }
    return by_stage.get(call.stage, node.first)


def options(plan: Plan, call: Call, node: AskPlace) -> tuple[Option, ...]:
    """Return the keys of the present stage with their labels."""
    match call.stage:
        case "yes_no":
            return yes_no(plan)
        case "pick":
            return tuple(numbered(place(plan, code) for code in call.candidates))
        case "postal":
            return ()
        case "region":
            return tuple(numbered(_short(plan, code) for code in _codes(plan, call, node)))
        case _:
            return tuple(numbered(label(plan, region.label) for region in node.regions))


def answer(plan: Plan, call: Call, node: AskPlace, heard: Heard) -> Move | None:
    """Take the key or word that answers the present stage; None when it is no answer to it."""
    match call.stage:
        case "yes_no":
            return _yes_no(plan, call, node, heard)
        case "pick" if "no" in heard.names:
            return _refused(plan, replace(call, candidates=()), node, *call.candidates)
        case "pick":
            return _entry(plan, call, node, heard, call.candidates)
        case "region":
            return _entry(plan, call, node, heard, _codes(plan, call, node))
        case _:
            return _region(plan, call, node, heard)


def _yes_no(plan: Plan, call: Call, node: AskPlace, heard: Heard) -> Move | None:
    if heard.key == "2" or "no" in heard.names:
        return _refused(plan, call, node)
    if heard.key == "1" or "yes" in heard.names:
        return _found(plan, call, node, heard, call.candidates[0])
    return None


def _entry(plan: Plan, call: Call, node: AskPlace, heard: Heard, codes: tuple[str, ...]) -> Move | None:
    """Take the entry of a numbered list that a key names."""
    code = dict(numbered(codes)).get(heard.key)
    return _found(plan, call, node, heard, code) if code else None


def region(plan: Plan, node: AskPlace, heard: Heard) -> int | None:
    """Return the number of the region that a key, or its name, stands for; None where it stands for none."""
    for sign, name in numbered(label(plan, region.label) for region in node.regions):
        if heard.key == sign or (heard.core and heard.core in _names(name)):
            return int(sign)
    return None


def names_region(plan: Plan, node: AskPlace, heard: Heard) -> bool:
    """Tell whether the answer is all of the name of a region that is called after several places."""
    names = (label(plan, region.label).text for region in node.regions)
    return any(_JOINT in name and heard.core == plain(name) for name in names)


def _region(plan: Plan, call: Call, node: AskPlace, heard: Heard) -> Move | None:
    """Go into the region that was meant, or show them all to who does not know."""
    if number := region(plan, node, heard):
        return ask(plan, to_stage(answered_by(call, heard.by), "region", region=number), node)
    if "unsure" in heard.names and call.stage != "menu":
        return ask(plan, to_stage(call, "menu"), node)
    return None


@cache
def _names(name: Line) -> frozenset[str]:
    """Return what a region is called, by all of its name or by a part: few, and asked for with every answer."""
    return frozenset(plain(part) for part in (name.text, *name.text.split(_JOINT)))


def _found(plan: Plan, call: Call, node: AskPlace, heard: Heard, code: str) -> Enter:
    return Enter(node.next, put(answered_by(call, heard.by), node.slot, plan.places.prefecture_of(code)))


def _refused(plan: Plan, call: Call, node: AskPlace, *codes: str) -> Wait:
    """Drop the first candidate (or *codes*) for good and ask about the next, or ask anew."""
    rest = call.candidates[1:]
    call = refuse(call, *(codes or call.candidates[:1]))
    if rest:
        return consider(plan, call, call.node, rest, several=False)
    stage: Stage = "menu" if len(call.refused) >= _REFUSALS else "first"
    call = to_stage(call, stage)
    return ask(plan, call, node, lines(plan, call, (node.refused,)))


def _codes(plan: Plan, call: Call, node: AskPlace) -> tuple[str, ...]:
    return tuple(plan.codes[name] for name in node.regions[call.region - 1].prefectures)


def _short(plan: Plan, code: str) -> Line:
    prefecture = plan.places.prefectures[code]
    return Line(prefecture.short, prefecture.short_kana)


def _template(plan: Plan, call: Call) -> tuple[str, str]:
    """Return how the choices are said: in sentences, or in the menus of regions and prefectures in a row."""
    return (plan.flow.choice, "") if call.stage in ("yes_no", "pick") else (plan.flow.place_choice, "、")
