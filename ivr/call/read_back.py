"""The read-back: which office will ring, and a moment to say no."""

from ivr.places import Certain

from .hearing import Heard
from .instructions import Say
from .lines import choices, lines, yes_no
from .listening import listen
from .moves import Enter, Move, Said, Wait
from .nodes import Playing, ReadBack
from .plan import Plan
from .state import Call


def ask(plan: Plan, call: Call, node: ReadBack, said: Said = ()) -> Wait:
    """Name the office and wait; on a shared line the phrase comes before the waiting, where no key can cut it.

    After something that was not understood the caller is asked, and only a yes or a key rings: it may have been a no.
    """
    if call.stage == "confirm":
        listed = choices(plan, yes_no(plan), plan.flow.choice)
        return Wait(call, (listen(plan, call, said + lines(plan, call, node.confirm, listed)),))
    office = plan.chosen(call)
    named = said + lines(plan, call, node.says)
    offer = lines(plan, call, node.offer)
    if office and office.shared_line:
        phrase = lines(plan, call, (plan.flow.shared_line.before_ring,))
        return Wait(call, (Say(named + phrase), listen(plan, call, offer, node.shared_wait)))
    return Wait(call, (listen(plan, call, named + offer, node.wait),))


def playing(node: ReadBack, call: Call) -> Playing:
    """Return the prompts of the present stage."""
    return node.confirm if call.stage == "confirm" else node.offer


def answer(call: Call, node: ReadBack, heard: Heard) -> Move | None:
    """Ring at a yes, correct at a no; a place that was read back and is said again, but not in a question, is a yes."""
    if heard.key == "2" or "no" in heard.names:
        return Enter(node.wrong, call)
    said_again = isinstance(heard.place, Certain) and heard.place.code == call.slot("prefecture")
    if heard.key == "1" or "yes" in heard.names or (said_again and not heard.hesitates):
        return Enter(node.next, call)
    return None
