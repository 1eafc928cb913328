"""What must hold of every step, one documented function each; it returns what is wrong, or "".

Of a whole call more must hold than of its steps: that is in `walk` and `quiet`.
"""

# ruff: noqa: D401  # the first line of each claim says what must hold
import re
from collections.abc import Callable, Mapping

from ivr.call import Ask, Call, Keyed, Plan, Ring, Silent, World, choose, place, read_back, step
from ivr.call.hearing import COMMAND_KEYS
from ivr.call.lines import office
from ivr.call.nodes import AskPlace, Choose, Listen, ReadBack, Ring as RingNode
from ivr.call.ring import rung

from .alphabet import Answer
from .step import Arrival

UNASKED = "a telephone rings again unasked"
UNTOLD = "an office on a shared line rings, and the sentence to ask for it was not heard in full"

ClaimThere = Callable[[Plan, Arrival], str]
ClaimAfter = Callable[[Plan, Call, Answer, Arrival], str]


def only_directory(plan: Plan, found: Arrival) -> str:
    """Nothing but the numbers of the directory is ever dialled, and of these the one of the node's office."""
    node = plan.flow.nodes.get(found.after.node)
    if found.rings is None:
        return ""
    number, about = found.rings.number, rung(plan, found.after, node) if isinstance(node, RingNode) else None
    if about and about.e164 == number:
        return ""
    if all(number != one.e164 for one in plan.directory):
        return f"{number} rings, which is not in the directory"
    return f"{number} rings, which is not the office's"


def right_number(_plan: Plan, found: Arrival) -> str:
    """No number is read out but that of the office that the call is about."""
    return "a number is read out that is not the office's" if found.told.strange else ""


def phrase_with_number(_plan: Plan, found: Arrival) -> str:
    """After a number on a shared line follows the sentence by which callers ask for the office."""
    return (
        "a number on a shared line is read out without the sentence to ask for the office" if found.told.unnamed else ""
    )


def phrase_only_there(plan: Plan, found: Arrival) -> str:
    """That sentence is heard only by callers of an office on a shared line."""
    if not found.told.phrase or office(plan, found.after).shared_line:
        return ""
    return "the sentence for shared lines is heard by a caller of an office with a line of its own"


def whisper(plan: Plan, found: Arrival) -> str:
    """A desk on a shared line hears for which service the call is before it is put through."""
    about = office(plan, found.after)
    if found.rings is None or found.rings.number != about.e164 or not about.shared_line:
        return ""
    told = found.rings.whisper
    named = told and about.service and plan.directory.services[about.service].name in told.text
    return "" if named else "the desk on a shared line is not told which service is called"


def unasked(_plan: Plan, _before: Call, answer: Answer, found: Arrival) -> str:
    """No telephone rings a second time unless the caller asks for it."""
    return UNASKED if answer.kind == "dial" and found.rings else ""


