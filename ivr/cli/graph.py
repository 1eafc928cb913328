"""`ivr graph`: the flow drawn, as Mermaid text or as one HTML page."""

import json
from pathlib import Path

import click

from ivr.picture import as_data, graph_of, mermaid, page
from ivr.site import Site, as_text, load, shipped

from .options import NewFile, json_option, site_option
from .progress import reported


@click.command()
@site_option
@click.option("--html", type=NewFile(), metavar="FILE", help="Write one HTML page.")
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Print Mermaid text (what it does without options).")
@json_option
@click.pass_context
def graph(context: click.Context, site: Path | None, html: Path | None, *, as_mermaid: bool, as_json: bool) -> None:
    """Draw the call flow: as Mermaid text, as JSON, or as one HTML page for people who read no YAML.

    The page draws the flow, lists what callers hear, and prints a key chart and the list of offices. It asks no other
    host for anything; `ivr call` and the browser phone play calls. Exits with 1 if the site has problems.
    """
    if sum((bool(html), as_mermaid, as_json)) > 1:
        raise click.UsageError("--html, --mermaid and --json exclude each other.")
    drawn = load(site or shipped())
    if drawn.plan is None:
        click.echo(as_text(drawn.problems), err=True)
        context.exit(1)
    if html:
        with reported() as show:
            show("drawing the page")
            text = page(drawn.plan)
        _write(html, text)
    else:
        click.echo(_text(drawn, as_json=as_json), nl=as_json)


def _text(site: Site, *, as_json: bool) -> str:
    assert site.plan
    shown = graph_of(site.plan)
    return json.dumps(as_data(shown), ensure_ascii=False, indent=2) if as_json else mermaid(shown)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
