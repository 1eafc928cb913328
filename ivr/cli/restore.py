"""`ivr restore`: reads back what `ivr backup` has written."""

import os
from pathlib import Path

import click

from ivr.golive.backup import restore as read_back
from ivr.settings import read_settings
from ivr.translation import _

from .options import in_json, json_option, writing
from .records_database import failures_in_words


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def restore(file: Path, *, as_json: bool) -> None:
    """Read back what `ivr backup` has written to FILE.

    Stop the service first. Nothing that is already there is changed, and the file may be restored twice. The database
    may be another one, or of another kind, than the one that was backed up.
    """
    settings = read_settings(os.environ)
    with failures_in_words(), writing(settings.folder):
        contents = read_back(settings, file)
    message = _("What {file} holds is in place: calls {calls}, plans {plans}.")
    shown = message.format(calls=contents.calls, plans=contents.plans, file=file)
    data = {"calls": contents.calls, "plans": contents.plans, "refused_events": contents.refused}
    click.echo(in_json(data, line=True) if as_json else shown)
    if contents.refused:
        told = _("events that the database refuses, because no call can be so: {count}")
        click.echo(told.format(count=contents.refused), err=True)
