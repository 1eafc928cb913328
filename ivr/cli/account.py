"""The account at Twilio that a command asks, or a stand-in for it."""

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ivr.settings import is_loopback
from ivr.translation import N_, _

if TYPE_CHECKING:
    from ivr.twilio.rest import Account

_NOT_HERE = N_("expected an address of this machine, where something stands in for Twilio, found {url}")


def _stand_in(_context: click.Context, _parameter: click.Parameter, url: str) -> str:
    """Return *url*: "" or an address of this machine; the account's secret goes nowhere else. Raises BadParameter."""
    try:
        parts = urlsplit(url)
        is_here = parts.scheme in ("http", "https") and is_loopback(parts.hostname or "") and parts.port != 0
    except ValueError:  # brackets around something that is not an address, or an impossible port
        is_here = False
    if url and not is_here:
        raise click.BadParameter(_(_NOT_HERE).format(url=url))
    return url.rstrip("/")


api_option = click.option(
    "--api",
    default="",
    callback=_stand_in,
    envvar="IVR_TWILIO_API",
    metavar="URL",
    help="Use this address of this machine instead of Twilio, to rehearse (default: $IVR_TWILIO_API).",
)


def account_at(api: str) -> "Account":
    """Return the account of the environment, asked at *api*, and warn of variables that have no effect.

    Raises StartupError.
    """
    from ivr.twilio.rest import ignored, read_account  # noqa: PLC0415 - the option alone needs nothing that asks

    for line in ignored(os.environ):
        click.echo(line, err=True)
    return read_account(os.environ, api)
