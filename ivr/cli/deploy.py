"""`ivr deploy`: tested texts that run the service on a machine."""

import os

import click

from ivr.golive.deploy import PORT, TEXTS, deploy_text
from ivr.settings import public_url_of

from .options import in_json, json_option

_PLACES = ", ".join(f"{text.place} ({name})" for name, text in TEXTS.items())


@click.group()
def deploy() -> None:
    """Print the configuration that runs the service on a machine."""


@deploy.command(
    help=f"""Print a tested configuration, to be reviewed and put in its place.

    The public name comes from IVR_PUBLIC_URL. The usual places: {_PLACES}.
    """
)
@click.argument("name", type=click.Choice(list(TEXTS)))
@click.option(
    "--port", default=PORT, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help="Serve on this port."
)
@json_option
def show(name: str, port: int, *, as_json: bool) -> None:
    """Print the text *name*."""
    text = deploy_text(name, public_url_of(os.environ), port)
    click.echo(in_json({"place": TEXTS[name].place, "text": text}, line=True) if as_json else text, nl=False)
