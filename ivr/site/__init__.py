"""Sites: a folder's files read strictly into a plan, or all their problems with file, line and column at once."""

from ivr.distribution import shipped
from ivr.problem import Problem, as_github, as_text, seen_from

from .flow import read_budgets
from .loader import Site, files_of, hash_of, load
from .places import shipped_places

__all__ = [
    "Problem",
    "Site",
    "as_github",
    "as_text",
    "files_of",
    "hash_of",
    "load",
    "read_budgets",
    "seen_from",
    "shipped",
    "shipped_places",
]
