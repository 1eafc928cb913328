"""Changing the language of a call, which goes on from where it is."""

from .lines import lines
from .moves import Pending
from .plan import Plan
from .state import Call


def goes_on_in(plan: Plan, call: Call, language: str) -> tuple[Call, Pending]:
    """Return *call* as it goes on in *language*, and what is said first in that.

    Where nobody listens for words in it, menus lead. Else the first answer in it decides how questions are put, unless
    one was given already: a key that chose the language is none. What a notice has said is said in it, too.
    """
    there = plan.speaks(language)
    mode = "keys" if there.recogniser is None else call.mode if call.slots else ""
    call = call._replace(language=there.language, mode=mode, noticed=())
    spoken = plan.flow.languages.get(there.language)
    return call, lines(there, call, spoken.says) if spoken else ()
