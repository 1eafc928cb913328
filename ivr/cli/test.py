"""`ivr test`: plays scripted calls and says where they went otherwise, and what of the flow they reached."""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ivr.callscript import SUFFIX, read_script_file
from ivr.site import seen_from, shipped
from ivr.testcall import Target, save
from ivr.testing.cover import Cover, Row
from ivr.testing.play import ScriptResult, play
from ivr.testing.random_calls import random_calls
from ivr.testing.report import as_data, as_text
from ivr.testing.update import update
from ivr.web.log import configure_log

from .options import json_option, site_option
from .progress import reported
from .target import target_of, url_option

PLACES = ("tests/calls", "calls")
"""Where a site's scripts are looked for, beside its data/ and prompts/."""


class _Options(TypedDict):
    site: Path | None
    url: str | None
    rewrite: bool
    numbers: bool
    cover: float | None
    random: int | None
    seed: int
    as_json: bool


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@site_option
@url_option
@click.option("--update", "rewrite", is_flag=True, help="Rewrite expectations that differ, and show the changes.")
@click.option("--numbers", is_flag=True, help="With --update, also rewrite which telephone number rings.")
@click.option(
    "--cover",
    type=click.FloatRange(0, 100),
    metavar="MIN",
    help="Fail unless MIN per cent of the nodes, exits, choices and ends of ringing, each apart, were reached.",
)
@click.option(
    "--random",
    type=click.IntRange(1),
    metavar="N",
    help="Make N random calls instead, and write each that goes wrong to a script.",
)
@click.option("--seed", default=0, show_default=True, help="Use this seed for the first random call.")
@json_option
def test(files: tuple[Path, ...], **options: Unpack[_Options]) -> None:
    """Play scripted calls and compare what is heard and who rings.

    FILES are scripts, or folders with *.call.yaml files in them. Without FILES, the scripts in the folder tests/calls,
    else calls, beside the site are played. The exit code is 1 if a call differs from its script, or if less was reached
    than --cover asks for.
    """
    if options["url"] and not options["site"] and options["cover"] is not None:
        raise click.UsageError("--cover needs a flow: give the --site behind --url.")
    if options["random"] and (files or options["rewrite"] or options["cover"] is not None):
        raise click.UsageError("--random plays no scripts: no FILES, no --update, no --cover.")
    if options["numbers"] and not options["rewrite"]:
        raise click.UsageError("--numbers goes with --update.")
    scripts = [] if options["random"] else _scripts(files, options["site"] or shipped())
    configure_log(logging.ERROR)
    target = target_of(options["url"], options["site"])
    if options["random"]:
        fine = _play_at_random(target, range(options["seed"], options["seed"] + options["random"]))
    else:
        fine = _play_scripts(target, scripts, options)
    click.get_current_context().exit(0 if fine else 1)


def _scripts(named: Sequence[Path], site: Path) -> list[Path]:
    """List the files to play. Raises UsageError where there are none."""
    places = named or [site / place for place in PLACES if (site / place).is_dir()][:1]
    found = [
        file for place in places for file in (sorted(place.rglob(f"[!.]*{SUFFIX}")) if place.is_dir() else [place])
    ]
    if not found:
        where = " ".join(map(str, places)) or f"{' and '.join(PLACES)} beside {site}"
        raise click.UsageError(f"There is no *{SUFFIX} in {where}.")
    return found


def _play_scripts(target: Target, scripts: Iterable[Path], options: _Options) -> bool:
    played = [_play(script, target, options) for script in scripts]
    table = _table(target, played)
    if options["as_json"]:
        click.echo(json.dumps(as_data(played, table), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_text(played, table)))
    least = options["cover"] or 0
    short = [row.name for row in table if row.share < least]
    if short:
        click.echo(f"less than {least:g} % was reached of the {' and the '.join(short)}", err=True)
    return not short and all(one.passed for one in played)


def _play(file: Path, target: Target, options: _Options) -> ScriptResult:
    path = seen_from(os.curdir, file)
    if not options["rewrite"]:
        return play(read_script_file(file, path), target)
    played, changes = update(file, target, path, numbers=options["numbers"])
    if changes:
        click.echo(changes, err=True)
    return played


def _table(target: Target, played: Iterable[ScriptResult]) -> tuple[Row, ...]:
    if target.site is None:
        return ()
    cover = Cover(target.site)
    for one in played:
        if one.call:
            cover.add(one.call)
    return cover.table()


def _play_at_random(target: Target, seeds: range) -> bool:
    """Make a call for each seed; write down each that ends in nothing."""
    wrong = 0
    with reported() as show:
        for made, found in enumerate(random_calls(target, seeds), 1):
            if found.wrong:
                wrong += 1
                file = Path(f"random-{found.seed}{SUFFIX}")
                save(file, f"seed {found.seed}: {found.wrong}", found.call, target.printed)
                show("")
                click.echo(f"seed {found.seed}: {found.wrong}; written to {file}")
            show(f"{made} of {len(seeds)} random calls")
    click.echo(f"{len(seeds)} random calls from seed {seeds.start}, {wrong or 'none'} of them wrong")
    return not wrong
