"""The node at which a call goes on: at an open question, back at a wrong answer, or in another language.

A question in front, or for one of the site's own slots, is asked only once.
"""

from .lines import lines
from .moves import Pending
from .nodes import AskPlace, Branch, Choose, Node, leads
from .plan import NOW, Plan
from .state import Call, drop, refuse

_Walk = tuple[str, list[str]]


def opening_of(plan: Plan, call: Call) -> str:
    """Return the node from which *call* goes on to what is still open: after the last question that it passed.

    The prompts before it were heard when that question was answered. Questions for service and place are not skipped
    here: when entered they go on by themselves if their slot is filled.
    """
    opening, _ = _walked(plan, call, plan.opening, {})
    return opening or plan.opening


def skipped(plan: Plan, call: Call) -> str | None:
    """Return the open question in front, or for one of the site's own slots, that *call* was led past; else None."""
    _, visited = _walked(plan, call, plan.opening, {})
    return visited[-1] if visited and call.node not in visited and _is_passed_once(plan, visited[-1]) else None


def _walked(plan: Plan, call: Call, name: str, behind: dict[str, _Walk]) -> _Walk:
    """Return the node after the last passed question that is asked once ("": none), and all nodes up to the stop.

    The walk starts at the node *name*. The exit that the call took at a branch on hours or notices is not recorded; it
    is the one behind which such a question was passed, or is still to be asked. *behind* holds the walks from these
    branches: each is walked once, however many ways lead to it.
    """
    opening, passed = "", False
    visited: list[str] = []
    for _ in plan.flow.nodes if plan.own or plan.in_front else ():
        node = plan.flow.nodes.get(name)
        if isinstance(node, Branch) and node.slot in NOW:
            if name not in behind:
                behind[name] = "", [name]  # found where the flow leads back here
                behind[name] = _behind(plan, call, node, behind) or behind[name]
            onward, further = behind[name]
            return onward or (name if passed else opening), [*visited, *further]
        visited.append(name)
        if passed and not leads(node):
            opening, passed = name, False
        to = call.slot(name) if name in plan.in_front else _passed(plan, call, node)
        if not to:
            break
        name, passed = to, passed or _is_passed_once(plan, name)
    return opening, visited


def _behind(plan: Plan, call: Call, branch: Branch, behind: dict[str, _Walk]) -> _Walk | None:
    """Return the walk from the exit that *call* took of a *branch* on hours or notices; None if it stops there."""
    walks = [_walked(plan, call, to, behind) for to in dict.fromkeys(leads(branch))]
    asked = (walk for walk in walks if _is_passed_once(plan, walk[1][-1]))
    return next((walk for walk in walks if walk[0]), next(asked, None))


def _is_passed_once(plan: Plan, name: str) -> bool:
    node = plan.flow.nodes.get(name)
    return name in plan.in_front or (isinstance(node, Choose) and node.slot in plan.own)


def _passed(plan: Plan, call: Call, node: Node | None) -> str | None:
    """Return where a call goes on from *node* without stopping there; None if it stops."""
    match node:
        case Branch():
            return plan.exit(node, call)
        case Choose() | AskPlace() if node.slot and call.slot(node.slot):
            return node.next
        case _:
            return next(iter(leads(node)), None)


def asked_anew(plan: Plan, call: Call, to: str) -> Call:
    """Empty the slot of the question to which a denial leads back (*to*); a place in it counts as refused.

    If it leads back to a start that has no slot, nothing known was right: every slot is emptied.
    """
    node = plan.flow.nodes.get(to)
    if isinstance(node, Choose | AskPlace) and node.slot:
        return _emptied(call, node.slot)
    for slot, _ in call.slots if to == plan.flow.start else ():
        call = _emptied(call, slot)
    return call


def _emptied(call: Call, slot: str) -> Call:
    """Empty *slot*; a place that filled it counts as refused."""
    place = call.slot(slot) if slot == "prefecture" else None
    return drop(refuse(call, place) if place else call, slot)


def goes_on_in(plan: Plan, call: Call, language: str) -> tuple[Call, Pending]:
    """Return *call* switched to *language*, and what is said first in it.

    If the site has no recogniser for it, key menus lead the call. Otherwise the first answer decides how questions are
    asked, unless one was given before; the key that chose the language does not count. Notices are said again.
    """
    there = plan.speaks(language)
    mode = "keys" if there.recogniser is None else call.mode if call.slots else ""
    call = call._replace(language=there.language, mode=mode, noticed=())
    spoken = plan.flow.languages.get(there.language)
    return call, lines(there, call, spoken.says) if spoken else ()
