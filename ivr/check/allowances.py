"""Warnings that a comment in the YAML allows at its place, with a reason and an end date.

``# allow: long-prompt until 2027-03-31: reason`` at the end of a line, or on a separate line above a key, allows that
warning on that line or everywhere below that key. Errors cannot be allowed: they may mislead or lose a caller.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from ivr.problem import Problem
from ivr.site import Site
from ivr.strict_yaml.decoding import EncodingError, text_of
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.syntax import indent
from ivr.translation import _

from .explain import EXPLANATIONS
from .rules import unverified_offices
from .site_parts import languages

ID = "allowance"

_MARK = re.compile(r"(?:^|(?<=\s))#\s*allow:\s*(?P<said>.*)$")
_FORM = re.compile(r"(?P<rule>[a-z-]+)\s+until\s+(?P<until>\d{4}-\d{2}-\d{2})\s*:\s*(?P<reason>\S.*)", re.ASCII)
_OF_THE_LINE = unverified_offices.ID  # accepted by the person responsible for the service, never in a file


@dataclass(frozen=True, slots=True)
class Allowance:
    """A comment that allows something: its place, what it *said*, and the lines (*first* to *last*) that it covers."""

    path: str
    line: int
    column: int
    said: str
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Return whether *problem* is at a place that this comment covers."""
        return problem.path == self.path and self.first <= problem.line <= self.last

    def problem(self, message: str) -> Problem:
        """Return a warning at the comment."""
        return Problem(self.path, self.line, self.column, message, ID, warning=True)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A warning that is allowed *until* a day, inclusive, and the *reason*."""

    problem: Problem
    until: date
    reason: str

    def __str__(self) -> str:
        one = self.problem
        message = _("{path}:{line}:{column}: allowed until {until} ({reason}): {message} ({rule})")
        gaps = {"path": one.path, "line": one.line, "column": one.column, "message": one.message, "rule": one.rule}
        return message.format(until=self.until, reason=self.reason, **gaps)

    def as_data(self) -> dict[str, object]:
        """Return it as data for JSON."""
        return {**self.problem.as_data(), "until": self.until.isoformat(), "reason": self.reason}


def settle(
    site: Site, problems: Iterable[Problem], today: date, unasked: Collection[str] = ()
) -> tuple[tuple[Problem, ...], tuple[Allowed, ...]]:
    """Split the *problems* of a site into those that remain and those that are allowed, both sorted by place.

    Faults of the allowances themselves are among those that remain. An allowance of a rule that was not run (*unasked*)
    is not reported as unneeded.
    """
    left, allowed = list(problems), list[Allowed]()
    for one in _allowances(site):
        until, reason, wrong = _read(one, left, today)
        if wrong:
            left.append(one.problem(wrong))
            continue
        rule = one.said.split()[0]
        those = [problem for problem in left if problem.warning and problem.rule == rule and one.covers(problem)]
        if not those and rule not in unasked:
            left.append(one.problem(_('this allows nothing: there is no warning "{rule}" here').format(rule=rule)))
        left = [problem for problem in left if problem not in those]
        allowed += [Allowed(problem, until, reason) for problem in those]
    return tuple(sorted(left)), tuple(sorted(allowed, key=lambda each: each.problem))


def _read(allowance: Allowance, problems: list[Problem], today: date) -> tuple[date, str, str]:
    """Return the end date and the reason of *allowance*, and what is wrong with it, "" if nothing is."""
    form = _FORM.fullmatch(allowance.said)
    try:
        until = date.fromisoformat(form["until"]) if form else None
    except ValueError:  # the date does not exist
        until = None
    if form is None or until is None:
        return today, "", _('an allowance names a rule, a day and a reason: "# allow: RULE until 2027-03-31: reason"')
    wrong = _fault(allowance, form["rule"], problems)
    if not wrong and until < today:
        wrong = _('this allowance of "{rule}" ran out on {until}').format(rule=form["rule"], until=until)
    return until, form["reason"], wrong


def _fault(allowance: Allowance, rule: str, problems: list[Problem]) -> str:
    """Return why *rule* cannot be allowed, "" if it can."""
    if rule not in EXPLANATIONS:
        return _('there is no rule "{name}"{meant}').format(name=rule, meant=meant(rule, tuple(EXPLANATIONS)))
    if rule == _OF_THE_LINE:
        return _('"{rule}" cannot be allowed in a file: set IVR_ACCEPT_UNVERIFIED=1 where the line is served').format(
            rule=rule
        )
    refused = any(not problem.warning and problem.rule == rule and allowance.covers(problem) for problem in problems)
    if refused or rule == ID or not EXPLANATIONS[rule].warns:
        return _('"{rule}" cannot be allowed here: it is an error, which may mislead or lose a caller').format(
            rule=rule
        )
    return ""


def _allowances(site: Site) -> Iterator[Allowance]:
    """Find the comments in all readable files of *site*."""
    read = (*site.documents.values(), *languages(site), *site.recordings.texts.values())
    for path in sorted({document.path for document in read}):
        try:
            text = text_of(Path(path))
        except (OSError, EncodingError):  # reported by the reader of the file
            continue
        if "allow:" in text:
            yield from in_text(text, path)


def in_text(text: str, path: str) -> Iterator[Allowance]:
    """Find the comments in the text of a file; none if it is not YAML, as comments cannot be told apart then."""
    lines = text.splitlines()
    try:
        scalars = [token for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken)]
    except yaml.YAMLError:
        return
    for number, line in enumerate(lines):
        mark = _MARK.search(line)
        if mark and not any(_within(token, number, mark.start()) for token in scalars):
            first = number if line[: mark.start()].strip() else _following(lines, number)
            yield Allowance(path, number + 1, mark.start() + 1, mark["said"].strip(), first + 1, _end(lines, first))


def _within(token: yaml.ScalarToken, line: int, column: int) -> bool:
    start, end = token.start_mark, token.end_mark
    return (start.line, start.column) <= (line, column) < (end.line, end.column)


def _following(lines: list[str], number: int) -> int:
    """Return the first line (from 0) below a comment that is not itself only a comment."""
    below = (place for place in range(number + 1, len(lines)) if _content(lines[place]))
    return next(below, number)


def _end(lines: list[str], first: int) -> int:
    """Return the last line (from 1) of the block that begins in *first* (from 0): deeper lines belong to it."""
    base, is_item = indent(lines[first]), _content(lines[first]).startswith("- ")
    last = first
    for place in range(first + 1, len(lines)):
        if not _content(lines[place]):
            continue
        item_of_key = not is_item and lines[place].lstrip().startswith("- ") and indent(lines[place]) == base
        if indent(lines[place]) <= base and not item_of_key:
            break
        last = place
    return last + 1


def _content(line: str) -> str:
    """Return the part of a line that is not a comment of this kind."""
    bare = line.strip()
    return "" if bare.startswith("#") else bare
