"""Is this site right: every rule, each a documented module in `rules`, and all they find at once."""

from .allowances import Allowed, settle
from .problems import check, new_problems, problems_of
from .rules import RULES

__all__ = ["RULES", "Allowed", "check", "new_problems", "problems_of", "settle"]
