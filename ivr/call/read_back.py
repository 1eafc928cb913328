"""The read-back: which office will ring, and a moment to say no."""

from .assent import agrees
from .conditions import OPEN, Conditions
from .hearing import Interpretation
from .instructions import SayLines
from .lines import Offer, choices, lines, yes_no
from .moves import Enter, Move, Pending, Wait, to_stage, without_place
from .nodes import Playing, ReadBack
from .opening import with_notices
from .plan import Plan
from .question import asked_anew, await_answer, with_keys
from .ring import diverted, unanswered
from .state import Call, Stage


def enter(plan: Plan, call: Call, node: ReadBack, came: Enter, conditions: Conditions) -> Move:
    """Read the office back; where none is chosen, or it should not ring now, go on elsewhere.

    Where the service was only guessed, nothing rings without a yes. Notices are said to whom they concern, also to who
    goes elsewhere from here.
    """
    call, before, after = with_notices(plan, call, conditions)
    office = plan.chosen(call)
    instead = diverted(plan, call, office, node.unless, conditions) if office else unanswered(plan, call, node.unless)
    if instead:
        return Enter(instead, call, came.pending + before + after)
    return ask(plan, to_stage(call, "confirm") if came.guessed else call, node, came.pending + before, after=after)


def ask(
    plan: Plan,
    call: Call,
    node: ReadBack,
    pending: Pending = (),
    _conditions: Conditions = OPEN,
    *,
    after: Pending = (),
) -> Wait:
    """Name the office and wait; on a shared line the phrase comes before the waiting, where no key can cut it.

    *after* is said once the office has been named. After something that was not understood the caller is asked, and
    only a yes or a key rings: it may have been a no.
    """
    if call.asking.stage == "confirm":
        listed = choices(plan, offered(plan, call, node), plan.flow.choice)
        pending += after
        return Wait(call, (await_answer(plan, pending + lines(plan, call, playing(call, node), listed)),))
    office = plan.chosen(call)
    named = pending + lines(plan, call, node.says) + after
    offer = lines(plan, call, playing(call, node))
    if office and office.shared_line:
        phrase = lines(plan, call, plan.phrase(office, "before_ring"))
        return Wait(call, (SayLines(named + phrase), await_answer(plan, offer, node.shared_wait)))
    return Wait(call, (await_answer(plan, named + offer, node.wait),))


def playing(call: Call, node: ReadBack) -> Playing:
    """Return the prompts of the present stage."""
    if call.asking.stage == "confirm":
        return node.confirm_again if with_keys(call) and node.confirm_again else node.confirm
    return node.offer_keys if call.mode == "keys" and node.offer_keys else node.offer


def offered(plan: Plan, _call: Call, _node: ReadBack) -> tuple[Offer, ...]:
    """Return the keys that ring or correct; only the question after something not understood reads them out."""
    return yes_no(plan)


def answer(plan: Plan, call: Call, node: ReadBack, heard: Interpretation) -> Move | None:
    """Ring at a yes, correct at a no; to say again what was read back, but not in a question, is a yes."""
    if heard.key == "2" or "no" in heard.names:
        return Enter(node.wrong, asked_anew(plan, call, node.wrong))
    return Enter(node.next, call) if agrees(plan, call, heard) else None


def revalidate(call: Call, _node: ReadBack) -> Call:
    """Leave out what belongs to other questions."""
    stage: Stage = "confirm" if call.asking.stage == "confirm" else ""
    return without_place(call, stage)
