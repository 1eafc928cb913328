"""The rules of a site, one module each: what it requires and why, a good and a bad example, and `check`.

A rule is named by its `ID`, which follows each of its messages. `GOOD` and `BAD` are texts for the file at `PATH`;
tests show that the rule finds nothing in the one and something in the other. For a sound file they describe its header.
A rule about what is said and heard has `IN_EACH_LANGUAGE` too: it judges each language by its own files.

What can mislead or lose a caller is an error: a site with one neither starts nor replaces the one that serves. What is
only untidy is a warning: it must not keep a corrected number off the line, nor a flow from being tried. Each module's
docstring ends with which of the two its problems are, and why.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from ivr.site import Problem, Site


class Rule(Protocol):
    """What a module must have to be a rule."""

    ID: str
    PATH: str
    GOOD: str
    BAD: str

    def check(self, site: Site) -> Iterator[Problem]:
        """Find what breaks the rule, in the parts that could be read."""


RULES = tuple(cast("Rule", import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__))
