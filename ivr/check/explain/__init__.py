"""Explanations of the rules: what the rule named after a message requires and why, with a bad and a good example."""

from collections.abc import Mapping
from inspect import cleandoc

from ivr.check.rules import RULES

from .claims import CLAIMS
from .explanation import Explanation
from .reading import READING
from .tests_of_calls import TESTS_OF_CALLS
from .unknown_names import UNKNOWN_NAMES

__all__ = ["EXPLANATIONS"]

EXPLANATIONS: Mapping[str, Explanation] = (
    {rule.ID: Explanation(cleandoc(rule.__doc__ or ""), rule.PATH, rule.BAD, rule.GOOD) for rule in RULES}
    | READING
    | UNKNOWN_NAMES
    | TESTS_OF_CALLS
    | CLAIMS
)
"""Explanations by rule name, in English; the texts of rules are their modules' docstrings."""
