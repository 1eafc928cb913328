"""Everything that is wrong with a site: what reading it found, and what the rules find in what was read."""

from ivr.site import Problem, Site

from .rules import RULES


def problems_of(site: Site) -> tuple[Problem, ...]:
    """List every problem and reminder of a site, by place. Rules check what could be read, whatever else is wrong."""
    found = {problem for rule in RULES for problem in rule.check(site)}
    return tuple(sorted(found.union(site.problems)))
