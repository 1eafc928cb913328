"""Findings of the doctor: fine, to do or wrong, in words, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from ivr.http import NoAnswerError
from ivr.translation import N_, _
from ivr.twilio.rest import RestError

from .circumstances import Circumstances, UnaskedError

FindingState = Literal["fine", "to do", "wrong"]
STATES: Final[tuple[str, ...]] = (N_("fine"), N_("to do"), N_("wrong"))
"""The states, listed so that the catalogue has their translations."""
SET_PASSWORD: Final = N_("set IVR_CONSOLE_PASSWORD, at the service and here")
"""What to do where only the password shows something."""
_NOT_LOOKED_AT: Final = N_("not checked: it needs {what}")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The *state* of a point, what was *found*, and what to *do* ("": nothing)."""

    state: FindingState
    found: str
    do: str = ""


def fine(found: str, **values: object) -> Diagnosis:
    """Return the finding of a point that is fine; *found* has the names of *values* as its gaps."""
    return Diagnosis("fine", _(found).format(**values))


def to_do(found: str, do: str = "", **values: object) -> Diagnosis:
    """Return the finding of a point that is still to be seen to; *found* and *do* have gaps as in `fine`."""
    return Diagnosis("to do", _(found).format(**values), _(do).format(**values))


def wrong(found: str, do: str = "", **values: object) -> Diagnosis:
    """Return the finding of a point that keeps calls from their office; *found* and *do* have gaps as in `fine`."""
    return Diagnosis("wrong", _(found).format(**values), _(do).format(**values))


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a line needs; *look* diagnoses it.

    What shows only on the machine that serves is looked at only *here*.
    """

    name: str
    look: Callable[[Circumstances], Diagnosis]
    here: bool = False

    def finding(self, circumstances: Circumstances) -> Diagnosis:
        """Return what is found; what cannot be looked at is still to do."""
        try:
            return self.look(circumstances)
        except UnaskedError as what:
            return to_do(_NOT_LOOKED_AT, what=_(str(what)))
        except (RestError, NoAnswerError) as why:
            return wrong("{why}", why=why)
