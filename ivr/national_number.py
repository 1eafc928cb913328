"""A telephone number as people in Japan read and dial it (090-1234-5678), and whether an office can have it."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from ivr.translation import _

_JAPAN = "+81"
_OF_OFFICES = (
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
    PhoneNumberType.TOLL_FREE,
)
"""The kinds of number that an office can have."""


def national(number: str) -> str:
    """Return a number in E.164 as people in Japan write it; a foreign one, and what is no number, is not changed."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    of_japan = number.startswith(_JAPAN)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL) if of_japan else number


def why_not_dialled(printed: str) -> str:
    """Return why no office can have the number *printed*, "" if one can."""
    try:
        kind, _grouped = in_plan(printed)
    except NumberParseException:
        return _("{number} is not a telephone number").format(number=printed)
    if kind is None:
        return _("{number} does not exist in the Japanese numbering plan").format(number=printed)
    if kind not in _OF_OFFICES:
        kinds = _("{number} is not the number of a fixed line, an IP telephone or a toll-free line")
        return kinds.format(number=printed)
    return ""


@lru_cache(maxsize=1_000)  # a changed site is checked again, with nearly all its numbers
def in_plan(printed: str) -> tuple[int | None, str]:
    """Return the type of a number, None if the Japanese plan has no such number, and how the plan groups its digits."""
    number = phonenumbers.parse(printed, "JP")
    exists = phonenumbers.is_valid_number_for_region(number, "JP")
    grouped = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return phonenumbers.number_type(number) if exists else None, grouped
