"""The question with a few choices."""

from .hearing import COMMAND_KEYS, Heard, echoes, plain
from .lines import Option, choices, label, lines
from .listening import listen
from .moves import Enter, Move, Said, Wait, answered_by, drop, put, refuse, to_stage
from .nodes import AskPlace, Choice, Choose, Playing
from .plan import Plan
from .state import Call


def enter(plan: Plan, call: Call, node: Choose, said: Said) -> Move:
    """Ask, unless the answer is known."""
    if node.slot and node.next and call.slot(node.slot):
        return Enter(node.next, call, said)
    by_voice = node.first and call.by != "keys"
    call = to_stage(call, "first" if by_voice else "menu")
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
    chosen = _chosen(plan, node, heard)
    if chosen is None:
        return None
    call = answered_by(call, heard.by)
    said = lines(plan, call, (chosen.says,)) if chosen.says else ()
    if node.slot and node.next and chosen.value:
        return Enter(node.next, put(call, node.slot, chosen.value), said)
    return Enter(chosen.to, _asked_anew(plan, call, chosen.to), said) if chosen.to else None


def _chosen(plan: Plan, node: Choose, heard: Heard) -> Choice | None:
    """Return the choice that was keyed or named; else, unless it was a command, the only one whose label was echoed."""
    named = next((choice for choice in node.choices if _means(plan, choice, heard)), None)
    if named or heard.key or heard.names.intersection(COMMAND_KEYS.values()):
        return named
    echoed = [choice for choice in node.choices if any(echoes(heard.whole, label) for label in _labels(plan, choice))]
    return echoed[0] if len(echoed) == 1 else None


def _means(plan: Plan, choice: Choice, heard: Heard) -> bool:
    if heard.key:
        return heard.key == choice.key
    return heard.core in map(plain, _labels(plan, choice)) or choice.words in heard.names


def _labels(plan: Plan, choice: Choice) -> tuple[str, ...]:
    return tuple(label(plan, name).text for name in (choice.label, choice.short) if name)


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
    """Return the keys with their labels: the whole labels at the first playing, the short ones later."""
    later = call.stage != "first" if node.first else call.missed > 0
    return tuple((one.key, label(plan, (later and one.short) or one.label)) for one in node.choices)
