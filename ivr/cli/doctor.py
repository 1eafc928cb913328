"""`ivr doctor`: everything that a line still needs before it goes live, on one screen."""

import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from ivr.clock import japanese_time
from ivr.columns import columns, padded
from ivr.golive.doctor import POINTS, STATES, Circumstances, Diagnosis, Point
from ivr.translation import _

from .account import api_option
from .options import in_json, json_option, site_option


@click.command()
@site_option
@click.option(
    "--from-outside",
    is_flag=True,
    help="Leave out what can be seen only on the serving machine: its folder, disk, processes and clock.",
)
@api_option
@json_option
@click.pass_context
def doctor(context: click.Context, site: Path, api: str, *, from_outside: bool, as_json: bool) -> None:
    """Report what a line still needs before it goes live.

    Each point is fine, to do, or wrong, with what to do about it. Run it on the serving machine, in the folder and with
    the environment of the service, and on another machine with --from-outside. Nothing is changed, and no telephone
    rings. The exit code is 1 if anything is wrong.
    """
    circumstances = Circumstances(os.environ, site, japanese_time(), api)
    diagnoses: list[tuple[Point, Diagnosis]] = []
    for point in POINTS:
        if point.here and from_outside:
            continue
        diagnoses.append((point, point.diagnosis(circumstances)))
        if not as_json:
            click.echo(_as_text(*diagnoses[-1]))
    counted = Counter(diagnosis.state for _point, diagnosis in diagnoses)
    if as_json:
        points = [{"point": point.name, **asdict(diagnosis)} for point, diagnosis in diagnoses]
        click.echo(in_json({"points": points, **counted}))
    else:
        click.echo(
            _("{fine} fine, {to_do} to do, {wrong} wrong").format(
                fine=counted["fine"], to_do=counted["to do"], wrong=counted["wrong"]
            )
        )
    context.exit(1 if counted["wrong"] else 0)


def _as_text(point: Point, diagnosis: Diagnosis) -> str:
    widest = max(columns(_(state)) for state in STATES)
    line = f"{padded(_(diagnosis.state), widest)}  {padded(_(point.name), 15)}  {diagnosis.found}"
    return f"{line}\n{'':{widest + 19}}-> {diagnosis.do}" if diagnosis.do else line
