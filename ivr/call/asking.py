"""How a question is put, and put again when nobody answers or the answer is not understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .lines import lines
from .moves import Ask, Enter, Move, Pending, Play
from .nodes import AskPlace, Choose, Playing, Question, ReadBack
from .plan import Plan
from .state import MOST, Call, Stage, to_stage, tried

_IN_WORDS = ("first", "again", "yes_no")


def with_keys(call: Call) -> bool:
    """Tell whether a question is put with its keys: to who has not answered it in words, or uses keys anyway."""
    return call.asking.tries > 0 or call.mode == "keys"


def in_words(call: Call, wait: int | None) -> int | None:
    """Return *wait*, the question's own, while it is put in words and its keys are not yet said; else None."""
    return wait if call.asking.stage in _IN_WORDS and not with_keys(call) else None


def await_answer(plan: Plan, pending: Pending, wait: int | None = None, *, several: bool = False) -> Ask:
    """Say what is *pending* and wait, *wait* seconds or as the site says, for speech or a key (or *several*)."""
    times = plan.flow.listening
    return Ask(
        pending,
        wait=wait or max(times.first_speech, times.keys),
        end_of_speech=times.end_of_speech,
        end_of_keys=times.end_of_keys if several else 0,
    )


Then = Literal["again", "menu", "confirm", "repeat", "lost", "ring"]

NOISY = 2
"""Spoken answers not understood at one question after which it is not put in words again."""

TRIES = 2
"""Playings of one stage in vain after which it is not played again."""


@dataclass(frozen=True, slots=True)
class Retry:
    """What follows *silence* and a *no_match* at one stage; after `TRIES` repetitions, what follows *at_last*."""

    silence: Then
    no_match: Then
    at_last: Then = "lost"


# 1. By voice a question is put in its own words, once more in simpler words, and then as a menu of keys. Silence goes
#    to the menu at once: who says nothing would say nothing again. So does a wrong key: that caller has the keypad.
# 2. A menu, of regions or of what is in one, is played twice; then the call is lost here, and handed over.
# 3. What is asked of a place beside that (yes or no, which one, the postal code) is played twice; then comes the menu
#    of regions, for that caller may only have been asked about places that are none of his.
# 4. At a read-back silence rings: the caller has heard which office and had his time to object. What is not understood
#    may have been that objection, so it is asked about, and from then on silence rings no more.
# 5. A question is put again in other words once; after a second spoken answer that is not understood comes the menu.
#    What the caller says is heard there as everywhere: noise may have been the first two.
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
"""Stages of the place question beside its way from words to the menus."""


def silent(plan: Plan, call: Call, node: Question) -> Move:
    """Return what follows when nobody answers *node*; a menu of the choices that were just asked for needs no word."""
    said = (plan.flow.defaults.silence,) if isinstance(node, AskPlace) else ()
    return _follow(plan, call, node, RETRIES[call.asking.stage].silence, said)


def not_understood(plan: Plan, call: Call, node: Question, mode: Literal["keys", "voice"], told: Pending = ()) -> Move:
    """Return what follows an answer in *mode* that *node* did not understand; *told* says why, where that is known."""
    counted = min(call.asking.no_matches + (mode == "voice"), MOST)
    call = call.at(call.node, call.asking.heard(counted))
    stage = call.asking.stage
    then = "again" if told and stage in (*ASIDE, "region") else RETRIES[stage].no_match
    if then == "again" and not _is_spoken_again(node, mode, counted):
        then = "menu"
    return _follow(plan, call, node, then, () if told else (plan.flow.defaults.misheard,), told)


def _is_spoken_again(node: Question, mode: Literal["keys", "voice"], counted: int) -> bool:
    """Tell whether *node* is put in words again after so many spoken answers that were not understood."""
    return mode == "voice" and isinstance(node, Choose | AskPlace) and bool(node.again) and counted < NOISY


def _follow(plan: Plan, call: Call, node: Question, then: Then, why: Playing, told: Pending = ()) -> Move:
    """Do what follows; *told* is said before whatever is played, *why* before a menu."""
    match then:
        case "repeat":
            return _repeat(plan, call, node, told)
        case "lost":
            return lost(plan, call, node)
        case "ring" if isinstance(node, ReadBack):
            return Enter(node.next, call)
        case "again" | "confirm":
            return Play(to_stage(call, then), told)
        case _:
            return Play(to_stage(call, "menu"), told + lines(plan, call, why))


def _repeat(plan: Plan, call: Call, node: Question, told: Pending = ()) -> Move:
    """Play the question again, or do what follows at last."""
    call = tried(call)
    if call.asking.tries < TRIES:
        return Play(call, told)
    return _follow(plan, call, node, RETRIES[call.asking.stage].at_last, (plan.flow.defaults.misheard,))


def lost(plan: Plan, call: Call, node: Question) -> Move:
    """Hand the call over; a caller whose call has already rung the fallback office hears a number instead."""
    defaults = plan.flow.defaults
    own = node.lost if isinstance(node, Choose | AskPlace) else None
    return Enter(own or (defaults.last if call.handed_over else defaults.lost), call)
