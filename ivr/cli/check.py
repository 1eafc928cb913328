"""`ivr check`: every problem of a site, with its place."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from ivr.check import problems_of
from ivr.site import Problem, Site, as_github, as_json as write_json, as_text, load, shipped

from .options import json_option, site_option


@click.command()
@site_option
@json_option
@click.option("--github", is_flag=True, help="Print annotations, which GitHub shows beside the lines.")
@click.pass_context
def check(context: click.Context, site: Path | None, *, as_json: bool, github: bool) -> None:
    """Tell what is wrong with a site, as path:line:column: message (rule).

    Exits with 0 if nothing is, or if there are only reminders; with 1 if there are problems.
    """
    if as_json and github:
        raise click.UsageError("--json and --github exclude each other.")
    checked = load(site or shipped())
    problems = [_from_here(problem) for problem in problems_of(checked)]
    if as_json:
        click.echo(write_json(problems, **_counts(checked)))
    else:
        _print(as_github(problems) if github else as_text(problems), _summary(checked, problems))
    context.exit(1 if any(not problem.reminder for problem in problems) else 0)


def _print(problems: str, summary: str) -> None:
    click.echo(f"{problems}\n{summary}" if problems else summary)


def _from_here(problem: Problem) -> Problem:
    """Name the file as seen from the current folder, where that is shorter: editors and GitHub find it so."""
    path = os.path.relpath(problem.path)
    return problem if path.startswith("..") else replace(problem, path=path)


def _counts(site: Site) -> dict[str, int]:
    if site.directory is None:
        return {}
    return {"offices": sum(1 for _ in site.directory), "unverified": len(site.directory.unverified())}


def _summary(site: Site, problems: Iterable[Problem]) -> str:
    """Sum up in one line: `no problems, 2 reminders; 95 of 95 offices unverified`."""
    reminders = [problem.reminder for problem in problems]
    found = f"{_number(reminders.count(False), 'problem')}, {_number(reminders.count(True), 'reminder')}"
    counts = _counts(site)
    offices = "{unverified} of {offices} offices unverified".format_map(counts) if counts else "offices not readable"
    return f"{found}; {offices}"


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
