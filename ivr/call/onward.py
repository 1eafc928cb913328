"""Where a call goes on to what is still open, back to what was wrong, or in another language.

A question in front, or for a slot of the site's own, is asked once.
"""

from .lines import lines
from .moves import Pending
from .nodes import AskPlace, Branch, Choose, Node, leads
from .plan import NOW, Plan
from .state import Call, drop, refuse


def opening_of(plan: Plan, call: Call) -> str:
    """Return the node from which *call* goes on to what is still open: after the last question that it has passed.

    What is said on the way there was heard when it was answered. Questions for service and place are not left out:
    they are not asked when they are entered and their slot is known.
    """
    opening, _ = _walked(plan, call, plan.opening, len(plan.flow.nodes))
    return opening or plan.opening


def skipped(plan: Plan, call: Call) -> str | None:
    """Return the question in front, or for a slot of the site's own, over which *call* was led to where it is."""
    _, way = _walked(plan, call, plan.opening, len(plan.flow.nodes))
    return way[-1] if way and call.node not in way and _is_passed_once(plan, way[-1]) else None


def _walked(plan: Plan, call: Call, name: str, left: int) -> tuple[str, list[str]]:
    """Return where *call* goes on after the last question that is passed once ("": none), and its way to a stop.

    It is walked from the node *name*, over so many nodes that are *left*.
    """
    opening, passed = "", False
    way: list[str] = []
    for walked in range(left if plan.own or plan.in_front else 0):
        node = plan.flow.nodes.get(name)
        if isinstance(node, Branch) and node.slot in NOW:
            found, further = _walked_on(plan, call, node, left - walked - 1)
            return found or (name if passed else opening), [*way, *(further or [name])]
        way.append(name)
        if passed and not leads(node):
            opening, passed = name, False
        to = call.slot(name) if name in plan.in_front else _passed(plan, call, node)
        if not to:
            break
        name, passed = to, passed or _is_passed_once(plan, name)
    return opening, way


def _walked_on(plan: Plan, call: Call, node: Branch, left: int) -> tuple[str, list[str]]:
    """Return the same from a branch on what is true at a moment on: by the exit that the call has taken, or may.

    Which one that was nobody knows any more; so it is that after which something was passed, or is to be asked.
    """
    ways = [_walked(plan, call, to, left) for to in dict.fromkeys(leads(node))]
    asked = [(found, way) for found, way in ways if way and _is_passed_once(plan, way[-1])]
    return next(((found, way) for found, way in ways if found), asked[0] if asked else ("", []))


def _is_passed_once(plan: Plan, name: str) -> bool:
    node = plan.flow.nodes.get(name)
    return name in plan.in_front or (isinstance(node, Choose) and node.slot in plan.own)


def _passed(plan: Plan, call: Call, node: Node | None) -> str | None:
    """Return where a call goes on that does not stop at *node*; None where it does."""
    match node:
        case Branch():
            return plan.exit(node, call)
        case Choose() | AskPlace() if node.slot and call.slot(node.slot):
            return node.next
        case _:
            return next(iter(leads(node)), None)


def asked_anew(plan: Plan, call: Call, to: str) -> Call:
    """Empty the slot of the question *to* which a wrong answer leads back; the place that filled it is refused."""
    node = plan.node(to)
    if not isinstance(node, Choose | AskPlace) or not node.slot:
        return call
    wrong = call.slot(node.slot)
    if isinstance(node, AskPlace) and wrong:
        call = refuse(call, wrong)
    return drop(call, node.slot)


def goes_on_in(plan: Plan, call: Call, language: str) -> tuple[Call, Pending]:
    """Return *call* as it goes on in *language*, and what is said first in that.

    Where nobody listens for words in it, menus lead. Else the first answer in it decides how questions are put, unless
    one was given already: a key that chose the language is none. What a notice has said is said in it, too.
    """
    there = plan.speaks(language)
    mode = "keys" if there.recogniser is None else call.mode if call.slots else ""
    call = call._replace(language=there.language, mode=mode, noticed=())
    spoken = plan.flow.languages.get(there.language)
    return call, lines(there, call, spoken.says) if spoken else ()
