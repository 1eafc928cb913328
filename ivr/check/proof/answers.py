"""Every kind of answer: each key, silence, what can be said (in `sentences`), and how a ringing can end."""

from dataclasses import dataclass
from typing import Literal

from ivr.call import Outcome, Plan
from ivr.call.hearing import Heard

Kind = Literal["key", "silence", "speech", "dial", "late", "last", "fault"]

KEYS = "0123456789#*"
# The line of a scripted call for each end of a ringing.
_DIALS = {
    Outcome.COMPLETED: "!answer",
    Outcome.BUSY: "!busy",
    Outcome.NO_ANSWER: "!no-answer",
    Outcome.FAILED: "!failed",
    Outcome.CANCELED: "!canceled",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One kind of answer.

    *text* is the keys, the sentence (with ``{0}`` for the places *codes*) or the line that says how a ringing ends.
    *heard* is what a sentence means, *same_as* the key that it is another word for. *late* answers come after too many
    turns, *last* ones after far too many; a *fault* is the service's own.
    """

    kind: Kind
    text: str = ""
    codes: tuple[str, ...] = ()
    heard: Heard | None = None
    same_as: str = ""
    outcome: Outcome | None = None

    @property
    def claims_more(self) -> bool:
        """Tell whether something is claimed of what follows this very answer, and not only of where it leads."""
        return self.kind in ("dial", "late", "last", "fault") or bool(self.same_as) or self.text in ("#", "*", "0")

    def line(self, plan: Plan) -> str:
        """Return the answer as a line of a scripted call."""
        return self.text.format(*map(plan.places.name, self.codes))


SILENCE = Answer("silence")
LATE, LAST, FAULT = Answer("late"), Answer("last"), Answer("fault")
PRESSED = tuple(Answer("key", key) for key in KEYS)
RINGING = tuple(Answer("dial", line, outcome=outcome) for outcome, line in _DIALS.items())
