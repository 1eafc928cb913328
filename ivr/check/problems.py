"""Everything that is wrong with a site: what reading it found, and what the rules find in what was read."""

from collections.abc import Iterator

from ivr.site import Problem, Site
from ivr.site.problem import SYNTAX

from .budgets import over_budget
from .material import languages
from .rules import RULES
from .trips import trips


def check(site: Site) -> list[Problem]:
    """List what the rules find, by place: problems, and warnings that keep no site from serving."""
    return sorted({*(problem for rule in RULES for problem in rule.check(site)), *_too_long(site)})


def problems_of(site: Site) -> tuple[Problem, ...]:
    """List every problem and warning of a site, by place. Rules check what could be read, whatever else is wrong.

    In a line that is not the YAML it was meant to be, rules would judge what its author never wrote.
    """
    read = {*site.problems, *(problem for document in languages(site) for problem in document.problems)}
    broken = {(problem.path, problem.line) for problem in read if problem.rule == SYNTAX}
    return tuple(sorted(read | {problem for problem in check(site) if (problem.path, problem.line) not in broken}))


def _too_long(site: Site) -> Iterator[Problem]:
    """Find the ways over their budget, in a site whose calls can be played."""
    if site.plan:
        yield from over_budget(site, site.plan, trips(site.plan))
