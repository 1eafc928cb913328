"""Calls made by keypad alone: every question that keys lead to, and the shortest keys to each office.

The keys are pressed in the core itself, so that the result is true for any flow.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.call import Answered, Ask, Call, Keyed, Offer, Plan, RingNumber, Silent, begin, offered, step
from ivr.call.nodes import Overheard, ReadBack, Ring
from ivr.call.ring import office_of
from ivr.directory import Office

KeyRoute = tuple[tuple[Call, str], ...]
"""The questions of a route, each with the key that is pressed there."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The effect of a *key* with this *label*: the *call* at its next question, or the *office* that rings.

    If there is neither, the call ends, or its flow leads in a circle. *waited*: the office was read back first, and the
    caller only waited.
    """

    key: str
    label: str
    call: Call
    office: Office | None = None
    waited: bool = False


@dataclass(frozen=True, slots=True)
class Keypad:
    """The *start*, the keys of each of the *questions*, and by the office's key the shortest of the *routes* to it.

    *wishes* are the shortest routes by area code and service, for an office may answer for several.
    """

    start: Call
    questions: Mapping[Call, tuple[Pressed, ...]] = field(repr=False)
    routes: Mapping[str, KeyRoute] = field(repr=False)
    wishes: Mapping[tuple[str, str], KeyRoute] = field(repr=False)


def keypad(plan: Plan) -> Keypad:
    """Press every key that answers a question, breadth first: a call has few states between two keys."""
    start = _after(plan, begin(plan), Answered(), "", "").call
    questions: dict[Call, tuple[Pressed, ...]] = {}
    routes: dict[str, KeyRoute] = {}
    wishes: dict[tuple[str, str], KeyRoute] = {}
    reached: dict[Call, KeyRoute] = {start: ()}
    waiting = deque([start])
    while waiting:
        call = waiting.popleft()
        questions[call] = tuple(
            _after(plan, call, Keyed(offer.key), offer.key, _label(plan, offer)) for offer in offered(plan, call)
        )
        for pressed in questions[call]:
            route = (*reached[call], (call, pressed.key))
            if pressed.office:
                routes.setdefault(pressed.office.key, route)
                if pressed.office is plan.chosen(pressed.call) and (wish := plan.about(pressed.call)):
                    wishes.setdefault(wish, route)
            elif pressed.call not in reached:
                reached[pressed.call] = route
                waiting.append(pressed.call)
    return Keypad(start, questions, routes, wishes)


def _label(plan: Plan, offer: Offer) -> str:
    """Return a label as it is printed: callers hear a municipality in kana, and read it in kanji."""
    area = plan.places.areas.get(offer.meaning) if offer.meaning not in plan.places.prefectures else None
    return area.name if area else offer.label.text


def press_zero(plan: Plan, call: Call) -> tuple[Pressed, ...]:
    """Press 0 until an office rings: once, or once more after the help."""
    once = _after(plan, call, Keyed("0"), "0", "")
    return (once,) if once.office else (once, _after(plan, once.call, Keyed("0"), "0", ""))


def asks_postcode(plan: Plan, call: Call) -> bool:
    """Return whether key 9 asks for a postal code at the question of *call*."""
    return _after(plan, call, Keyed("9"), "9", "").call.asking.stage == "postal"


def _after(plan: Plan, call: Call, event: Answered | Keyed, key: str, name: str) -> Pressed:
    """Take a step, and wait through what needs no key: what is explained at length, and a read-back."""
    now: Answered | Keyed | Silent = event
    waited = False
    for _ in plan.flow.nodes:
        try:
            call, instructions = step(plan, call, now)
        except (KeyError, RecursionError):  # of a flow that `ivr check` refuses
            break
        node = plan.node(call.node)
        if isinstance(instructions[-1], RingNumber) and isinstance(node, Ring):
            return Pressed(key, name, call, office_of(plan, call, node), waited)
        if not isinstance(instructions[-1], Ask) or not isinstance(node, ReadBack | Overheard):
            break
        now, waited = Silent(), waited or isinstance(node, ReadBack)
    # Drop what keys cannot notice (answers so far, refused places): it would only make two calls of one.
    return Pressed(key, name, call._replace(turn=0, refused=()), waited=waited)
