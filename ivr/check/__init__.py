"""The check of a site: each rule is a documented module in `rules`, and all findings come at once."""

from .allowances import Allowed, settle
from .problems import check, new_problems, problems_of
from .rules import RULES

__all__ = ["RULES", "Allowed", "check", "new_problems", "problems_of", "settle"]
