"""`ivr fallback`: the TwiML for another host, for when the service does not answer."""

from collections.abc import Iterator
from pathlib import Path

import click

from ivr.call import Call
from ivr.check import settle
from ivr.check.rules import fallback_not_agreed
from ivr.clock import japanese_time
from ivr.directory import Office, is_e164
from ivr.settings import StartupError
from ivr.site import Site, load
from ivr.translation import N_, _
from ivr.twilio import Trunk
from ivr.web.static_answers import static_answers

from .options import in_json, json_option, refuse, site_option

_NO_CALLER_ID = N_(
    "IVR_CALLER_ID: must be set, or --caller-id given: another host does not know which number was called, and "
    "without a caller ID Twilio may refuse to ring the office (error 13214)"
)
_UNVERIFIED = N_("warning: nobody has verified the number of {office}; call it, then run: ivr offices verify {office}")
_NOT_AGREED = N_(
    "warning: has {office} agreed to take these calls? If so, write the date to data/flow.yaml: fallback_agreed"
)


def _warnings(site: Site, office: Office) -> Iterator[str]:
    """Return the open points about the fallback *office*; a warning that the site allows is reported as allowed."""
    if not office.verified:
        yield _(_UNVERIFIED).format(office=office.key)
    left, allowed = settle(site, fallback_not_agreed.check(site), japanese_time().date())
    if any(problem.rule == fallback_not_agreed.ID for problem in left):
        yield _(_NOT_AGREED).format(office=office.key)
    for one in allowed:
        message = _("{name} has not agreed yet; this is allowed until {until} ({reason})")
        yield message.format(name=office.key, until=one.until, reason=one.reason)


def _number(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    if text and not is_e164(text):
        raise click.BadParameter(_("expected a number in E.164, like +815012345678, found {text}").format(text=text))
    return text


@click.command()
@site_option
@click.option(
    "--caller-id",
    callback=_number,
    envvar="IVR_CALLER_ID",
    metavar="NUMBER",
    help="Show the office this number of the account as the caller ID, in E.164 (default: $IVR_CALLER_ID).",
)
@json_option
def fallback(site: Path, caller_id: str | None, *, as_json: bool) -> None:
    """Write the TwiML for the fallback URL on another host.

    Twilio requests a number's fallback URL when the service does not answer, so it is best on another host, such as a
    TwiML Bin. The document needs nothing else: it apologises, rings the fallback office, and then reads its number out.
    Write it again when the texts or that office change.
    """
    loaded = load(site)
    plan = loaded.plan
    if plan is None:
        refuse(loaded.problems)
    if not caller_id:
        raise StartupError(_(_NO_CALLER_ID))
    office, agreed = plan.fallback, plan.flow.fallback_agreed
    document = static_answers(plan).document(Call(), Trunk(caller_id=caller_id))
    for warning in _warnings(loaded, office):
        click.echo(warning, err=True)
    data = {"twiml": document, "office": office.key, "verified": office.verified, "agreed": agreed and str(agreed)}
    click.echo(in_json(data) if as_json else document)