def again_key(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """# repeats the question and changes nothing."""
    if not _pressed(plan, before, answer, "#"):
        return ""
    names = ("node", "stage", "region", "slots", "missed")
    same = all(getattr(before, name) == getattr(found.after, name) for name in names)
    return "" if same and _asks(found) else f'# does not repeat the question "{before.node}"'


def back_key(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """* leads back to a question, or repeats the first one; it is no mistake and never ends or connects a call."""
    if not _pressed(plan, before, answer, "*"):
        return ""
    after = found.after
    missed = after.missed > (before.missed if (after.node, after.stage) == (before.node, before.stage) else 0)
    to_menu = after.node == before.node and before.stage in ("first", "again") and after.stage != before.stage
    taken_back = len(after.slots) < len(before.slots)
    return (
        ""
        if _asks(found) and not missed and (taken_back or not to_menu)
        else f'* does not lead back from "{before.node}"'
    )


def help_key(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """0 helps; where it has just helped, or stands for the fallback office, it rings that or reads out a number."""
    if not _pressed(plan, before, answer, "0"):
        return ""
    handed = found.told.number or (found.rings is not None and found.rings.number == plan.fallback.e164)
    helps = found.after.node == before.node and found.after.helped and not before.helped and _asks(found)
    if handed and not (before.helped or _offers_fallback(plan, before)):
        return f'0 at "{before.node}" leads to the fallback office, and was not said to'
    return "" if handed or helps else f'0 at "{before.node}" neither helps nor leads to the fallback office'


def help_counts_once(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """Help counts until the next answer, if that does not just repeat the question: then 0 helps anew."""
    names = answer.heard.names
    gives = _pressed(plan, before, answer, "0") or "help" in names
    repeats = (answer.kind == "key" and answer.text in ("#", "*")) or bool(names & {"again", "back"})
    if not found.after.helped or gives or repeats:
        return ""
    return f'help at "{before.node}" still counts after another answer: 0 then rings the fallback office unasked'


def objected(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """What is not understood at a read-back may have been an objection: silence rings the office no more after it."""
    if not isinstance(plan.flow.nodes.get(before.node), ReadBack) or answer.kind not in ("key", "speech"):
        return ""
    repeats = answer.text in COMMAND_KEYS or bool(answer.heard.names & set(COMMAND_KEYS.values()))
    corrects = bool(answer.codes or answer.heard.service)
    understood = found.after.node != before.node or repeats or corrects
    if understood or not _rung_in_silence(plan, found.after):
        return ""
    return f'what is not understood at "{before.node}" is followed by a ring on silence'


def _rung_in_silence(plan: Plan, call: Call) -> bool:
    """Tell whether the office of the call rings if its caller says nothing more at this question."""
    node, office = call.node, plan.chosen(call)
    for _ in range(plan.flow.turns):
        call, instructions = step(plan, call, Silent())
        if call.node != node:
            rung = {one.number for one in instructions if isinstance(one, Ring)}
            return office is not None and office.e164 in rung
    return False


def _offers_fallback(plan: Plan, call: Call) -> bool:
    """Tell whether the caller was told at the question where *call* stands that 0 leads to the fallback office."""
    offer = plan.flow.defaults.offer_fallback
    match plan.flow.nodes.get(call.node):
        case Choose() as node:
            return offer in choose.playing(node, call) or any(choice.key == "0" for choice in node.choices)
        case AskPlace() as node:
            return offer in place.playing(node, call)
        case ReadBack() as node:
            return offer in read_back.playing(node, call)
        case _:
            return False


def corrected(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """2 at a read-back asks what is wrong: no office rings."""
    if not isinstance(plan.flow.nodes.get(before.node), ReadBack) or not _pressed(plan, before, answer, "2"):
        return ""
    return f'2 at "{before.node}" rings an office that the caller has said no to' if found.rings else ""


def seven_digits(_plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """Nothing but seven digits is a postal code: with more of them, or fewer, no place is asked about or chosen."""
    if before.stage != "postal" or answer.kind != "key" or answer.text in ("*", "#") or _is_code(answer.text):
        return ""
    asked_again = _asks(found) and found.after.node == before.node and not found.after.candidates
    same_slots = dict(found.after.slots) == dict(before.slots)
    return "" if asked_again and same_slots else f'{answer.text} is taken for a postal code at "{before.node}"'


def _is_code(keys: str) -> bool:
    return re.fullmatch(r"[0-9]{7}#?", keys) is not None


def same_by_voice(plan: Plan, before: Call, answer: Answer, found: Arrival, world: World) -> str:
    """A choice that is named, and a key that is spoken, lead where the key leads."""
    if not answer.same_as or answer.same_as not in _offered(plan, before, answer):
        return ""
    by_key, _ = step(plan, before, Keyed(answer.same_as, world))
    slots = {name: value if name == "service" else "" for name, value in by_key.slots}
    same = slots == {name: value if name == "service" else "" for name, value in found.after.slots}
    same = same and by_key.node == found.after.node and by_key.region == found.after.region
    return "" if same else f'"{answer.text}" at "{before.node}" leads elsewhere than its key {answer.same_as}'


def _offered(plan: Plan, call: Call, answer: Answer) -> set[str]:
    """Return the keys that are choices where *call* stands; the names of regions count where regions are offered."""
    said_yes_or_no = not answer.heard.key and bool(answer.heard.names & {"yes", "no"})
    match plan.flow.nodes.get(call.node):
        case Choose() if said_yes_or_no:
            return set()
        case Choose(choices=choices):
            return {choice.key for choice in choices}
        case AskPlace() as node if (call.stage == "yes_no") if said_yes_or_no else _is_listed(call, answer):
            return {key for key, _ in place.options(plan, call, node)}
        case ReadBack():
            return {"1", "2"}
        case _:
            return set()


def _is_listed(call: Call, answer: Answer) -> bool:
    """Tell whether what was said names one of the entries that the place question offers where *call* stands."""
    return call.stage in place.BY_REGION or answer.heard.key == answer.same_as


def handed_over(plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """A call of too many turns is handed over, or ends: from then on it cannot go on for ever."""
    if answer.kind != "late" or before.handed or found.ends or found.after.handed:
        return ""
    return f"after {plan.flow.turns} turns the call is not handed over, and need not end"


def ends_at_last(_plan: Plan, before: Call, answer: Answer, found: Arrival) -> str:
    """A call that was handed over and still goes on is ended."""
    if answer.kind != "last" or not before.handed or found.ends:
        return ""
    return "a call that has been handed over does not end"


def rescued(_plan: Plan, _before: Call, answer: Answer, found: Arrival) -> str:
    """After a fault of the service an office rings, or a number is read out."""
    if answer.kind != "fault" or found.rings or found.told.number:
        return ""
    return "after a fault of the service neither an office rings nor a number is read out"


def _pressed(plan: Plan, before: Call, answer: Answer, key: str) -> bool:
    """Tell whether *key* was pressed at a question of one key."""
    if answer.kind != "key" or answer.text != key or (before.stage == "postal" and key == "0"):
        return False
    return not isinstance(plan.flow.nodes.get(before.node), Listen)


def _asks(found: Arrival) -> bool:
    return bool(found.instructions) and isinstance(found.instructions[-1], Ask)


THERE: Mapping[str, ClaimThere] = {
    "proof-directory": only_directory,
    "proof-number": right_number,
    "proof-phrase-number": phrase_with_number,
    "proof-phrase-only": phrase_only_there,
    "proof-whisper": whisper,
}
ALWAYS: Mapping[str, ClaimAfter] = {
    "proof-helped": help_counts_once,
    "proof-objected": objected,
}
AFTER: Mapping[str, ClaimAfter] = {
    "proof-unasked": unasked,
    "proof-again": again_key,
    "proof-back": back_key,
    "proof-help": help_key,
    "proof-corrected": corrected,
    "proof-postal": seven_digits,
    "proof-turns": handed_over,
    "proof-last": ends_at_last,
    "proof-fault": rescued,
}
EVERY: Mapping[str, ClaimAfter] = {**ALWAYS, **AFTER}


def wrong_there(plan: Plan, found: Arrival) -> dict[str, str]:
    """Return what is wrong with what a step has led to, by claim; an exception above all: no answer may raise one."""
    if found.error:
        return {"proof-error": found.error}
    return {name: message for name, claim in THERE.items() if (message := claim(plan, found))}


def wrong_after(plan: Plan, before: Call, answer: Answer, found: Arrival, world: World) -> dict[str, str]:
    """Return what is wrong with where *answer* has led from *before*, by claim."""
    if found.error:
        return {}
    spoken = {"proof-words": same_by_voice(plan, before, answer, found, world)} if answer.kind == "speech" else {}
    claims = ALWAYS if answer.kind == "speech" else EVERY
    wrong = spoken | {name: claim(plan, before, answer, found) for name, claim in claims.items()}
    return {name: message for name, message in wrong.items() if message}
