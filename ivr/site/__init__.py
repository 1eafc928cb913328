"""From files to a site: strict reading, one schema for each file, every problem with its place, all at once."""

from ivr.problem import Problem, as_github, as_json, as_text, seen_from

from .load import Site, files_of, hash_of, load, shipped
from .readings import readings

__all__ = [
    "Problem",
    "Site",
    "as_github",
    "as_json",
    "as_text",
    "files_of",
    "hash_of",
    "load",
    "readings",
    "seen_from",
    "shipped",
]
