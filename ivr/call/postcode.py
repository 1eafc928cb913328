"""The postal code, as a way to the place: seven digits, or the first three, keyed or spoken.

Here a digit is a digit: only `*` and `#` alone, and words, mean what they mean elsewhere.
"""

from ivr.places import Ambiguous, Probable, digits, postal

from .lines import lines
from .moves import Move, Wait, to_stage
from .nodes import AskPlace
from .place import ask, consider
from .plan import Plan
from .state import Call, Stage

KEY = "9"


def begin(plan: Plan, call: Call, node: AskPlace) -> Wait:
    """Ask for the code."""
    return ask(plan, to_stage(call, "postal"), node)


def answer(plan: Plan, call: Call, node: AskPlace, text: str) -> Move | None:
    """Ask about the place of the code that *text* (keys or speech) holds; None where it holds no digits."""
    code = digits(text.removesuffix("#"))
    if not code:
        return None
    match postal(plan.places, code, frozenset(call.refused)):
        case Probable(likeliest, rest=rest):
            return consider(plan, call, call.node, (likeliest, *rest), several=False)
        case Ambiguous(codes):
            return consider(plan, call, call.node, codes, several=True)
        case _:
            return _unknown(plan, call, node)


def _unknown(plan: Plan, call: Call, node: AskPlace) -> Wait:
    """Say that the code is not known and ask once more; the second time show the regions."""
    said = lines(plan, call, node.postal_unknown)
    again: Stage = "menu" if call.missed else "postal"
    return ask(plan, to_stage(call, again, missed=0 if call.missed else 1), node, said)
