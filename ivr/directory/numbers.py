"""The two forms of a telephone number: as printed in the directory, and E.164, as a carrier dials it."""

import re

PRINTED = re.compile(r"0[0-9]+(-[0-9]+)+")
"""A national number as printed: ASCII digits beginning with 0, in groups joined by hyphens."""

PLACEHOLDER = re.compile(r"(?!0120|0800|0[56789]0)(?=(?:\D*\d){10}\D*$)0\d{1,4}-[01]\d{0,3}-\d{4}", re.ASCII)
"""A number that cannot exist, for an office whose own is not entered yet: its exchange begins with 0 or 1."""

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
"""A number of any country as a carrier dials it."""


def is_e164(number: str) -> bool:
    """Return whether a number has the international form that a carrier dials (+81522236953)."""
    return _E164.fullmatch(number) is not None


def is_printed(number: str) -> bool:
    """Return whether a number has the printed form (052-223-6953); whether it can exist is not checked here."""
    return PRINTED.fullmatch(number) is not None


def is_placeholder(number: str) -> bool:
    """Return whether a printed number (052-012-0001) is a placeholder."""
    return PLACEHOLDER.fullmatch(number) is not None


def e164(number: str) -> str:
    """Turn a printed number (052-223-6953) into E.164 (+81522236953): one leading 0 is dropped.

    Raises ValueError for anything not in the printed form.
    """
    if not is_printed(number):
        raise ValueError(f"not a national number as printed: {number!r}")
    return "+81" + number.replace("-", "")[1:]
