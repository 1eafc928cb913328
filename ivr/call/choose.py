"""The question with a few choices."""

from dataclasses import replace

from ivr.speech import Line

from .hearing import Heard, plain
from .lines import Option, choices, label, lines
from .listening import listen
from .moves import Enter, Move, Said, Wait, answered_by, drop, put, refuse
from .nodes import AskPlace, Choice, Choose, Playing
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Choose, said: Said) -> Move:
    """Ask, unless the answer is known."""
    if node.slot and node.next and call.slot(node.slot):
        return Enter(node.next, call, said)
    by_voice = node.first and call.by != "keys"
    call = replace(call, stage="first" if by_voice else "menu")
    return ask(plan, call, node, said + lines(plan, call, node.says))


def ask(plan: Plan, call: Call, node: Choose, said: Said = ()) -> Wait:
    """Play the question as it stands at this stage."""
    listed = choices(plan, _options(plan, call, node), plan.flow.choice)
    return Wait(call, (listen(plan, call, said + lines(plan, call, playing(node, call), listed)),))


def playing(node: Choose, call: Call) -> Playing:
    """Return the prompts of the present stage."""
    by_stage = {"first": node.first, "again": node.again}
    return by_stage.get(call.stage) or node.menu


def answer(plan: Plan, call: Call, node: Choose, heard: Heard) -> Move | None:
    """Take the choice that the answer names; None when it names none."""
    chosen = next((choice for choice in node.choices if _means(plan, choice, heard)), None)
    if chosen is None:
        return None
    call = answered_by(call, heard.by)
    said = lines(plan, call, (chosen.says,)) if chosen.says else ()
    if node.slot and node.next and chosen.value:
        return Enter(node.next, put(call, node.slot, chosen.value), said)
    return Enter(chosen.to, _asked_anew(plan, call, chosen.to), said) if chosen.to else None


def _means(plan: Plan, choice: Choice, heard: Heard) -> bool:
    if heard.key:
        return heard.key == choice.key
    named = {plain(plan.prompts[name].text) for name in (choice.label, choice.short) if name}
    return heard.core in named or choice.words in heard.names


def _asked_anew(plan: Plan, call: Call, to: str) -> Call:
    """Empty the slot of the question that a choice leads to; the place that filled it was wrong."""
    node = plan.node(to)
    if not isinstance(node, Choose | AskPlace) or not node.slot:
        return call
    wrong = call.slot(node.slot)
    if isinstance(node, AskPlace) and wrong:
        call = refuse(call, wrong)
    return drop(call, node.slot)


def _options(plan: Plan, call: Call, node: Choose) -> tuple[Option, ...]:
    return tuple((choice.key, _label(plan, call, choice)) for choice in node.choices)


def _label(plan: Plan, call: Call, choice: Choice) -> Line:
    later = call.stage != "first" and choice.short
    return label(plan, later or choice.label)
