"""What follows from an answer at any question: slots first, then this question's choices, then the commands."""

from dataclasses import replace

from ivr.places import Ambiguous, Certain, Probable, Unknown

from . import choose, place, postcode, read_back
from .events import Keyed, Said as Spoken, Silent
from .hearing import Heard, hear_keys
from .lines import lines
from .listening import NOISY
from .meaning import denied, hear
from .moves import Enter, Move, Said, Wait, answered_by, drop, missed_once, put, to_stage
from .nodes import AskPlace, Choose, Question, ReadBack
from .plan import Plan
from .state import MOST, Call, Stage

_PLAYED_TWICE = 2
_ASIDE = ("yes_no", "pick", "postal")
"""Stages of the place question from which silence or misunderstanding leads back to its menu of regions."""


def answer(plan: Plan, call: Call, node: Question, event: Keyed | Spoken | Silent) -> Move:
    """Return what follows when the caller answers *node* with *event*."""
    match event:
        case Silent():
            return _silent(plan, call, node)
        case Keyed(keys):
            return understood(plan, call, node, hear_keys(keys), keys)
        case Spoken(text):
            return understood(plan, call, node, hear(plan, call, node, event), text)


def understood(plan: Plan, call: Call, node: Question, heard: Heard, literally: str) -> Move:
    """Return what follows from an answer of which *heard* was understood; *literally* are its keys or words."""
    return (
        _person(plan, call, heard)
        or _postcode(plan, call, node, heard, literally)
        or _fill(plan, call, node, heard)
        or _choice(plan, call, node, heard)
        or _command(plan, call, node, heard)
        or _unclear(plan, call, node, heard)
    )


def ask(plan: Plan, call: Call, node: Question, said: Said = ()) -> Wait:
    """Play the question at its present stage."""
    match node:
        case Choose():
            return choose.ask(plan, call, node, said)
        case AskPlace():
            return place.ask(plan, call, node, said)
        case ReadBack():
            return read_back.ask(plan, call, node, said)


def _person(plan: Plan, call: Call, heard: Heard) -> Move | None:
    """Lead on whoever needs a person: at once, whatever else he said."""
    defaults = plan.flow.defaults
    for name, node in (("distress", defaults.distress), ("english", defaults.english), ("person", defaults.person)):
        if name in heard.names:
            return Enter(node or defaults.person, call)
    return None


def _postcode(plan: Plan, call: Call, node: Question, heard: Heard, literally: str) -> Move | None:
    """Take a postal code where one is asked for; at the other stages of the place question key 9 asks for one."""
    if not isinstance(node, AskPlace) or not node.postal:
        return None
    if call.stage == "postal":
        return postcode.answer(plan, call, node, postcode.given(heard.by, literally))
    opens = heard.by == "keys" and heard.key == postcode.KEY and call.stage in (*place.BY_REGION, "region")
    return postcode.begin(plan, call, node) if opens else None


def _fill(plan: Plan, call: Call, node: Question, heard: Heard) -> Move | None:
    """Fill every slot that the answer contains; None when it contains nothing new."""
    after = denied(call, heard)
    if heard.service in plan.directory.services and plan.question("service"):
        after = put(after, "service", heard.service)
    asks_place = plan.question("prefecture")
    codes, several = _doubtful(plan, call, heard) if asks_place else ((), False)
    if asks_place and not codes and isinstance(heard.place, Certain | Probable):
        after = put(after, "prefecture", plan.places.prefecture_of(heard.place.code))
    if not codes and dict(after.slots) == dict(call.slots):
        return None
    after = answered_by(after, heard.by)
    if asks_place and codes:
        return place.consider(plan, after, asks_place, codes, several=several)
    return _go_on(plan, after, node)


def _doubtful(plan: Plan, call: Call, heard: Heard) -> tuple[tuple[str, ...], bool]:
    """Return the places to ask about first (none where the place is sure), and whether to choose between them."""
    asked = call.candidates if call.stage in ("yes_no", "pick") else ()
    match heard.place:
        case Certain(code) | Probable(code) if code in asked or code == call.slot("prefecture"):
            return (), False
        case Certain(code):
            return ((code,) if code in _alike(plan) else ()), False
        case Probable(code, rest=rest):
            return (code, *rest), False
        case Ambiguous(codes) if codes == call.candidates:
            return (), False
        case Ambiguous(codes):
            return codes, True
        case Unknown():
            return (), False


