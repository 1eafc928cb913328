"""Ask a question, and ask it again after silence or an answer that was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .events import Conditions
from .lines import lines
from .moves import Ask, Enter, Move, Pending, Play
from .nodes import AskPlace, Choose, Node, Playing, Question, ReadBack
from .plan import Plan
from .ring import is_promised, to_person
from .state import MOST, Call, Stage, to_stage, tried

_IN_WORDS = ("first", "again", "yes_no")

Then = Literal["again", "menu", "confirm", "repeat", "lost", "ring"]

NOISY = 2
"""Spoken answers not understood at one question after which it is not asked in words again."""

TRIES = 2
"""Playings of one stage without a usable answer after which it is not played again."""


@dataclass(frozen=True, slots=True)
class Retry:
    """The moves after *silence* and after a *no_match* at one stage; *at_last* is the move after `TRIES` playings."""

    silence: Then
    no_match: Then
    at_last: Then = "lost"


# 1. By voice a question is asked in its own words, once more in simpler words, and then as a menu of keys. Silence goes
#    to the menu at once: a silent caller would stay silent. So does a wrong key: that caller is using the keypad.
# 2. A menu, of regions or of what is in one, is played twice; then the call counts as lost, and is handed over.
# 3. Other questions about a place (yes or no, which one, the postal code) are played twice; then comes the menu of
#    regions, because the caller may have been asked only about wrong places.
# 4. At a read-back silence rings: the caller has heard which office and had time to object. An answer that was not
#    understood may have been that objection, so the caller is asked, and from then on silence does not ring.
# 5. A question is asked once in other words; after a second spoken answer that is not understood comes the menu.
#    Speech is still accepted there: the first two may have been noise.
_ASIDE = Retry("repeat", "repeat", at_last="menu")
RETRIES: Mapping[Stage, Retry] = {
    "first": Retry("menu", "again"),
    "again": Retry("menu", "menu"),
    "menu": Retry("repeat", "repeat"),
    "region": Retry("repeat", "repeat"),
    "yes_no": _ASIDE,
    "pick": _ASIDE,
    "postal": _ASIDE,
    "": Retry("ring", "confirm"),
    "confirm": Retry("repeat", "repeat"),
}
ASIDE = tuple(stage for stage, retry in RETRIES.items() if retry is _ASIDE)
"""Stages of the place question off its main way from words to the menus."""


def with_keys(call: Call) -> bool:
    """Return whether a question is asked with its keys: after a try in words failed, or if the caller uses keys."""
    return call.asking.tries > 0 or call.mode == "keys"


def wait_for_words(call: Call, wait: int | None) -> int | None:
    """Return the question's own *wait* while it is asked in words, without its keys; else None."""
    return wait if call.asking.stage in _IN_WORDS and not with_keys(call) else None


def without_vain_offer(plan: Plan, call: Call, node: Node, says: Playing, conditions: Conditions) -> Playing:
    """Return *says* without the offer of the fallback office if that would not ring now; never empty."""
    offer = plan.flow.defaults.offer_fallback
    if offer not in says or is_promised(plan, call, to_person(plan, node), conditions):
        return says
    return tuple(name for name in says if name != offer) or says


def await_answer(plan: Plan, pending: Pending, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say what is *pending* and wait, for *wait* seconds or the site's default, for speech or a key (or *several*)."""
    times = plan.flow.listening
    return Ask(
        pending,
        wait=wait or max(times.first_speech, times.keys),
        end_of_speech=times.end_of_speech,
        end_of_keys=times.end_of_keys if several else 0,
    )


def silent(plan: Plan, call: Call, node: Question) -> Move:
    """Return what follows silence at *node*; only the place question says why its menu follows."""
    said = (plan.flow.defaults.silence,) if isinstance(node, AskPlace) else ()
    return _follow(plan, call, node, RETRIES[call.asking.stage].silence, said)


def not_understood(plan: Plan, call: Call, node: Question, mode: Literal["keys", "voice"], reply: Pending = ()) -> Move:
    """Return what follows an answer in *mode* that *node* did not understand; *reply* says why, if that is known."""
    counted = min(call.asking.no_matches + (mode == "voice"), MOST)
    call = call.at(call.node, call.asking.heard(counted))
    stage = call.asking.stage
    then = "again" if reply and stage in (*ASIDE, "region") else RETRIES[stage].no_match
    if then == "again" and not _is_spoken_again(node, mode, counted):
        then = "menu"
    return _follow(plan, call, node, then, () if reply else (plan.flow.defaults.misheard,), reply)


def _is_spoken_again(node: Question, mode: Literal["keys", "voice"], counted: int) -> bool:
    """Return whether *node* is asked in words again after *counted* spoken answers that were not understood."""
    return mode == "voice" and isinstance(node, Choose | AskPlace) and bool(node.again) and counted < NOISY


def _follow(plan: Plan, call: Call, node: Question, then: Then, why: Playing, reply: Pending = ()) -> Move:
    """Do *then*; *reply* is said before anything that is played, *why* only before a menu."""
    match then:
        case "repeat":
            return _repeat(plan, call, node, reply)
        case "lost":
            return lost(plan, call, node)
        case "ring" if isinstance(node, ReadBack):
            return Enter(node.next, call)
        case "again" | "confirm":
            return Play(to_stage(call, then), reply)
        case _:
            return Play(to_stage(call, "menu"), reply + lines(plan, call, why))


def _repeat(plan: Plan, call: Call, node: Question, reply: Pending) -> Move:
    """Play the question again, or after `TRIES` playings do what the table says for `at_last`."""
    call = tried(call)
    if call.asking.tries < TRIES:
        return Play(call, reply)
    return _follow(plan, call, node, RETRIES[call.asking.stage].at_last, (plan.flow.defaults.misheard,))


def lost(plan: Plan, call: Call, node: Question) -> Move:
    """Hand the call over; a caller whose call has already rung the fallback office hears a number instead."""
    defaults = plan.flow.defaults
    own = node.lost if isinstance(node, Choose | AskPlace) else None
    return Enter(own or (defaults.last if call.handed_over else defaults.lost), call)
