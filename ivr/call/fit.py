"""Making a call that came from outside fit the plan."""

from dataclasses import replace

from .moves import to_stage
from .nodes import AskPlace, Choose, Node, ReadBack
from .plan import Plan
from .state import Call, Slots


def fit(plan: Plan, call: Call) -> Call:
    """Return *call* with all that *plan* does not know left out.

    A node that it does not know, or a read-back without an office, becomes "". A call may come from another release, or
    from a stranger's fingers in a signed address: what is still valid is kept.
    """
    call = replace(call, slots=_slots(plan, call.slots), candidates=_known(plan, call.candidates))
    node = plan.flow.nodes.get(call.node)
    if node is None or (isinstance(node, ReadBack) and plan.chosen(call) is None):
        return replace(to_stage(call, ""), node="")
    return _stage(call, node)


def _slots(plan: Plan, slots: Slots) -> Slots:
    values = {"service": plan.directory.services.keys(), "prefecture": plan.places.prefectures.keys()}
    return tuple((name, value) for name, value in slots if value in values[name])


def _known(plan: Plan, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in plan.places.prefectures or code in plan.places.municipalities)


def _stage(call: Call, node: Node) -> Call:
    """Fall back to the question's menu where the stage has lost what it was about."""
    match node:
        case AskPlace():
            lost = (
                call.stage == ""
                or (call.stage in ("yes_no", "pick") and not call.candidates)
                or (call.stage == "postal" and not node.postal)
                or (call.stage == "region" and not 1 <= call.region <= len(node.regions))
            )
            return to_stage(call, "menu") if lost else call
        case Choose():
            return call if call.stage in ("first", "again", "menu") else to_stage(call, "menu")
        case ReadBack() if call.stage == "confirm":
            return replace(call, candidates=(), region=0)
        case _:
            return replace(call, stage="", candidates=(), region=0)
