"""The rules of a site, one module each: what it asks and why, a good and a bad example, and `check`.

A rule is named by its `ID`, which stands behind each of its problems. `GOOD` and `BAD` are texts for the file at
`PATH`; tests show that the rule finds nothing in the one and something in the other.
"""

from collections.abc import Iterator
from typing import Protocol

from ivr.site import Problem, Site

from . import (
    fallback_not_agreed,
    invalid_number,
    missing_office,
    mixed_up_office,
    number_twice,
    shared_line,
    unverified_offices,
    wrong_area,
)


class Rule(Protocol):
    """Say what a module must have to be a rule."""

    ID: str
    PATH: str
    GOOD: str
    BAD: str

    def check(self, site: Site) -> Iterator[Problem]:
        """Find what breaks the rule; look only at what could be read."""


RULES: tuple[Rule, ...] = (
    missing_office,
    mixed_up_office,
    invalid_number,
    wrong_area,
    number_twice,
    shared_line,
    unverified_offices,
    fallback_not_agreed,
)
