"""The question with a few choices."""

from dataclasses import replace

from ivr.meaning import EITHER

from .conditions import Conditions
from .hearing import COMMAND_KEYS, Interpretation, echoes, label_form
from .language import goes_on_in
from .lines import Offer, choices, label, lines, row
from .moves import Enter, Move, Pending, Wait, answered_in, drop, put, refuse, to_stage
from .nodes import AskPlace, Choice, Choose, Playing
from .plan import Plan
from .question import await_answer, in_words
from .state import Call

_UNDECIDED = ("unsure", "explain")
"""Lists whose choices serve a caller who cannot decide, in this order."""


def enter(plan: Plan, call: Call, node: Choose, came: Enter, _conditions: Conditions) -> Move:
    """Ask, unless the answer is known."""
    if node.slot and node.next and call.slot(node.slot):
        return Enter(node.next, call, came.pending, came.guessed)
    by_voice = node.first and call.mode != "keys"
    call = to_stage(call, "first" if by_voice else "menu")
    return ask(plan, call, node, came.pending + lines(plan, call, node.says))


def ask(plan: Plan, call: Call, node: Choose, pending: Pending = ()) -> Wait:
    """Play the question as it stands at this stage."""
    in_row = _is_later(call, node) and all(one.short or one.language for one in node.choices)
    manner = (plan.flow.place_choice, row(plan)) if in_row else (plan.flow.choice, "")
    listed = choices(plan, _named(plan, call, node), *manner)
    said = pending + lines(plan, call, playing(call, node), listed)
    return Wait(call, (await_answer(plan, said, in_words(call, node.wait)),))


def playing(call: Call, node: Choose) -> Playing:
    """Return the prompts of the present stage."""
    by_stage = {"first": node.first, "again": node.again}
    menu = node.menu_again if call.asking.tries and node.menu_again else node.menu
    return by_stage.get(call.asking.stage) or menu


def offered(plan: Plan, _call: Call, node: Choose) -> tuple[Offer, ...]:
    """Return the choices with their whole labels."""
    return tuple(
        Offer(one.key, label(plan, one.label), one.value or one.to or one.language or "")
        for one in choices_in(plan, node)
    )


def choices_in(plan: Plan, node: Choose) -> tuple[Choice, ...]:
    """Return the choices of *node* that work in this language: not the one that leads to it."""
    return tuple(one for one in node.choices if one.language != plan.language)


def answer(plan: Plan, call: Call, node: Choose, heard: Interpretation) -> Move | None:
    """Take the choice that the answer names; None when it names none.

    Who tells only trouble, touches two choices or cannot decide is asked the short question; whoever still cannot takes
    what the site has for the undecided, or the explanation.
    """
    chosen = _chosen(plan, node, heard)
    if chosen is None and node.which and heard.meaning in (EITHER, _UNDECIDED[0]):
        return Enter(node.which, answered_in(call, heard.mode))
    chosen = chosen or _for_undecided(node, heard)
    if chosen is None:
        return None
    if chosen.language:
        call, said = goes_on_in(plan, call, chosen.language)
        return Enter(chosen.to or call.node, call, said)
    call = answered_in(call, heard.mode)
    said = lines(plan, call, (chosen.says,)) if chosen.says else ()
    if node.slot and node.next and chosen.value:
        return Enter(node.next, put(call, node.slot, chosen.value), said)
    return Enter(chosen.to, _asked_anew(plan, call, chosen.to), said) if chosen.to else None


def _chosen(plan: Plan, node: Choose, heard: Interpretation) -> Choice | None:
    """Return the choice that was keyed or named; else, unless it was a command, the only one whose label was echoed."""
    named = next((choice for choice in choices_in(plan, node) if _means(plan, choice, heard)), None)
    if named or heard.key or heard.names.intersection(COMMAND_KEYS.values()):
        return named
    echoed = [
        choice
        for choice in choices_in(plan, node)
        if any(echoes(heard.whole, name, plan.language) for name in _labels(plan, choice))
    ]
    return echoed[0] if len(echoed) == 1 else None


def _for_undecided(node: Choose, heard: Interpretation) -> Choice | None:
    """Return the choice for a caller who cannot decide, None where he can or there is none."""
    if not node.slot or heard.meaning not in (EITHER, *_UNDECIDED):
        return None
    by_list = {choice.words: choice for choice in node.choices}
    return next((by_list[name] for name in _UNDECIDED if name in by_list), None)


def is_label(plan: Plan, node: Choose, heard: Interpretation) -> bool:
    """Tell whether *heard* is one of the choices in the very words in which callers hear it."""
    return any(_is_named(plan, one, heard) for one in choices_in(plan, node))


def _means(plan: Plan, choice: Choice, heard: Interpretation) -> bool:
    if heard.key:
        return heard.key == choice.key
    return _is_named(plan, choice, heard) or choice.words in heard.names


def _is_named(plan: Plan, choice: Choice, heard: Interpretation) -> bool:
    return heard.core in (label_form(name, plan.language) for name in _labels(plan, choice))


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


def _named(plan: Plan, call: Call, node: Choose) -> tuple[Offer, ...]:
    """Return what is offered as it is said now: with the whole labels at the first playing, the short ones later.

    A choice of a language is told in that, by a prompt of its own.
    """
    later, abroad = _is_later(call, node), {one.key for one in node.choices if one.language}
    short = {str(one.key): label(plan, one.short) for one in node.choices if later and one.short}
    offers = (one for one in offered(plan, call, node) if one.key not in abroad)
    return tuple(replace(one, label=short.get(one.key, one.label)) for one in offers)


def _is_later(call: Call, node: Choose) -> bool:
    """Tell whether the question was put before: in words, where it begins with them, or at this stage."""
    return call.asking.stage != "first" if node.first else call.asking.tries > 0


def revalidate(call: Call, _node: Choose) -> Call:
    """Fall back to the menu from a stage that this question does not have."""
    return call if call.asking.stage in ("first", "again", "menu") else to_stage(call, "menu")
