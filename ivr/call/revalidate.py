"""Fits a call that came from outside to the plan."""

from .kinds import QUESTIONS
from .moves import without_place
from .nodes import ReadBack
from .plan import Plan
from .state import NEW, Call, Slots


def revalidate(plan: Plan, call: Call) -> Call:
    """Return *call* with all that *plan* does not know left out.

    A node that it does not know, or a read-back without an office, becomes "". A call may come from another release, or
    from a stranger's fingers in a signed address: what is still valid is kept.
    """
    slots, candidates = _slots(plan, call.slots), _known(plan, call.asking.candidates)
    if len(slots) < len(call.slots) or len(candidates) < len(call.asking.candidates):
        call = call._replace(slots=slots, asking=call.asking._replace(candidates=candidates))
    if call.rang and call.rang not in plan.directory.others:
        call = call._replace(rang="")
    if call.noticed and call.plan != plan.hash:  # another plan may have others in their places
        call = call._replace(noticed=())
    node = plan.flow.nodes.get(call.node)
    if call.language not in plan.languages:
        call = call._replace(language=plan.first.language)
    if node is None or (isinstance(node, ReadBack) and plan.chosen(call) is None):
        return call.at("", NEW)
    question = QUESTIONS.get(type(node))
    if question:
        return question.revalidate(call, node)
    return without_place(call, "")


def _slots(plan: Plan, slots: Slots) -> Slots:
    return tuple((name, value) for name, value in slots if value in plan.values(name))


def _known(plan: Plan, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in plan.places.prefectures or code in plan.places.municipalities)
