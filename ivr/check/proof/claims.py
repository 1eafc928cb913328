"""What must hold of every step, one documented function each; it returns what is wrong, or "".

Of a whole call more must hold than of its steps: that is in `histories`.
"""

from collections.abc import Callable, Mapping

from ivr.call import Ask, Keyed, Plan, from_pairs, step, to_pairs
from ivr.call.fit import fit
from ivr.call.lines import office
from ivr.call.nodes import Choose, Listen, Ring
from ivr.call.ring import rung

from .steps import Taken

Claim = Callable[[Plan, Taken], str]


def no_error(_plan: Plan, taken: Taken) -> str:
    """No answer at any question raises an exception."""
    return taken.error


def turn_counted(_plan: Plan, taken: Taken) -> str:
    """No answer leaves the turns uncounted: nothing else bounds a call."""
    if taken.answer.kind in ("late", "last", "fault") or taken.after.turn == taken.before.turn + 1:
        return ""
    return f'this answer at "{taken.before.node}" does not count as a turn'


def survives_address(plan: Plan, taken: Taken) -> str:
    """Every state is the same after it was written into an address and read again."""
    if taken.ends:
        return ""
    read = from_pairs(taken.after.node, to_pairs(taken.after))
    return "" if read == taken.after == fit(plan, read) else f"its address does not carry {taken.after}"


def only_directory(plan: Plan, taken: Taken) -> str:
    """Nothing but the numbers of the directory is ever dialled, and of these the one of the chosen office."""
    node = plan.flow.nodes.get(taken.after.node)
    if taken.rings is None:
        return ""
    if taken.rings.number not in {one.e164 for one in plan.directory}:
        return f"{taken.rings.number} rings, which is in no directory"
    about = rung(plan, taken.after, node) if isinstance(node, Ring) else None
    return "" if about and about.e164 == taken.rings.number else f"{taken.rings.number} rings, which is not the office's"


def right_number(_plan: Plan, taken: Taken) -> str:
    """No number is read out but that of the office that the call is about."""
    return "a number is read out that is not the office's" if taken.heard.strange else ""


def phrase_with_number(_plan: Plan, taken: Taken) -> str:
    """After a number on a shared line follows the sentence by which callers ask for the office."""
    return "a number on a shared line is read out without the sentence to ask for the office" if taken.heard.unnamed else ""


def phrase_only_there(plan: Plan, taken: Taken) -> str:
    """That sentence is heard only by callers of an office on a shared line."""
    if not taken.heard.phrase or office(plan, taken.after).shared_line:
        return ""
    return f"the sentence for shared lines is heard by a caller of {office(plan, taken.after).printed_name}"


def whisper(plan: Plan, taken: Taken) -> str:
    """A desk on a shared line hears for which service the call is before it is put through."""
    about = office(plan, taken.after)
    if taken.rings is None or taken.rings.number != about.e164 or not about.shared_line:
        return ""
    told = taken.rings.whisper
    named = told and about.service and plan.directory.services[about.service].name in told.text
    return "" if named else "the desk on a shared line is not told the service"


def unasked(_plan: Plan, taken: Taken) -> str:
    """No telephone rings a second time unless the caller asks for it."""
    return "a telephone rings again unasked" if taken.answer.kind == "dial" and taken.rings else ""


def again_key(plan: Plan, taken: Taken) -> str:
    """# repeats the question and changes nothing."""
    if not _pressed(plan, taken, "#"):
        return ""
    before, after = taken.before, taken.after
    same = all(getattr(before, name) == getattr(after, name) for name in ("node", "stage", "region", "slots", "missed"))
    return "" if same and _asks(taken) else f'# does not repeat the question "{before.node}"'


def back_key(plan: Plan, taken: Taken) -> str:
    """* leads back to a question, or repeats the first one; it is no mistake and never ends or connects a call."""
    if not _pressed(plan, taken, "*"):
        return ""
    before, after = taken.before, taken.after
    missed = after.node == before.node and after.stage == before.stage and after.missed > before.missed
    to_menu = after.node == before.node and before.stage in ("first", "again") and after.stage != before.stage
    return "" if _asks(taken) and not missed and not to_menu else f'* does not lead back from "{before.node}"'


def help_key(plan: Plan, taken: Taken) -> str:
    """0 helps, and where it just helped, or stands for the fallback office, connects to that or reads out a number."""
    if not _pressed(plan, taken, "0"):
        return ""
    before, after = taken.before, taken.after
    handed = taken.heard.number or (taken.rings is not None and taken.rings.number == plan.fallback.e164)
    helps = after.node == before.node and after.helped and not before.helped and _asks(taken)
    return "" if handed or helps else f'0 at "{before.node}" neither helps nor leads to the fallback office'


def same_by_voice(plan: Plan, taken: Taken) -> str:
    """A choice that is named, and a key that is spoken, lead where the key leads."""
    key = taken.answer.same_as
    if not key or taken.error or taken.before.stage == "postal":
        return ""
    after, _ = step(plan, taken.before, Keyed(key, taken.world))
    same = after.node == taken.after.node and dict(after.slots) == dict(taken.after.slots)
    return "" if same else f'"{taken.answer.text}" at "{taken.before.node}" leads elsewhere than the key {key}'


def handed_over(plan: Plan, taken: Taken) -> str:
    """A call of too many turns is handed over, or ends: from then on it cannot go on for ever."""
    if taken.answer.kind != "late" or taken.ends or taken.after.handed or taken.before.handed:
        return ""
    return f"after {plan.flow.turns} turns the call is not handed over, and need not end"


def ends_at_last(_plan: Plan, taken: Taken) -> str:
    """A call that was handed over and still goes on is ended."""
    if taken.answer.kind != "last" or taken.ends or not taken.before.handed:
        return ""
    return "a call that has been handed over does not end"


def rescued(_plan: Plan, taken: Taken) -> str:
    """After a fault of the service an office rings, or a number is read out."""
    if taken.answer.kind != "fault" or taken.rings or taken.heard.number:
        return ""
    return "after a fault of the service neither an office rings nor a number is read out"


def _pressed(plan: Plan, taken: Taken, key: str) -> bool:
    """Tell whether *key* was pressed at a question of one key, where it has not another meaning of its own."""
    if taken.answer.kind != "key" or taken.answer.text != key or taken.error:
        return False
    if taken.before.stage == "postal" and key == "0":  # a digit of the code
        return False
    node = plan.flow.nodes.get(taken.before.node)
    own = isinstance(node, Choose) and key != "0" and any(choice.key == key for choice in node.choices)
    return not own and not isinstance(node, Listen)


def _asks(taken: Taken) -> bool:
    return bool(taken.instructions) and isinstance(taken.instructions[-1], Ask)


STEPS: Mapping[str, Claim] = {
    "proof-error": no_error,
    "proof-turn": turn_counted,
    "proof-address": survives_address,
    "proof-directory": only_directory,
    "proof-number": right_number,
    "proof-phrase-number": phrase_with_number,
    "proof-phrase-only": phrase_only_there,
    "proof-whisper": whisper,
    "proof-unasked": unasked,
    "proof-again": again_key,
    "proof-back": back_key,
    "proof-help": help_key,
    "proof-words": same_by_voice,
    "proof-turns": handed_over,
    "proof-last": ends_at_last,
    "proof-fault": rescued,
}


def broken(plan: Plan, taken: Taken) -> dict[str, str]:
    """Return what is wrong with a step, by claim."""
    if taken.error:
        return {"proof-error": taken.error}
    found = ((name, claim(plan, taken)) for name, claim in STEPS.items() if name != "proof-error")
    return {name: message for name, message in found if message}
