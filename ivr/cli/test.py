"""`ivr test`: plays scripted calls and says where they went otherwise, and what of the flow they reached."""

import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ivr.simulator import as_line
from ivr.site import Problem, shipped
from ivr.site.calls import SUFFIX, read_script_file
from ivr.testing.cover import Cover, Row
from ivr.testing.play import Played, play
from ivr.testing.target import Target, site_target, url_target
from ivr.testing.update import update
from ivr.web.log import configure_log

from .options import json_option, site_option

PLACES = ("tests/calls", "calls")
"""Where a site's scripts are looked for, beside its data/ and prompts/."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@site_option
@click.option("--url", metavar="URL", help="Play against any TwiML service, over HTTP, signed with TWILIO_AUTH_TOKEN.")
@click.option("--update", "rewrite", is_flag=True, help="Rewrite the expectations that differ.")
@click.option(
    "--cover",
    type=click.FloatRange(0, 100),
    metavar="MIN",
    help="Fail unless that per cent of the nodes, of the exits, of the choices and of the ends of ringing was reached.",
)
@json_option
@click.pass_context
def test(
    context: click.Context,
    files: tuple[Path, ...],
    site: Path | None,
    url: str | None,
    *,
    rewrite: bool,
    cover: float | None,
    as_json: bool,
) -> None:
    """Play scripted calls (FILES, or folders with *.call.yaml in them) and compare what is heard and who rings.

    Without FILES, those in tests/calls or calls beside the site are played. Exits with 1 if a call went otherwise than
    its script says, or if less than --cover asks for was reached.
    """
    if url and (site or cover is not None):
        raise click.UsageError("--url calls a service whose flow is not known: no --site, no --cover.")
    scripts = _scripts(files, site or shipped())
    configure_log(logging.ERROR)
    target = _target(url, site)
    played = [_play(script, target, rewrite=rewrite) for script in scripts]
    table = _table(target, played)
    report = _json(played, table) if as_json else _text(played, table)
    for text in report:
        click.echo(text)
    short = cover is not None and any(row.share < cover for row in table)
    if short and not as_json:
        click.echo(f"less than {cover:g} % was reached", err=True)
    context.exit(1 if short or not all(one.passed for one in played) else 0)


def _scripts(named: Sequence[Path], site: Path) -> list[Path]:
    """List the files to play. Raises UsageError where there are none."""
    places = named or [site / place for place in PLACES if (site / place).is_dir()][:1]
    found = [file for place in places for file in (sorted(place.rglob(f"*{SUFFIX}")) if place.is_dir() else [place])]
    if not found:
        where = " ".join(map(str, places)) or f"{' and '.join(PLACES)} beside {site}"
        raise click.UsageError(f"There is no *{SUFFIX} in {where}.")
    return found


def _target(url: str | None, site: Path | None) -> Target:
    if url is None:
        return site_target(site)
    try:
        return url_target(url)
    except ValueError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--url") from None


def _play(file: Path, target: Target, *, rewrite: bool) -> Played:
    path = os.path.relpath(file)
    path = str(file) if path.startswith("..") else path
    if not rewrite:
        return play(read_script_file(file, path), target)
    played, changed = update(file, target, path)
    if changed:
        click.echo(f"{path}: rewritten", err=True)
    return played


def _table(target: Target, played: Iterable[Played]) -> tuple[Row, ...]:
    if target.site is None:
        return ()
    cover = Cover(target.site)
    for one in played:
        if one.call:
            cover.add(one.call)
    return cover.table()


def _text(played: Sequence[Played], table: Iterable[Row]) -> Iterator[str]:
    """Yield what to print for people: each call that went otherwise, then what was reached."""
    for one in played:
        yield from _story(one)
    wrong = sum(not one.passed for one in played)
    calls = f"{len(played)} call{'' if len(played) == 1 else 's'}"
    yield f"{calls}, {wrong} of them otherwise than expected" if wrong else f"{calls}, all as expected"
    for row in table:
        yield f"  {row.name:<9} {len(row.reached):>3} of {len(row.possible):<3} {int(row.share):>3} %{_missing(row)}"


def _story(one: Played) -> Iterator[str]:
    if not one.passed and one.call and one.file.script:
        yield f"--- {one.file.script.call}"
        yield str(one.call)
    yield from map(str, one.problems)
    if not one.passed:
        yield ""


def _missing(row: Row) -> str:
    return f"   not: {', '.join(row.missing)}" if row.missing else ""


def _json(played: Iterable[Played], table: Iterable[Row]) -> Iterator[str]:
    """Yield one JSON object."""
    reached = {
        row.name: {"reached": len(row.reached), "possible": len(row.possible), "missing": row.missing} for row in table
    }
    yield json.dumps({"calls": [_as_data(one) for one in played], "reached": reached}, ensure_ascii=False, indent=2)


def _as_data(one: Played) -> dict[str, Any]:
    return {
        "path": one.file.document.path,
        "call": one.file.script.call if one.file.script else None,
        "passed": one.passed,
        "problems": [_problem(problem) for problem in one.problems],
        "transcript": [as_line(event) for event in one.call.transcript] if one.call else [],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("line", "column", "message", "rule", "reminder")}
