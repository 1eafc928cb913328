"""What an answer means in the call in which it is given: the one place where an answer becomes an `Interpretation`."""

from dataclasses import replace

from ivr.heard.utterance import Utterance, utterance
from ivr.meaning import NOTHING, understand_by_ear
from ivr.places import Certain, Explained, Unknown, explain_said

from . import choose, place
from .events import Keyed, Said
from .hearing import Interpretation, hear_keys, hear_words, with_meaning
from .moves import refuse
from .nodes import AskPlace, Choose, Question, ReadBack
from .plan import Plan
from .state import Call


def interpret(plan: Plan, call: Call, node: Question, event: Keyed | Said) -> Interpretation:
    """Return what the caller keyed or said; a place refused before, or by this very answer, is not heard."""
    if isinstance(event, Keyed):
        return hear_keys(event.keys)
    said = utterance(event.text, plan.meanings.language)
    heard = hear_words(plan.keys, plan.meanings, said)
    refused = frozenset(denied(call, heard).refused)
    found = place_in(plan, said, refused, event.conditions.near, by_sound=may_sound_like_a_place(heard))
    return in_call(plan, call, node, *by_ear(plan, said, heard, found))


def may_sound_like_a_place(heard: Interpretation) -> bool:
    """Tell whether a place may be hidden in what was *heard*, misheard: not where the words mean something else."""
    named = heard.outcome == "certain" and heard.service
    return bool(heard.outcome == "unknown" or named or heard.names & {"yes", "no"})


def by_ear(
    plan: Plan, said: Utterance, heard: Interpretation, found: Explained
) -> tuple[Interpretation, Interpretation]:
    """Return what was *heard* as it is and with its place; what is neither word nor place may sound like a word."""
    if heard.outcome == "unknown" and not heard.key and isinstance(found.outcome, Unknown):
        heard = with_meaning(heard, understand_by_ear(plan.meanings, plan.places.readings, said))
    return heard, placed(heard, found)


def place_in(
    plan: Plan,
    said: Utterance,
    refused: frozenset[str] = frozenset(),
    near: tuple[str, ...] = (),
    *,
    by_sound: bool = True,
) -> Explained:
    """Return the place that was named, and why; a word of the site's own is none (本部 is no 本部町)."""
    if not plan.places.areas:
        return Explained(Unknown(), "")
    return explain_said(plan.places, said, refused, near, plan.no_places, by_sound=by_sound)


def placed(heard: Interpretation, found: Explained) -> Interpretation:
    """Return what was *heard* with the place that was *found* in it."""
    return replace(heard, place=found.outcome, rule=found.rule)


def in_call(plan: Plan, call: Call, node: Question, heard: Interpretation, found: Interpretation) -> Interpretation:
    """Return what was *heard* as it was *found* with its place (see `placed`), unless it answers in other words."""
    if isinstance(node, Choose) and choose.is_label(plan, node, heard):
        return replace(heard, meaning=NOTHING, outcome="unknown", service="")
    if isinstance(found.place, Certain):
        return heard if _is_region(plan, call, node, heard) else _answering(found)
    return heard if _is_asked_for(plan, call, node, heard) else found


def _answering(found: Interpretation) -> Interpretation:
    """Return an answer that names a place without a question, or a command, that was only taken from its form."""
    is_only_like = found.outcome == "probable" and not found.service
    return replace(found, meaning=NOTHING, outcome="unknown", names=frozenset(), why=()) if is_only_like else found


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
