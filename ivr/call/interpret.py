"""What an answer means in the call in which it is given: the one place where an answer becomes an `Interpretation`."""

from dataclasses import replace

from ivr.heard.utterance import Utterance, utterance
from ivr.places import Certain, Explained, explain_form

from . import place
from .events import Keyed, Said
from .hearing import Interpretation, hear_keys, hear_words
from .moves import refuse
from .nodes import AskPlace, Question, ReadBack
from .plan import Plan
from .state import Call


def interpret(plan: Plan, call: Call, node: Question, event: Keyed | Said) -> Interpretation:
    """Return what the caller keyed or said; a place refused before, or by this very answer, is not heard."""
    if isinstance(event, Keyed):
        return hear_keys(event.keys)
    said = utterance(event.text)
    heard = hear_words(plan.words, said)
    refused = frozenset(denied(call, heard).refused)
    return in_call(plan, call, node, heard, placed(heard, place_in(plan, said, refused, event.conditions.near)))


def place_in(
    plan: Plan, said: Utterance, refused: frozenset[str] = frozenset(), near: tuple[str, ...] = ()
) -> Explained:
    """Return the place that was named, and why; a word of the site's own is none (本部 is no 本部町)."""
    return explain_form(plan.places, said.clear, refused, near, plan.no_places)


def placed(heard: Interpretation, found: Explained) -> Interpretation:
    """Return what was *heard* with the place that was *found* in it."""
    return replace(heard, place=found.outcome, rule=found.rule)


def in_call(plan: Plan, call: Call, node: Question, heard: Interpretation, found: Interpretation) -> Interpretation:
    """Return what was *heard* as it was *found* with its place (see `placed`), unless it answers in other words."""
    means_else = _is_region if isinstance(found.place, Certain) else _is_asked_for
    return heard if means_else(plan, call, node, heard) else found


def _is_asked_for(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Tell whether *heard* answers in other words: 「はい、さようです」 is not 佐用町, 「東海」 not 東海市."""
    if call.asking.stage == "yes_no" or isinstance(node, ReadBack):
        return "yes" in heard.names
    return isinstance(node, AskPlace) and place.region(plan, node, "", heard.core) is not None


def _is_region(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Tell whether *heard* is the whole name of a region offered: 「九州・沖縄」 is not 沖縄県, as 「沖縄」 is."""
    return isinstance(node, AskPlace) and call.asking.stage in place.BY_REGION and place.names_region(plan, node, heard)


def denied(call: Call, heard: Interpretation) -> Call:
    """Remember the place of a yes/no question that the answer denies."""
    asking = call.asking
    return refuse(call, asking.candidates[0]) if asking.stage == "yes_no" and "no" in heard.names else call
