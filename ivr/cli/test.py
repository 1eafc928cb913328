"""`ivr test`: plays scripted calls and tables of answers, and reports what differed and what was reached."""

import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ivr.callscript import SUFFIX, read_script_file
from ivr.site import as_text as problems_as_text, seen_from, shipped
from ivr.testcall import Target, save
from ivr.testing.answers import SUFFIXES as TABLES, read_answers
from ivr.testing.answers_report import answers_as_data, answers_as_text, falls_short
from ivr.testing.calls_report import as_data, as_text
from ivr.testing.cover import Cover, Coverage
from ivr.testing.play_scripts import ScriptResult, play
from ivr.testing.random_calls import random_calls
from ivr.testing.update import update
from ivr.testing.verdict import JudgedAnswer, try_answers
from ivr.translation import _
from ivr.web.log import configure_log

from .options import chosen_site_option, in_json, json_option
from .output import progress_line
from .url_option import target_of, url_option

PLACES = ("tests/calls", "calls")
"""Where a site's scripts are looked for, beside its data/ and prompts/."""

HEARD = ("tests/heard", "heard")
"""Where its tables of answers are looked for."""

_WORKBOOK = ".xlsx"
_ALIKE = (".yaml", ".yml", _WORKBOOK)
"""Endings that scripts and tables are given by mistake."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@chosen_site_option
@url_option
@click.option("--update", "rewrite", is_flag=True, help="Rewrite expectations that differ, and show the changes.")
@click.option("--numbers", is_flag=True, help="With --update, also rewrite which telephone number rings.")
@click.option(
    "--cover",
    type=click.FloatRange(0, 100),
    metavar="MIN",
    help="Fail unless at least MIN per cent of the nodes, of the exits, of the choices and of the ring outcomes were "
    "reached.",
)
@click.option(
    "--random",
    type=click.IntRange(1),
    metavar="N",
    help="Make N random calls instead, and write each that goes wrong to a script.",
)
@click.option("--seed", type=int, help="With --random, use this seed for the first call (default: 0).")
@click.option("--all", "every", is_flag=True, help="List every answer that was not understood, not only some.")
@json_option
def test(
    files: tuple[Path, ...],
    *,
    site: Path | None,
    url: str | None,
    rewrite: bool,
    numbers: bool,
    cover: float | None,
    random: int | None,
    seed: int | None,
    every: bool,
    as_json: bool,
) -> None:
    """Play scripted calls and compare what is heard and who rings.

    It also says single answers, and reports how they are understood. FILES are scripts (*.call.yaml), tables of answers
    (*.tsv or *.csv with the columns text, at, meaning and place), or folders of both. Without FILES, the scripts in
    tests/calls (else calls) and the tables in tests/heard (else heard) of the site's folder are used. The exit code is
    1 if a call differs from its script, if less was reached than --cover requires, or if the answers are understood
    less well than the flow requires.
    """
    if url and not site and cover is not None:
        raise click.UsageError(_("--cover needs a flow: give the --site behind --url."))
    if random and (files or rewrite or cover is not None):
        raise click.UsageError(_("--random plays no scripts: no FILES, no --update, no --cover."))
    if numbers and not rewrite:
        raise click.UsageError(_("--numbers requires --update."))
    if seed is not None and not random:
        raise click.UsageError(_("--seed requires --random."))
    scripts, tables = ([], []) if random else _files(files, site or shipped())
    configure_log(logging.ERROR)
    target = target_of(url, site)
    if random:
        first = seed or 0
        fine = _play_at_random(target, range(first, first + random))
    else:
        played = [_play_script(script, target, rewrite=rewrite, numbers=numbers) for script in scripts]
        fine = _report(target, played, [] if rewrite else tables, least=cover or 0, every=every, as_json=as_json)
    click.get_current_context().exit(0 if fine else 1)


def _files(named: Sequence[Path], site: Path) -> tuple[list[Path], list[Path]]:
    """List the scripts to play, and the tables of answers. Raises UsageError if there is neither."""
    places = [[site / place for place in kind if (site / place).is_dir()][:1] for kind in (PLACES, HEARD)]
    scripts, tables = (
        [file for place in named or beside for file in _within(place, endings)]
        for beside, endings in zip(places, ((SUFFIX,), TABLES), strict=True)
    )
    read = {*scripts, *tables}
    usual = () if named else (place for beside in places for place in beside)
    _tell_others({*usual, *(file.parent for file in read - {*named})}, read)
    are_tables = (*TABLES, _WORKBOOK)  # the reader of tables says what to do with such a file
    scripts = [file for file in scripts if file.suffix.lower() not in are_tables]
    tables = [file for file in tables if file.suffix.lower() in are_tables]
    if not scripts and not tables:
        where = " ".join(map(str, named)) or _("{site} (folders: {folders})").format(
            site=site, folders=", ".join((*PLACES, *HEARD))
        )
        message = _("There is no *{suffix} and no *{table} in {where}.")
        message = message.format(suffix=SUFFIX, table=", *".join(TABLES), where=where)
        if not named and (astray := next(site.glob(f"[!.]*{SUFFIX}"), None)):
            hint = _("Move {file} to the folder {folder}, or name it.")
            message += " " + hint.format(file=astray.name, folder=PLACES[-1])
        raise click.UsageError(message)
    return scripts, tables


def _tell_others(folders: Iterable[Path], read: set[Path]) -> None:
    """Say which files in *folders* look like a script or a table, but are not *read* because of their names."""
    found = {file for folder in folders for ending in _ALIKE for file in folder.glob(f"[!.]*{ending}")}
    for file in sorted(found - read):
        message = _("{file} is not read: scripts end in {suffix}, and tables in {tabs} or {commas}")
        tabs, commas = TABLES
        message = message.format(file=seen_from(os.curdir, file), suffix=SUFFIX, tabs=tabs, commas=commas)
        click.echo(message, err=True)


def _within(place: Path, endings: tuple[str, ...]) -> list[Path]:
    """Return *place* itself, or the files in that folder with one of the *endings*, in whatever case."""
    if not place.is_dir():
        return [place]
    return sorted(file for file in place.rglob("[!.]*") if file.name.lower().endswith(endings))


def _report(
    target: Target, played: Sequence[ScriptResult], tables: Sequence[Path], *, least: float, every: bool, as_json: bool
) -> bool:
    """Try *tables* at *target*, report on them and on the *played* scripts; return whether all was as required."""
    tried, readable = _try(target, tables)
    table = _table(target, played)
    if as_json:
        answers = {"answers": answers_as_data(tried)} if tables else {}
        click.echo(in_json(as_data(played, table) | answers))
    else:
        calls = as_text(played, table) if played or not tables else ()
        click.echo("\n".join([*calls, *answers_as_text(tried, every=every)]))
    plan = target.plan
    short = [row.name for row in table if row.share < least]
    if short:
        click.echo(
            _("less than {least:g} % of the {short} was reached").format(
                least=least, short=_(" and the ").join(map(_, short))
            ),
            err=True,
        )
    below = [*falls_short(tried, plan.flow.required if plan else None)]
    for sentence in below:
        click.echo(sentence, err=True)
    return readable and not short and not below and all(one.passed for one in played)


def _try(target: Target, tables: Sequence[Path]) -> tuple[tuple[JudgedAnswer, ...], bool]:
    """Try the answers of all *tables*; return whether none of the tables has mistakes, which are printed."""
    plan = target.plan
    if plan is None or not tables:
        return (), True
    read = [read_answers(plan, file, seen_from(os.curdir, file)) for file in tables]
    problems = [problem for _answers, problems_of_file in read for problem in problems_of_file]
    if problems:
        click.echo(problems_as_text(problems), err=True)
        return (), False
    return try_answers(plan, [answer for answers, _problems in read for answer in answers]), True


def _play_script(file: Path, target: Target, *, rewrite: bool, numbers: bool) -> ScriptResult:
    path = seen_from(os.curdir, file)
    if not rewrite:
        return play(read_script_file(file, path), target)
    played, changes = update(file, target, path, numbers=numbers)
    if changes:
        click.echo(changes, err=True)
    return played


def _table(target: Target, played: Iterable[ScriptResult]) -> tuple[Coverage, ...]:
    """Return what was reached; nothing if no script could be read, as then none of it was tried."""
    played = [*played]
    if target.site is None or (played and not any(one.call for one in played)):
        return ()
    cover = Cover(target.site)
    for one in played:
        if one.call:
            cover.add(one.call)
    return cover.table()


def _play_at_random(target: Target, seeds: range) -> bool:
    """Make a call for each seed; write a script for each that ends in nothing."""
    wrong = 0
    with progress_line() as show:
        for played, result in enumerate(random_calls(target, seeds), 1):
            if result.wrong:
                wrong += 1
                file = Path(f"random-{result.seed}{SUFFIX}")
                save(
                    file,
                    _("seed {seed}: {wrong}").format(seed=result.seed, wrong=result.wrong),
                    result.call,
                    target.printed,
                )
                show("")
                click.echo(
                    _("seed {seed}: {wrong}; written to {file}").format(seed=result.seed, wrong=result.wrong, file=file)
                )
            show(_("{made} of {count} random calls").format(made=played, count=len(seeds)))
    message = _("{count} random calls from seed {first}, {wrong} of them wrong")
    click.echo(message.format(count=len(seeds), first=seeds.start, wrong=wrong or _("none")))
    return not wrong
