"""The area of a telephone number: good enough to order candidates, never to choose among them."""

from enum import StrEnum

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Explained, Probable, Unknown
from ivr.translation import N_

_JAPAN = "+81"
_LENGTH = 10  # digits of a number with an area code, the 0 included; 060-… (mobile) has 11, and is not in 06
_LONGEST, _SHORTEST = 6, 2  # digits of an area code, with the next digit if that is more precise


class AreaRule(StrEnum):
    """Why an outcome is what it is."""

    NOWHERE = N_("not a Japanese area code")
    AREA = N_("the area code lies in one prefecture")
    BORDER = N_("the area code reaches into several prefectures")


def area(gazetteer: Gazetteer, e164: str) -> tuple[str, ...]:
    """Return the prefecture codes that the area code of a Japanese number (+81…) covers.

    Empty for mobile, IP, toll-free, foreign, withheld and malformed numbers.
    """
    return _located(gazetteer, e164)[1]


def explain_area(gazetteer: Gazetteer, e164: str) -> Explained:
    """Return a number's area as an outcome, never certain, with the rule that decided."""
    heard, codes = _located(gazetteer, e164)
    match codes:
        case ():
            return Explained(Unknown(), AreaRule.NOWHERE)
        case (code,):
            return Explained(Probable(code, heard), AreaRule.AREA)
        case _:
            return Explained(Ambiguous(codes[:MOST_CHOICES], heard), AreaRule.BORDER)


def _located(gazetteer: Gazetteer, e164: str) -> tuple[str, tuple[str, ...]]:
    if e164.startswith(_JAPAN):
        national = "0" + e164.removeprefix(_JAPAN).removeprefix("0")
        if len(national) != _LENGTH or not (national.isascii() and national.isdigit()):
            return "", ()
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            if codes := gazetteer.area_codes.get(national[:size]):
                return national[:size], codes
    return "", ()
