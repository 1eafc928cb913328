"""`ivr graph`: the call flow drawn, as Mermaid text or as one HTML page."""

from pathlib import Path

import click

from ivr.call import Plan
from ivr.picture import as_data, graph_of, mermaid
from ivr.picture.page import page
from ivr.safe_files import write_whole
from ivr.translation import _

from .options import NewFile, in_json, json_option, plan_of, site_option, writing


@click.command()
@site_option
@click.option("--html", type=NewFile(), metavar="FILE", help="Write one HTML page to FILE.")
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Print Mermaid text, as without any option.")
@json_option
def graph(site: Path, html: Path | None, *, as_mermaid: bool, as_json: bool) -> None:
    """Draw the call flow as Mermaid, as JSON or as an HTML page.

    The page is for people who read no YAML: it draws the flow, and lists what callers hear, the key chart and the
    offices. It needs no network. To try a call, use `ivr call` or the browser phone of `ivr serve`. The exit code is 1
    if the site has problems.
    """
    if sum((bool(html), as_mermaid, as_json)) > 1:
        raise click.UsageError(_("--html, --mermaid and --json exclude each other."))
    plan = plan_of(site)
    if html:
        text = page(plan)
        with writing(html):
            write_whole(html, text.encode())
    else:
        click.echo(_text(plan, as_json=as_json), nl=as_json)


def _text(plan: Plan, *, as_json: bool) -> str:
    shown = graph_of(plan)
    return in_json(as_data(shown)) if as_json else mermaid(shown)
