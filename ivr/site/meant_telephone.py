"""What may be meant by a telephone number that is not written as numbers are printed."""

import re
from collections.abc import Sequence

from ivr.directory import is_printed
from ivr.strict_yaml.messages import half_width, suggested
from ivr.translation import _

from .office_csv import TELEPHONE, as_printed

_DIALLED = re.compile(r"\+?(?:\([0-9]+\)|[0-9])(?:[-0-9./・ ]|\([0-9]+\))*[0-9]")
"""A number of any kind; hyphens are as `as_printed` writes them."""
_DIGITS = re.compile("[0-9]")
_DOMESTIC = re.compile("0[0-9]{9,10}")
_LONG, _LONGEST = 9, 13
"""Digits of a number: of one with an area code that has lost its leading 0, and of one with the country's code."""
_ROUNDED = re.compile(r"[0-9.]+e[+][0-9]+", re.IGNORECASE)
_FAX = re.compile("fax|ファ[ック]", re.IGNORECASE)
_EXTENSION = re.compile("内線|内(?=[ 0-9])|ext|(?<=[0-9 ])x(?=[ 0-9])", re.IGNORECASE)
_LETTERS = str.maketrans("OoＯｏlIｌＩ", "00001111")
"""Letters that are typed for digits."""


def meant_telephone(written: str) -> str:
    """Suggest how the number *written* is printed, or say why it cannot be, as the end of a sentence.

    A number of a fax is never suggested, nor one of several.
    """
    if printed := _with_lost_zero(as_printed(written)):
        return _('; has it lost its leading 0 ("{number}")?').format(number=printed)
    text = re.sub("[‐‑‒–—―−ー－ｰ]", "-", half_width(written))
    numbers = [one[0] for one in _DIALLED.finditer(text) if len(_DIGITS.findall(one[0])) >= _LONG]
    if not _DIGITS.search(text):
        return _("; for a number that is not known yet write a placeholder, such as 03-0000-0001")
    if _ROUNDED.fullmatch(text):
        return _("; a spreadsheet program has rounded it: make its column text, and type the number again")
    if TELEPHONE.fullmatch(re.sub("-", "", lettered := as_printed(text.translate(_LETTERS)))) and is_printed(lettered):
        return suggested([lettered])
    if not numbers or _FAX.search(text):
        return ""
    return _meant_of(numbers, text)


def _meant_of(numbers: Sequence[str], text: str) -> str:
    """Suggest the number that is meant by a *text* with *numbers* in it, and say what is too much."""
    if len(numbers) > 1 or len(_DIGITS.findall(numbers[0])) > _LONGEST:
        return _("; write one number: an office has no second one")
    printed = _of_japan(numbers[0])
    meant = suggested([printed] if printed else [])
    if _EXTENSION.search(text):
        return _("; no extension can be dialled") + meant
    return (_("; write the number alone") if _DIGITS.search(text.replace(numbers[0], "")) else "") + meant


def _with_lost_zero(number: str) -> str:
    """Return *number* with the 0 at its beginning that a spreadsheet program has taken, "" if it lacks none."""
    from ivr.national_number import why_not_dialled  # noqa: PLC0415 - a start without its tables is faster

    if not number[:1].isdigit() or number[0] == "0":
        return ""
    printed = f"0{number}" if is_printed(f"0{number}") else _of_japan(f"0{number}")
    return printed if printed and not why_not_dialled(printed) else ""


def _of_japan(number: str) -> str:
    """Return how *number* is printed in Japan, "" if it is no number there."""
    from ivr.national_number import national  # noqa: PLC0415 - a start without its tables is faster

    if is_printed(plain := as_printed(number)):
        return plain
    digits = re.sub("[- ()./・]", "", number)
    called = f"+81{digits[1:]}" if _DOMESTIC.fullmatch(digits) else digits
    printed = national(called)
    return printed if is_printed(printed) else ""
