"""The area of a telephone number: good enough to order candidates, never to choose among them."""

from enum import StrEnum

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Beyond, Explained, Probable, Unknown
from ivr.translation import N_

_JAPAN = "+81"
_LENGTH = 10  # digits of a number with an area code, the 0 included; 060-… (mobile) has 11, and is not in 06
_LONGEST, _SHORTEST = 6, 2  # digits of an area code, with the next digit if that is more precise


class AreaRule(StrEnum):
    """The rule that decided an outcome, in the words that `--explain` prints."""

    NOWHERE = N_("not a Japanese area code")
    AREA = N_("the area code lies in one prefecture")
    BORDER = N_("the area code reaches into several prefectures")
    BEYOND = N_("the prefecture of the area code is no area of this site")


def area(gazetteer: Gazetteer, e164: str) -> tuple[str, ...]:
    """Return the prefecture codes that the area code of a Japanese number (+81…) covers.

    Empty for mobile, IP, toll-free, foreign, withheld and malformed numbers.
    """
    return _located(gazetteer, e164)[1]


def explain_area(gazetteer: Gazetteer, e164: str) -> Explained:
    """Return a number's area as an outcome, never certain, with the rule that decided."""
    return _explained(*_located(gazetteer, e164))


def explain_national(gazetteer: Gazetteer, digits: str, refused: frozenset[str]) -> Explained:
    """Return what `explain_area` returns, for a number as it is said in Japan (0…), or for its area code alone."""
    heard, codes = _of_national(gazetteer, digits)
    left = tuple(code for code in codes if code not in refused)
    here = tuple(code for code in left if gazetteer.area_of(code))
    if left and not here:
        return Explained(Beyond(left[0], heard), AreaRule.BEYOND)
    return _explained(heard, here)


def _explained(heard: str, codes: tuple[str, ...]) -> Explained:
    match codes:
        case ():
            return Explained(Unknown(), AreaRule.NOWHERE)
        case (code,):
            return Explained(Probable(code, heard), AreaRule.AREA)
        case _:
            return Explained(Ambiguous(codes[:MOST_CHOICES], heard), AreaRule.BORDER)


def _located(gazetteer: Gazetteer, e164: str) -> tuple[str, tuple[str, ...]]:
    national = "0" + e164.removeprefix(_JAPAN).removeprefix("0")
    if not e164.startswith(_JAPAN) or len(national) != _LENGTH or not (national.isascii() and national.isdigit()):
        return "", ()
    return _of_national(gazetteer, national)


def _of_national(gazetteer: Gazetteer, national: str) -> tuple[str, tuple[str, ...]]:
    """Return the longest area code at the start of *national*, and its prefectures; none if over ten digits."""
    sizes = range(_LONGEST, _SHORTEST - 1, -1) if len(national) <= _LENGTH else ()
    begun = (national[:size] for size in sizes)
    return next(((code, codes) for code in begun if (codes := gazetteer.area_codes.get(code))), ("", ()))
