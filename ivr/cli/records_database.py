"""The database of call records as commands open it, with its errors in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from ivr.records import database
from ivr.settings import Settings, read_settings
from ivr.translation import _


@contextmanager
def reading() -> Iterator[Engine]:
    """Open the database for reading, if its tables are those of this release."""
    with failures_in_words(), left_closed(database.reading(address_of(read_settings(os.environ)))) as engine:
        with engine.connect() as connection:
            schema = database.schema(connection)
        if schema is database.Schema.NEWER:
            raise click.ClickException(_("The records were written by a later release, which must read them."))
        if schema is database.Schema.OLDER:
            raise click.ClickException(
                _("The records were written by an earlier release: the service upgrades them when it starts.")
            )
        yield engine


@contextmanager
def left_closed(engine: Engine) -> Iterator[Engine]:
    """Yield *engine*, and close its connections afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def failures_in_words() -> Iterator[None]:
    """Turn errors of the database into messages without the statement. Raises ClickException."""
    try:
        yield
    except SQLAlchemyError as error:
        raise click.ClickException(_("DATABASE_URL: {reason}").format(reason=database.reason(error))) from None


def address_of(settings: Settings) -> URL:
    """Return where a service with *settings* stores its records."""
    return database.url_for(settings.database_url, settings.folder)
