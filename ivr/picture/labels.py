"""Labels of the pictures, in English: each is looked up in the operator's language."""

from ivr.call import Outcome, Plan
from ivr.call.nodes import Node
from ivr.translation import N_, _

DOES: dict[str, str] = {
    "say": N_("says something"),
    "listen": N_("explains at length"),
    "choose": N_("asks for a choice"),
    "branch": N_("continues according to the answer"),
    "place": N_("asks for the place"),
    "read_back": N_("reads back the office"),
    "ring": N_("rings an office"),
    "end": N_("ends the call"),
}
"""What a node does, by its kind."""

OUTCOMES = {
    Outcome.COMPLETED: N_("conversation ended"),
    Outcome.BUSY: N_("busy"),
    Outcome.NO_ANSWER: N_("not answered"),
    Outcome.FAILED: N_("not reached"),
    Outcome.CANCELED: N_("given up"),
}
"""How ringing ends. Canceled: the caller hung up while it rang."""

OCCASIONS = {
    "says": N_("always"),
    "choose.says": N_("on entering"),
    "ring.says": N_("before ringing"),
    "first": N_("at first"),
    "again": N_("when not understood"),
    "menu": N_("choosing by keys"),
    "menu_again": N_("choosing by keys (second time)"),
    "region_again": N_("after choosing a region (second time)"),
    "sure": N_("to make sure"),
    "sure_again": N_("to make sure (second time)"),
    "acknowledge": N_("after the previous answer"),
    "pick": N_("when several may be meant"),
    "postal": N_("asking for the postal code"),
    "postal_unknown": N_("when there is no such postal code"),
    "postal_length": N_("when the postal code does not have seven digits"),
    "languages": N_("coming from another language"),
    "offer_keys": N_("for callers who use keys"),
    "confirm": N_("not understood: asking whether to put the call through"),
    "confirm_again": N_("asking whether to put the call through (second time)"),
    "refused": N_("after “no”"),
    "outside": N_("for a place outside the areas"),
    "wider": N_("for a place with several areas"),
    "noted": N_("when something else was answered first"),
    "place.noted": N_("when the service was guessed from what the caller said"),
    "answer": N_("when asked about it"),
    "help": N_("after key 0"),
    "help_fallback": N_("after the help, while the fallback office can be rung"),
    "silence": N_("when nobody answers"),
    "misheard": N_("when not understood twice"),
    "before_ring": N_("before an office on a shared line is rung"),
    "with_number": N_("after the number of an office on a shared line"),
    "ring.whisper": N_("when the office answers (only the office hears it)"),
    "accept": N_("from when the office answers until it presses a key (only the office hears it)"),
    "foreign_caller": N_("when the office answers a caller in another language (only the office hears it)"),
    "whisper": N_("when the office on a shared line answers (only the office hears it)"),
}
"""When a prompt is heard, by the field that names it; where kinds of nodes differ, by kind and field."""

NOT_RUNG = {
    "no_office": N_("area without an office"),
    "closed": N_("closed"),
    "failing": N_("keeps failing"),
    "over_limit": N_("too many calls"),
}
"""Why a call does not ring its office."""

SILENCE = N_("silence")
ANY_KEY = N_("a key or a word")
MISSED = N_("no usable answer")
OTHERWISE = N_("otherwise")


def area(plan: Plan) -> str:
    """Return what the areas are called between which callers of *plan* choose."""
    codes = plan.places.areas.keys()
    if codes <= plan.places.prefectures.keys():
        return _("prefecture")
    return _("ward") if all(area.name[-1] == "区" for area in plan.places.areas.values()) else _("municipality")


def does(node: Node) -> str:
    """Return what *node* does, in a few words."""
    return _(DOES[node.kind])
