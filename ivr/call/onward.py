"""The node at which a call goes on: at an open question, back at a wrong answer, or in another language.

A question in front, or for one of the site's own slots, is asked only once.
"""

from collections.abc import Mapping, Sequence

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
    return _walk(plan, call)[0] or plan.opening


def skipped(plan: Plan, call: Call) -> str | None:
    """Return the open question in front, or for one of the site's own slots, that *call* was led past; else None."""
    _, visited = _walk(plan, call)
    return visited[-1] if call.node not in visited and _is_passed_once(plan, visited[-1]) else None


def _walk(plan: Plan, call: Call) -> _Walk:
    """Return the node after the last passed question that is asked once ("": none), and all nodes up to the stop.

    Walked on a list, not by recursion: a flow may have hundreds of branches on hours or notices in a row. What is
    behind each of them is walked once, and before what leads to it.
    """
    if not plan.own and not plan.in_front:
        return "", [plan.opening]
    behind: dict[str, _Walk] = {}
    branches: list[str] = []
    while True:
        starts = dict.fromkeys(leads(plan.node(branches[-1]))) if branches else (plan.opening,)
        walks = [_walked(plan, call, start, behind) for start in starts]
        ahead = next((last for _, (*_, last) in walks if last not in behind and _depends_on_now(plan, last)), None)
        if ahead:
            behind[ahead] = "", [ahead]  # found where the flow leads back here
            branches.append(ahead)
        elif branches:
            behind[branches[-1]] = _taken(plan, walks) or behind[branches[-1]]
            branches.pop()
        else:
            return walks[0]


def _walked(plan: Plan, call: Call, name: str, behind: Mapping[str, _Walk]) -> _Walk:
    """Return the walk that starts at the node *name*; up to a branch on hours or notices if it is not in *behind*."""
    opening, passed = "", False
    visited: list[str] = []
    for _ in plan.flow.nodes:
        if _depends_on_now(plan, name):
            onward, further = behind.get(name, ("", [name]))
            return onward or (name if passed else opening), [*visited, *further]
        node = plan.flow.nodes.get(name)
        visited.append(name)
        if passed and not leads(node):
            opening, passed = name, False
        to = call.slot(name) if name in plan.in_front else _passed(plan, call, node)
        if not to:
            break
        name, passed = to, passed or _is_passed_once(plan, name)
    return opening, visited


def _taken(plan: Plan, walks: Sequence[_Walk]) -> _Walk | None:
    """Return the walk from the exit that the call took, of the *walks* from all of a branch on hours or notices.

    That exit is not recorded: it is the one behind which a question that is asked once was passed, or is still to be
    asked. None if the walk stops at the branch.
    """
    asked = (walk for walk in walks if _is_passed_once(plan, walk[1][-1]))
    return next((walk for walk in walks if walk[0]), next(asked, None))


def _depends_on_now(plan: Plan, name: str) -> bool:
    node = plan.flow.nodes.get(name)
    return isinstance(node, Branch) and node.slot in NOW


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
