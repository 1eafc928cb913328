"""What a spoken answer means in the call in which it is given: a place, or another way to say yes, or a region."""

from dataclasses import replace

from ivr.places import Certain, Explained, Unknown, explain
from ivr.places.rules import PlaceRule

from . import place
from .events import Said
from .hearing import Heard, clear, hear_words, plain, without_services
from .moves import refuse
from .nodes import AskPlace, Question, ReadBack
from .plan import Plan
from .state import Call


def hear(plan: Plan, call: Call, node: Question, said: Said) -> Heard:
    """Return what the caller *said* in this *call*; a place refused before, or by this very answer, is not heard."""
    heard = hear_words(plan.words, said.text)
    refused = frozenset(denied(call, heard).refused)
    return meant(plan, call, node, heard, place_in(plan, said.text, refused, said.world.near))


def place_in(plan: Plan, text: str, refused: frozenset[str] = frozenset(), near: tuple[str, ...] = ()) -> Explained:
    """Return the place that a spoken *text* names, and why; a word of the site's own is none (本部 is no 本部町)."""
    found = explain(plan.places, without_services(plan.words, clear(text)), refused, near)
    named = plain(found.outcome.heard)
    own = not isinstance(found.outcome, Certain) and any(named in listed for listed in plan.words.lists.values())
    return Explained(Unknown(), PlaceRule.NOTHING) if own else found


def meant(plan: Plan, call: Call, node: Question, heard: Heard, found: Explained) -> Heard:
    """Return what was *heard* with the place that was *found* in it, unless that answers in other words."""
    means_else = _is_region if isinstance(found.outcome, Certain) else _is_asked_for
    return heard if means_else(plan, call, node, heard) else replace(heard, place=found.outcome, rule=found.rule)


def _is_asked_for(plan: Plan, call: Call, node: Question, heard: Heard) -> bool:
    """Tell whether *heard* answers in other words: 「はい、さようです」 is not 佐用町, 「東海」 not 東海市."""
    if call.stage == "yes_no" or isinstance(node, ReadBack):
        return "yes" in heard.names
    return isinstance(node, AskPlace) and place.region(plan, node, replace(heard, key="")) is not None


def _is_region(plan: Plan, call: Call, node: Question, heard: Heard) -> bool:
    """Tell whether *heard* is the whole name of a region offered: 「九州・沖縄」 is not 沖縄県, as 「沖縄」 is."""
    return isinstance(node, AskPlace) and call.stage in place.BY_REGION and place.names_region(plan, node, heard)


def denied(call: Call, heard: Heard) -> Call:
    """Remember the place of a yes/no question that the answer denies."""
    return refuse(call, call.candidates[0]) if call.stage == "yes_no" and "no" in heard.names else call
