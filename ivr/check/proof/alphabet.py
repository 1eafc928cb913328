"""The alphabet of calls: every kind of answer that makes a difference, and every way in which a ring can end.

It consists of each key that a question can tell from the others, what may be keyed as a postal code, silence, and one
sentence of each kind that a question can distinguish (see `sentences`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from ivr.call import Outcome, Plan
from ivr.call.interpret import Interpretation
from ivr.call.nodes import AskPlace, Choose, Node, ReadBack
from ivr.call.state import Stage
from ivr.meaning import NOTHING, QUESTION
from ivr.places import Beyond, Unknown

from .classes import Classes

AnswerKind = Literal["key", "silence", "speech", "dial", "late", "last", "fault"]

_NOTHING = Interpretation("voice")


def _nowhere(_denied: str) -> Interpretation:
    return _NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One kind of answer.

    *text* is the keys, or the sentence (with ``{0}`` for the places *codes*). *heard* is what the sentence means apart
    from its place; *with_place* gives its meaning with the place, for a caller who refuses the place of that code ("":
    none). *same_as* is the key that the answer is another word for. *late* answers come after too many turns, *last*
    ones after far too many; a *fault* is the service's own.
    """

    kind: AnswerKind
    text: str = ""
    codes: tuple[str, ...] = ()
    heard: Interpretation = _NOTHING
    with_place: Callable[[str], Interpretation] = _nowhere
    same_as: str = ""
    outcome: Outcome | None = None

    @property
    def means_back(self) -> bool:
        """Return whether it takes back the last answer, so that the order of the answers matters."""
        return self.text == "*" or "back" in self.heard.names

    @property
    def asks_back(self) -> bool:
        """Return whether it is a question to the hotline."""
        return self.heard.meaning.startswith(QUESTION)

    @property
    def is_noise(self) -> bool:
        """Return whether nothing in it is understood."""
        heard = self.heard  # without its place: a name of one beyond the site's areas may be that of one of them
        if heard.meaning != NOTHING or heard.key or heard.names or self.codes or self.same_as:
            return False
        return isinstance(self.with_place("").place, Unknown | Beyond)

    @property
    def declines(self) -> bool:
        """Return whether the caller wants no connection: then ending the call serves them."""
        return bool(self.heard.names & {"stop", "wrong_number"})

    def line(self, plan: Plan) -> str:
        """Return what is said or pressed."""
        return self.text.format(*(place_name(plan, code) for code in self.codes))


def place_name(plan: Plan, code: str) -> str:
    """Return what callers of *plan* call a place."""
    return plan.places.name_in(code, plan.language)


SILENCE = Answer("silence")
AGAIN = Answer("key", "#")
LATE, LAST, FAULT = Answer("late"), Answer("last"), Answer("fault")
PRESSED = tuple(Answer("key", key) for key in "0123456789#*")
RINGING = tuple(Answer("dial", outcome=outcome) for outcome in Outcome)


def unoffered(node: Node, stage: Stage) -> tuple[str, ...]:
    """Return the digits that *node* does not offer at *stage*, if it treats them all alike: one represents them all."""
    match node, stage:
        case Choose(), _:
            offered = {choice.key for choice in node.choices}
        case (ReadBack(), _) | (AskPlace(), "yes_no"):
            offered = {"1", "2"}
        case AskPlace(), "pick":
            offered = {"1", "2", "3"}  # of more places the third represents all (see `Classes.asked_about`)
        case AskPlace(), "postal":
            offered = set()
        case _:  # regions, or what is in one, and the postal code
            return ()
    return tuple(digit for digit in "123456789" if digit not in offered)


def pressed(node: Node, stage: Stage) -> tuple[Answer, ...]:
    """Return each key that *node* can tell from the others at *stage*, pressed once."""
    further = unoffered(node, stage)[1:]
    return tuple(answer for answer in PRESSED if answer.text not in further)


def keyed_codes(plan: Plan, classes: Classes) -> tuple[Answer, ...]:
    """Return one code for each combination of *classes* that a postal code can belong to, and keys that are no code."""
    table = plan.places.postal
    alone = [(plan.places.area_of(owner),) for owner in table.owners]
    areas: dict[int, tuple[str, ...]] = {}
    for number, owner in zip(table.numbers, table.municipalities, strict=True):
        others, area = areas.get(number), alone[owner]
        if others is None:
            areas[number] = area
        elif area[0] not in others:
            areas[number] = tuple(sorted((*others, *area)))
    firsts: dict[tuple[str, ...], int] = {}
    for number, codes in areas.items():
        firsts.setdefault(codes, number)
    kinds: dict[object, int] = {}
    for together, number in firsts.items():
        kinds.setdefault(tuple(sorted((classes.of[code] for code in together if code), key=repr)), number)
    of_nowhere = next(number for number in count() if number not in areas)
    keyed = [f"{code:07}" for code in (*kinds.values(), of_nowhere)]
    begins, rest = keyed[0][:3], keyed[0][3:]
    # Continued as a telephone number, with a slip in it, and half of a code.
    no_codes = (f"{begins}{rest}1119", f"{begins}*{rest}", begins)
    return tuple(Answer("key", text) for text in (*keyed, *no_codes))
