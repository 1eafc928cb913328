"""Diagnoses of the doctor: fine, to do or wrong, in words, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ivr.http import NoAnswerError
from ivr.translation import N_, _
from ivr.twilio.rest import RestError

from .circumstances import Circumstances, UnaskedError

DiagnosisState = Literal["fine", "to do", "wrong"]
STATES: tuple[str, ...] = (N_("fine"), N_("to do"), N_("wrong"))
"""The states, listed so that the catalogue has their translations."""
SET_PASSWORD = N_("set IVR_CONSOLE_PASSWORD, at the service and here")
"""What to do if only the password would show something."""
_NOT_LOOKED_AT = N_("not checked: it needs {what}")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The *state* of a point, what was *found*, and what to *do* ("": nothing)."""

    state: DiagnosisState
    found: str
    do: str = ""


def fine(found: str, **values: object) -> Diagnosis:
    """Return the diagnosis of a point that is fine; *found* has the names of *values* as its gaps."""
    return Diagnosis("fine", _(found).format(**values))


def to_do(found: str, do: str = "", **values: object) -> Diagnosis:
    """Return the diagnosis of a point that needs work; *found* and *do* have gaps as in `fine`."""
    return Diagnosis("to do", _(found).format(**values), _(do).format(**values))


def wrong(found: str, do: str = "", **values: object) -> Diagnosis:
    """Return the diagnosis of a point that keeps calls from their office; *found* and *do* have gaps as in `fine`."""
    return Diagnosis("wrong", _(found).format(**values), _(do).format(**values))


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a line needs; *look* diagnoses it, *here*: only on the machine that serves."""

    name: str
    look: Callable[[Circumstances], Diagnosis]
    here: bool = False

    def diagnosis(self, circumstances: Circumstances) -> Diagnosis:
        """Return the diagnosis; a point that cannot be examined counts as to do."""
        try:
            return self.look(circumstances)
        except UnaskedError as what:
            return to_do(_NOT_LOOKED_AT, what=_(str(what)))
        except (RestError, NoAnswerError) as why:
            return wrong("{why}", why=why)
