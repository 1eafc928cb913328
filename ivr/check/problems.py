"""All problems of a site: those found on reading it, and those that the rules find in what was read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ivr.problem import SYNTAX
from ivr.site import Problem, Site, files_of
from ivr.site.strays import stray_files

from .routes.budgets import over_budget
from .routes.routes import routes
from .rules import IN_EACH_LANGUAGE, RULES
from .site_parts import in_each_language, languages

_PASSING = re.compile(r"\bline \d+|\d+行目|(; the shortest call|。いちばん短い通話).*", re.DOTALL)
"""What a message says of the rest of the site: another line, or the call that shows it, which goes on to an office."""


def check(site: Site, *, budgets: bool = True) -> list[Problem]:
    """List what the rules find, by place: problems, and warnings that keep no site from serving.

    Without *budgets* no route to an office is played, and none is reported as too long.
    """
    found = {problem for rule in RULES if rule not in IN_EACH_LANGUAGE for problem in rule.check(site)}
    found |= {problem for one in in_each_language(site) for rule in IN_EACH_LANGUAGE for problem in rule.check(one)}
    return sorted({*found, *(_too_long(site) if budgets else ())})


def problems_of(site: Site, *, budgets: bool = True) -> tuple[Problem, ...]:
    """List every problem and warning of a site, by place. Rules check what could be read, whatever else is wrong.

    In a line that is not the YAML it was meant to be, rules would judge what its author never wrote. *budgets* are
    as for `check`.
    """
    read = {*site.problems, *(problem for document in languages(site) for problem in document.problems)}
    read |= set(stray_files(site.root, files_of(site.root)))
    broken = {(problem.path, problem.line) for problem in read if problem.rule == SYNTAX}
    found = check(site, budgets=budgets)
    return tuple(sorted(read | {problem for problem in found if (problem.path, problem.line) not in broken}))


def new_problems(found: Iterable[Problem], known: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those problems *found* that are not *known*: the same rule, file, keys and message, in whatever line."""
    left = Counter(map(_identity, known))
    new = []
    for problem in found:
        if left[_identity(problem)] > 0:
            left[_identity(problem)] -= 1
        else:
            new.append(problem)
    return tuple(new)


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    return problem.rule, problem.path, problem.at, _PASSING.sub("", problem.message)


def _too_long(site: Site) -> Iterator[Problem]:
    """Find the ways over their budget in each language, in a site whose calls can be played."""
    first = site.plan
    for plan in (first, *first.others.values()) if first else ():
        yield from over_budget(site, plan, routes(plan))
