"""From files to a site: strict reading, one schema for each file, every problem with its place, all at once."""

from .load import Site, load, shipped
from .problem import Problem, as_github, as_json, as_text
from .readings import readings

__all__ = ["Problem", "Site", "as_github", "as_json", "as_text", "load", "readings", "shipped"]
