"""The postal code, as a way to the place: seven digits, keyed or spoken.

Digits are only digits here; a lone `*` or `#`, and words, mean what they mean elsewhere. All keys up to a pause or `#`
are one answer. So a telephone number keyed in one go is not taken for a code with keys left over, which would answer
questions that nobody has heard yet.

A telephone number keyed with a pause, which ends the answer, cannot be told from a code. If its first seven digits are
a real code (0900801 is), the caller is asked about its place, and each later key answers the question that it reaches.
The carrier does not say when a key was pressed, and callers who know the menus key ahead: discarding early keys would
lose theirs.
"""

from typing import Literal

from ivr.heard.utterance import JAPANESE
from ivr.places import Ambiguous, Beyond, Probable, digits_in, postal

from .lines import lines
from .moves import Move, Pending, Play
from .nodes import AskPlace
from .place import beyond, consider
from .plan import Plan
from .state import Call, to_stage

KEY = "9"
_LENGTH = 7  # digits of a postal code
_COMMANDS = ("*", "#")


def begin(call: Call) -> Play:
    """Ask for the code."""
    return Play(to_stage(call, "postal"))


def given(mode: Literal["keys", "voice"], text: str, language: str = JAPANESE) -> str:
    """Return the code that *text* (keys, or speech in normal form) contains, complete or not; "" if it contains none.

    Commands and words are not codes. From keys only the `#` at the end is removed: 460*0008 is not a code.
    """
    if mode == "voice":
        return digits_in(text, language)
    return "" if text in _COMMANDS else text.removesuffix("#")


def is_whole(code: str) -> bool:
    """Return whether *code* has the form of a postal code."""
    return len(code) == _LENGTH and code.isascii() and code.isdigit()


def answer(plan: Plan, call: Call, node: AskPlace, code: str) -> Move | None:
    """Ask about the place of *code*; None if none was given."""
    if not code:
        return None
    if not is_whole(code):
        misheard = lines(plan, call, (plan.flow.defaults.misheard,))
        return _asked_again(call, lines(plan, call, node.postal_length), misheard)
    match postal(plan.places, code, frozenset(call.refused)):
        case Probable(likeliest, rest=rest):
            return consider(plan, call, call.node, (likeliest, *rest), several=False)
        case Ambiguous(codes):
            return consider(plan, call, call.node, codes, several=True)
        case Beyond(place):
            reply = beyond(plan, call, call.node, place, guessed=False)
            return _asked_again(call, reply, reply)
        case _:
            unknown = lines(plan, call, node.postal_unknown)
            return _asked_again(call, unknown, unknown)


def _asked_again(call: Call, first: Pending, later: Pending) -> Play:
    """Say *first* and ask for the code once more; the second time say *later* and play the menu."""
    if call.asking.tries:
        return Play(to_stage(call, "menu"), later)
    return Play(to_stage(call, "postal", tries=1), first)
