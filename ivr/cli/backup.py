"""`ivr backup`: everything that the service keeps, in one file."""

import json
import os
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from ivr.golive.backup import BackupError, back_up
from ivr.records.shipper import reason
from ivr.settings import read_settings
from ivr.translation import _

from .options import NewFile, json_option


@click.command()
@click.argument("file", type=NewFile())
@json_option
def backup(file: Path, *, as_json: bool) -> None:
    """Write everything that the service keeps to FILE.

    FILE gets the calls on record (from the database and the journals), the plans of calls in progress, the earlier
    routes of numbers, and the key of the callers' hashes, but not the site's own files. The service may keep running.
    Keep the file where only you can read it. `ivr restore` reads it back.
    """
    try:
        contents = back_up(read_settings(os.environ), file)
    except SQLAlchemyError as error:
        raise click.ClickException(_("DATABASE_URL: {reason}").format(reason=reason(error))) from None
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    message = _("{file} holds: calls {calls}, plans {plans}.").format(
        calls=contents.calls, plans=contents.plans, file=file
    )
    click.echo(json.dumps({"calls": contents.calls, "plans": contents.plans}) if as_json else message)
