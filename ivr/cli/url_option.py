"""The service that `ivr call` and `ivr test` call: a site in this process, or an address."""

from pathlib import Path

import click

from ivr.testcall import Target
from ivr.testing.targets import site_target, url_target

url_option = click.option(
    "--url",
    metavar="URL",
    help="Call the TwiML service at this voice URL over HTTP, signed with TWILIO_AUTH_TOKEN. With --site, that is the "
    "site it serves, and its fallback URL and status callback are called as well.",
)


def target_of(url: str | None, site: Path | None) -> Target:
    """Return what to call. Raises BadParameter for what is not an address, StartupError for a site with problems."""
    if url is None:
        return site_target(site)
    try:
        return url_target(url, site)
    except ValueError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--url") from None
