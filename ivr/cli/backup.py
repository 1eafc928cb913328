"""`ivr backup`: everything that the service stores, in one file."""

import os
from pathlib import Path

import click

from ivr.golive.backup import back_up
from ivr.settings import read_settings
from ivr.translation import _

from .options import NewFile, in_json, json_option, writing
from .records_database import failures_in_words


@click.command()
@click.argument("file", type=NewFile())
@json_option
def backup(file: Path, *, as_json: bool) -> None:
    """Write everything that the service keeps to FILE.

    FILE gets the calls on record (from the database and the journals), the plans of calls in progress, the earlier
    routes of numbers, the notes of `ivr offices verify`, and the key of the callers' hashes, but not the site's own
    files. The service may keep running. Keep the file where only you can read it. `ivr restore` reads it back.
    """
    with failures_in_words(), writing(file):
        contents = back_up(read_settings(os.environ), file)
    message = _("{file} holds: calls {calls}, plans {plans}.").format(
        calls=contents.calls, plans=contents.plans, file=file
    )
    click.echo(in_json({"calls": contents.calls, "plans": contents.plans}, line=True) if as_json else message)
