"""Every kind of answer: keys, postal codes, silence, what can be said (in `sentences`), and how a ringing can end."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from ivr.call import Outcome, Plan
from ivr.call.hearing import COMMAND_KEYS, Heard
from ivr.places import Explained, Unknown

from .state import Classes

Kind = Literal["key", "silence", "speech", "dial", "late", "last", "fault"]

KEYS = "0123456789#*"
_CLAIMED = (*COMMAND_KEYS, "2")
_NOTHING = Heard("voice")


def _nowhere(_denied: str) -> Explained:
    return Explained(Unknown(), "")


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One kind of answer.

    *text* is the keys, or the sentence (with ``{0}`` for the places *codes*). *heard* is what the sentence means but
    for its place, which *place* tells, where the caller says no to the place of that code (or to none, ""). *same_as*
    is the key that it is another word for. *late* answers come after too many turns, *last* ones after far too many; a
    *fault* is the service's own.
    """

    kind: Kind
    text: str = ""
    codes: tuple[str, ...] = ()
    heard: Heard = _NOTHING
    place: Callable[[str], Explained] = _nowhere
    same_as: str = ""
    outcome: Outcome | None = None

    @property
    def claims_more(self) -> bool:
        """Tell whether something is claimed of what follows this very answer, and not only of where it leads."""
        several_keys = self.kind == "key" and len(self.text) > 1
        of_kind = several_keys or self.kind in ("dial", "late", "last", "fault")
        return of_kind or bool(self.same_as) or self.text in _CLAIMED

    @property
    def means_back(self) -> bool:
        """Tell whether it takes back what was answered last, so that the order of the answers matters."""
        return self.text == "*" or "back" in self.heard.names

    def line(self, plan: Plan) -> str:
        """Return what is said, or pressed."""
        return self.text.format(*map(plan.places.name, self.codes))


SILENCE = Answer("silence")
AGAIN = Answer("key", "#")
LATE, LAST, FAULT = Answer("late"), Answer("last"), Answer("fault")
PRESSED = tuple(Answer("key", key) for key in KEYS)
RINGING = tuple(Answer("dial", outcome=outcome) for outcome in Outcome)


def keyed_codes(plan: Plan, classes: Classes) -> tuple[Answer, ...]:
    """Return what is keyed as a postal code: one for each way in which *classes* tell them apart, and what is none."""
    table = plan.places.postal
    prefectures: dict[int, set[str]] = {}
    for number, owner in zip(table.numbers, table.municipalities, strict=True):
        prefectures.setdefault(number, set()).add(table.owners[owner][:2])
    kinds: dict[object, int] = {}
    for number, codes in prefectures.items():
        kinds.setdefault(tuple(sorted(classes.of[code] for code in codes)), number)
    of_nowhere = next(number for number in count() if number not in prefectures)
    keyed = [f"{code:07}" for code in (*kinds.values(), of_nowhere)]
    begins, rest = keyed[0][:3], keyed[0][3:]
    # As a telephone number goes on, with a slip in it, and half of one.
    no_codes = (f"{begins}{rest}1119", f"{begins}*{rest}", begins)
    return tuple(Answer("key", text) for text in (*keyed, *no_codes))
