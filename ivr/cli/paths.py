"""`ivr paths`: the routes from the first word to the ring, and how long they take."""

from pathlib import Path

import click

from ivr.check.routes.others import others
from ivr.check.routes.paths_table import as_data, as_text, paths as paths_of
from ivr.check.routes.routes import routes, unanswered
from ivr.speech import NATURAL
from ivr.translation import _

from .options import in_json, in_language, json_option, plan_of, site_option


@click.command()
@site_option
@json_option
@click.option(
    "--natural", is_flag=True, help="Compute the seconds at the natural rate of speech instead of the voice's rate."
)
@click.option(
    "--office", metavar="TEXT", default="", help="List only the routes to offices whose name or number contains TEXT."
)
@click.option("--language", default="", help="List the routes in this language of the site, not in its first one.")
def paths(site: Path, *, as_json: bool, natural: bool, office: str, language: str) -> None:
    """List the routes to every office with their seconds.

    The shortest comes first. A route leads from answering the call to the ring: by one sentence, by two spoken answers,
    by keys pressed after each prompt, and by keys pressed as soon as they are announced. Routes to offices outside any
    area are listed with the kind of caller they are for, including the caller who never answers. "spoken" is how long
    callers listen; "by the clock" adds the time they take to answer, and the pauses. The exit code is 1 if the site has
    problems, or no office matches.
    """
    plan = in_language(plan_of(site), language)
    rate = NATURAL if natural else plan.voice.rate
    all_routes = filter(None, (*routes(plan), *(() if plan.home else (*others(plan), unanswered(plan)))))
    chosen = [path for path in paths_of(plan, all_routes, rate) if office in path.office or office in path.number]
    if as_json or chosen:
        click.echo(in_json(as_data(chosen)) if as_json else as_text(chosen))
    else:
        click.echo(_("no office matches") if office else _("no route leads to an office; ivr check says why"), err=True)
    click.get_current_context().exit(0 if chosen else 1)
