"""A telephone number in the form that people in Japan read and dial: 090-1234-5678."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_JAPAN = "+81"


def national(number: str) -> str:
    """Return a number in E.164 as people in Japan write it; a foreign one, and what is no number, is not changed."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    of_japan = number.startswith(_JAPAN)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL) if of_japan else number
