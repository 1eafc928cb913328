"""`ivr paths`: each way from the first word to the ring, and how long it takes."""

from pathlib import Path

import click

from ivr.check.routes.report import as_json as paths_as_json, as_text as paths_as_text, paths as paths_of
from ivr.check.routes.routes import routes, unanswered
from ivr.check.routes.timing import SpeakingRate
from ivr.site import as_text, load, shipped

from .options import json_option, site_option


@click.command()
@site_option
@json_option
@click.option("--natural", is_flag=True, help="Count at the natural rate instead of the voice's.")
@click.option("--office", metavar="TEXT", default="", help="Only ways to offices whose name or number holds this.")
@click.pass_context
def paths(context: click.Context, site: Path | None, *, as_json: bool, natural: bool, office: str) -> None:
    """List each way from the answered call to the ring, the shortest first.

    By one sentence, by two spoken answers, and by keys: all heard to the end, and pressed at one's option. Then the way
    of a caller who never answers. "spoken" is what callers listen to; "by the clock" adds how long they take to answer,
    and what is waited.
    """
    plan = (loaded := load(site or shipped())).plan
    if plan is None:
        click.echo(as_text(loaded.problems), err=True)
        context.exit(1)
    rate = SpeakingRate() if natural else SpeakingRate.of(plan.voices["ja"])
    ways = filter(None, (*routes(plan), unanswered(plan)))
    found = [path for path in paths_of(plan, ways, rate) if office in path.office or office in path.number]
    click.echo(paths_as_json(found) if as_json else paths_as_text(found))