def _alike(plan: Plan) -> set[str]:
    places = (node for node in plan.flow.nodes.values() if isinstance(node, AskPlace))
    return {plan.codes[name] for node in places for name in node.ask_yes_no}


def _go_on(plan: Plan, call: Call, node: Question) -> Move:
    """Go on to what is still open; a question that is open itself says what it has noted."""
    if isinstance(node, Choose) and node.slot and node.noted and not call.slot(node.slot):
        return Enter(call.node, call, lines(plan, call, (node.noted,)))
    return Enter(plan.opening, call)


def _choice(plan: Plan, call: Call, node: Question, heard: Heard) -> Move | None:
    match node:
        case Choose():
            return choose.answer(plan, call, node, heard)
        case AskPlace():
            return place.answer(plan, call, node, heard)
        case ReadBack():
            return read_back.answer(call, node, heard)


def _command(plan: Plan, call: Call, node: Question, heard: Heard) -> Move | None:
    if "again" in heard.names:
        said = lines(plan, call, node.says) if isinstance(node, Choose) else ()
        return ask(plan, call, node, said)
    if "back" in heard.names:
        return _back(plan, call, node)
    if "help" in heard.names:
        return _help(plan, call, node)
    return None


def _help(plan: Plan, call: Call, node: Question) -> Move:
    """Help once; the second time, or where the fallback office was just offered, go there."""
    if call.helped or plan.flow.defaults.offer_fallback in _playing(node, call):
        return Enter(plan.flow.defaults.person, call)
    said = lines(plan, call, (node.help or plan.flow.defaults.help,))
    return ask(plan, replace(call, helped=True), node, said)


def _playing(node: Question, call: Call) -> tuple[str, ...]:
    match node:
        case Choose():
            return choose.playing(node, call)
        case AskPlace():
            return place.playing(node, call)
        case ReadBack():
            return read_back.playing(node, call)


def _back(plan: Plan, call: Call, node: Question) -> Move:
    """Take one step back: within the place question, to the node that says so, or to the slot that was filled last."""
    if call.stage in ("region", *_ASIDE) and isinstance(node, AskPlace):
        stage: Stage = "menu" if call.stage in ("region", "postal") or call.by == "keys" else "first"
        return ask(plan, to_stage(call, stage), node)
    if isinstance(node, Choose | AskPlace) and node.back:
        return Enter(node.back, call)
    last = call.slots[-1][0] if call.slots else ""
    question = plan.question(last)
    return Enter(question, drop(call, last)) if question else ask(plan, call, node)


def _silent(plan: Plan, call: Call, node: Question) -> Move:
    if isinstance(node, ReadBack) and call.stage != "confirm":
        return Enter(node.next, call)
    if call.stage in ("first", "again"):
        return _to_menu(plan, call, node, plan.flow.defaults.silence)
    return _missed(plan, call, node)


def _unclear(plan: Plan, call: Call, node: Question, heard: Heard) -> Move:
    """Ask once more in simpler words, then with keys; noise twice at one question leaves only the keys there.

    At a read-back it may have been an objection, so silence rings no more.
    """
    by_voice = heard.by == "voice"
    call = replace(call, noise=min(call.noise + by_voice, MOST))
    if isinstance(node, ReadBack) and call.stage != "confirm":
        return ask(plan, to_stage(call, "confirm"), node)
    if call.stage == "first" and by_voice and isinstance(node, Choose | AskPlace) and node.again and call.noise < NOISY:
        return ask(plan, to_stage(call, "again"), node)
    if call.stage in ("first", "again"):
        return _to_menu(plan, call, node, plan.flow.defaults.misheard)
    return _missed(plan, call, node)


def _to_menu(plan: Plan, call: Call, node: Question, why: str) -> Move:
    return ask(plan, to_stage(call, "menu"), node, lines(plan, call, (why,)))


def _missed(plan: Plan, call: Call, node: Question) -> Move:
    """Play the question again; twice without an answer, the call is handed over."""
    call = missed_once(call)
    if call.missed < _PLAYED_TWICE:
        return ask(plan, call, node)
    if call.stage in _ASIDE and isinstance(node, AskPlace):
        return _to_menu(plan, call, node, plan.flow.defaults.misheard)
    return lost(plan, call, node)


def lost(plan: Plan, call: Call, node: Question) -> Move:
    """Hand the call over; a call that has rung the fallback office already is told a number instead."""
    defaults = plan.flow.defaults
    own = node.lost if isinstance(node, Choose | AskPlace) else None
    return Enter(own or (defaults.last if call.handed else defaults.lost), call)
