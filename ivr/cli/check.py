"""`ivr check`: every problem of a site, with its place, and what callers will notice of a change."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from ivr.check import problems_of
from ivr.check.change import Change, as_data, as_text as changes_as_text, changes
from ivr.site import Problem, Site, as_github, as_text, load, shipped

from .options import json_option, site_option


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out about a site: problems by place, counts, and changes against an older one, if asked for."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]
    changes: tuple[Change, ...] | None = None

    @property
    def fine(self) -> bool:
        """Tell whether there are reminders at most."""
        return all(problem.reminder for problem in self.problems)


@click.command()
@site_option
@json_option
@click.option("--github", is_flag=True, help="Print annotations, which GitHub shows beside the lines.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="OLD",
    help="Also tell what callers will notice, compared with the site in this folder.",
)
@click.pass_context
def check(context: click.Context, site: Path | None, *, as_json: bool, github: bool, against: Path | None) -> None:
    """Tell what is wrong with a site, as path:line:column: message (rule).

    Exits with 0 if nothing is, or if there are only reminders; with 1 if there are problems.
    """
    if as_json and github:
        raise click.UsageError("--json and --github exclude each other.")
    report = _report(load(site or shipped()), load(against) if against else None)
    click.echo(_as_json(report) if as_json else "\n".join(_lines(report, github=github)))
    context.exit(0 if report.fine else 1)


def _report(site: Site, old: Site | None) -> Report:
    problems = tuple(_from_here(problem) for problem in problems_of(site))
    return Report(problems, _counts(site), changes(old, site) if old else None)


def _as_json(report: Report) -> str:
    answer: dict[str, object] = {"problems": [asdict(problem) for problem in report.problems], **report.counts}
    if report.changes is not None:
        answer["changes"] = as_data(report.changes)
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _lines(report: Report, *, github: bool) -> Iterator[str]:
    if report.problems:
        yield as_github(report.problems) if github else as_text(report.problems)
    if report.changes:
        yield "Callers will notice:"
        yield changes_as_text(report.changes)
    elif report.changes is not None:
        yield "Callers will notice nothing new."
    yield _summary(report)


def _from_here(problem: Problem) -> Problem:
    """Name the file as seen from the current folder, where that is shorter: editors and GitHub find it so."""
    path = os.path.relpath(problem.path)
    return problem if path.startswith("..") else replace(problem, path=path)


def _counts(site: Site) -> dict[str, int]:
    if site.directory is None:
        return {}
    return {"offices": sum(1 for _ in site.directory), "unverified": len(site.directory.unverified())}


def _summary(report: Report) -> str:
    """Sum up in one line: `no problems, 2 reminders; 95 of 95 offices unverified`."""
    reminders = [problem.reminder for problem in report.problems]
    parts = [f"{_number(reminders.count(False), 'problem')}, {_number(reminders.count(True), 'reminder')}"]
    parts += [_number(len(report.changes), "change")] if report.changes is not None else []
    known = "{unverified} of {offices} offices unverified"
    parts.append(known.format_map(report.counts) if report.counts else "offices not readable")
    return "; ".join(parts)


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
