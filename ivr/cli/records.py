"""`ivr records`: the calls on record, for other programs, and their deletion."""

import csv
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from ivr.clock import JAPAN, japanese_time
from ivr.records import FOLDER, database, shipper
from ivr.records.export import COLUMNS, exported
from ivr.records.supervise import locked
from ivr.settings import Settings, read_settings

from .options import json_option

_PATIENCE = 60.0
_COLUMNS = "\n".join(f"{name}: {what}" for name, what in COLUMNS.items())
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def records() -> None:
    """Export the calls on record, or delete them.

    They are in the database that DATABASE_URL names, else in var/records.db below the working directory, which must be
    that of the service.
    """


@records.command(epilog=f"Columns (times are Japan's, spans are seconds):\n\n\b\n{_COLUMNS}")
@click.option("--format", "how", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--from", "since", type=_DAY, help="Leave out calls before this day (in Japan).")
@click.option("--to", "until", type=_DAY, help="Leave out calls after this day (in Japan).")
@click.option("--steps", is_flag=True, help="With jsonl: add everything that was noted of each call.")
@json_option
def export(how: str, since: datetime | None, until: datetime | None, *, steps: bool, as_json: bool) -> None:
    """Write the calls on record, a row or a line each.

    They go to standard output in the order in which they began. --json is --format jsonl: an object a line, with the
    rings of each call.
    """
    how = "jsonl" if as_json else how
    if steps and how == "csv":
        raise click.UsageError("--steps needs --format jsonl: a row of CSV has no place for them.")
    first = _start(since) if since else 0
    last = _start(until + timedelta(days=1)) if until else 1 << 53
    with _reading() as engine:
        found = exported(engine, first, last, steps=steps)
        if how == "jsonl":
            for call in found:
                click.echo(json.dumps(call, ensure_ascii=False))
            return
        rows = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
        rows.writeheader()
        rows.writerows(found)


@records.command()
@click.option("--before", type=_DAY, required=True, help="Delete calls that began before this day (in Japan).")
@json_option
def purge(before: datetime, *, as_json: bool) -> None:
    """Delete old calls from database and journals.

    IVR_RECORDS_DAYS says after how many days the service does so by itself (400; 0: never).
    """
    if before.replace(tzinfo=JAPAN) > japanese_time():
        raise click.UsageError("--before: this day has not come yet")
    settings, until = read_settings(os.environ), _start(before)
    folder = (settings.var or Path()) / FOLDER
    with locked(folder) as lock, _told_plainly():
        if lock is None:
            _let_shipper_purge(folder, until)
            click.echo(json.dumps({"deleted": None}) if as_json else f"The calls before {before:%Y-%m-%d} are deleted.")
            return
        engine = database.writing(_address(settings))
        if database.upgrade(engine) is database.Schema.NEWER:
            raise click.ClickException("The records are those of a later release, which must delete them.")
        deleted = shipper.purge(engine, folder, until)
        told = f"{deleted} calls before {before:%Y-%m-%d} are deleted."
        click.echo(json.dumps({"deleted": deleted}) if as_json else told)


def _let_shipper_purge(folder: Path, until: int) -> None:
    """Ask the shipper that runs, which alone may write, and wait until it has done so."""
    request = folder / shipper.PURGE
    written = request.with_suffix(".new")
    written.write_text(str(until))
    written.replace(request)
    end = time.monotonic() + _PATIENCE
    while request.exists():
        if time.monotonic() > end:
            raise click.ClickException(
                "The service was asked to delete them and has not yet: its database may be gone (see /readyz). "
                "It will once it can."
            )
        time.sleep(0.1)


@contextmanager
def _reading() -> Iterator[Engine]:
    """Give the database to read, where its tables are those of this release."""
    with _told_plainly():
        engine = database.reading(_address(read_settings(os.environ)))
        with engine.connect() as connection:
            found = database.schema(connection)
        if found is database.Schema.NEWER:
            raise click.ClickException("The records are those of a later release, which must read them.")
        if found is database.Schema.OLDER:
            raise click.ClickException("The records are those of an earlier release: the service brings them up.")
        yield engine


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise click.ClickException(f"DATABASE_URL: {shipper.reason(error)}") from None


def _address(settings: Settings) -> URL:
    return database.address(settings.database_url, settings.var or Path())


def _start(day: datetime) -> int:
    """Return when *day* begins in Japan, in milliseconds since 1970."""
    return int(day.replace(tzinfo=JAPAN).timestamp() * 1000)
