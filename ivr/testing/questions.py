"""The questions at which an answer can be tried, and the state of the call at each of them."""

from collections.abc import Iterable, Mapping

from ivr.call import Ask, Asking, Call, Plan, begin, from_pairs, to_pairs
from ivr.call.events import OPEN
from ivr.call.moves import Enter
from ivr.call.nodes import AskPlace, Question, ReadBack, Ring
from ivr.call.slots import own_slots
from ivr.call.step import advance, revalidate
from ivr.strict_yaml.messages import meant
from ivr.translation import _

ALIASES = ("service", "prefecture", "postal", "read_back", "yes_no", "not_reached")
"""Questions that sites have under other names; any node that asks something goes by its own name.

``service`` is the first question of a site that asks for no service.
"""

_NOT_HELD = ("plan", "rehearsal", "language")
"""Parts of a query that say nothing about where a call is."""

_UNWRITTEN = "0"
"""An initial value, which a call leaves out of its query."""

_READ_BACK, _ASKED = "静岡県", "岡山県"
"""Prefectures of the calls at a read-back, and at a yes/no question; a site without an office there uses its first."""


class UnknownQuestionError(ValueError):
    """There is no question of this name."""


class UnknownStateError(ValueError):
    """A call cannot be in this state."""


def call_at(plan: Plan, at: str, state: Iterable[tuple[str, str]] = ()) -> Call:
    """Return a call that is at the question *at*, an alias or a node's name; see `_slots` for what it knows.

    *state* are the pairs of a webhook's query, which replace what the call knows. Raises UnknownQuestionError, and
    UnknownStateError for a pair that the call could not have: a webhook ignores it, but would mislead whoever typed it.
    """
    call = _call_at(plan, at)
    pairs = dict(state)
    if not pairs:
        return call
    asking = call.asking
    asked = {"stage": asking.stage, "candidates": ".".join(asking.candidates)}
    left_out = ((name, asked[name]) for name in asked if name not in pairs)
    revalidated = revalidate(plan, from_pairs(call.node, [*pairs.items(), *left_out]))
    written = dict(to_pairs(revalidated))
    for name, value in pairs.items():
        if name not in _NOT_HELD and value != _UNWRITTEN and written.get(name) != value:
            raise UnknownStateError(
                _('no call can be at "{at}" with {name}={value}').format(at=at, name=name, value=value)
            )
    return revalidated


def _call_at(plan: Plan, at: str) -> Call:
    """Return a call that is asked the question *at*, a node or an alias."""
    node = _node(plan, at)
    begun = begin(plan)._replace(language=plan.language)
    call = begun._replace(slots=_slots(plan, at, node), mode="" if at == "service" else "voice")
    call, instructions = advance(plan, Enter(node, call), OPEN)
    asks = any(isinstance(one, Ask) for one in instructions)
    if not asks or not isinstance(plan.flow.nodes.get(call.node), Question):
        raise UnknownQuestionError(_('nothing is asked at "{at}"').format(at=at))
    match at:
        case "postal":
            return call.at(node, Asking("postal"))
        case "yes_no":
            return call.at(node, Asking("yes_no", candidates=(_prefecture(plan, _services(plan)[0], _ASKED),)))
        case _:
            return call


def _node(plan: Plan, at: str) -> str:
    """Return the node that is entered for *at*: an alias comes before a node of the same name."""
    place = plan.question("prefecture")
    aliased = {
        "service": plan.question("service") or plan.opening,
        "prefecture": place,
        "postal": place if place and _asks_code(plan, place) else None,
        "yes_no": place,
        "read_back": next((name for name, node in plan.flow.nodes.items() if isinstance(node, ReadBack)), None),
        "not_reached": next((ring.busy for ring in plan.flow.each(Ring) if ring.office == "chosen"), None),
    }
    asked_at = aliased.get(at) if at in ALIASES else at
    if asked_at not in plan.flow.nodes:
        questions = (name for name, node in plan.flow.nodes.items() if isinstance(node, Question))
        possible = tuple(dict.fromkeys((*ALIASES, *questions)))  # a node may be called as one of the aliases is
        raise UnknownQuestionError(_('there is no question "{at}"{meant}').format(at=at, meant=meant(at, possible)))
    return str(asked_at)


def _asks_code(plan: Plan, name: str) -> bool:
    node = plan.node(name)
    return isinstance(node, AskPlace) and bool(node.postal)


def _services(plan: Plan) -> tuple[str, ...]:
    return tuple(plan.directory.services) or ("",)


def _slots(plan: Plan, at: str, node: str) -> tuple[tuple[str, str], ...]:
    """Return what the call knows there.

    At the place question the first service of the directory (shipped: the center) is chosen; at a read-back also
    静岡県, and the first value of each slot of the site's own, without which no call comes there; where an office was
    not reached it was the last service's (the council's) of 静岡県. At any other question the call knows nothing yet.
    """
    services = _services(plan)
    service = services[-1] if at == "not_reached" else services[0]
    slots: Mapping[str, str] = {"service": service} if service else {}
    if at == "not_reached" or isinstance(plan.node(node), ReadBack):
        area = _prefecture(plan, service, _READ_BACK)
        own = {slot: next(iter(values)) for slot, values in own_slots(plan.flow).items() if values}
        return tuple({**own, **slots, **({"prefecture": area} if area else {})}.items())
    return tuple(slots.items()) if isinstance(plan.node(node), AskPlace) else ()


def _prefecture(plan: Plan, service: str, wished: str) -> str:
    """Return the code of the area *wished* for, or of the first one in which *service* has an office; "" of none."""
    code = plan.codes.get(wished, "")
    if code and plan.directory.office(code, service):
        return code
    return next((one for one in plan.codes.values() if plan.directory.office(one, service)), code)
