"""`ivr fallback`: the document for a host that is not this one, should the service not answer."""

import json
from pathlib import Path
from typing import Final

import click

from ivr.call import Call
from ivr.directory import is_e164
from ivr.settings import StartupError
from ivr.site import as_text, load, shipped
from ivr.translation import N_, _
from ivr.web.static_answers import prepare

from .options import json_option, site_option

_NO_CALLER_ID: Final = N_(
    "IVR_CALLER_ID: must be set, or --caller-id given: elsewhere nobody knows which number was "
    "called, and without one Twilio may refuse to ring the office (error 13214)"
)
_NO_NUMBER: Final = N_("expected a number in E.164, like +815012345678, found {text}")
_UNVERIFIED: Final = N_(
    "warning: nobody has verified the number of {office}; call it, then: ivr offices verify {office}"
)
_NOT_AGREED: Final = N_("warning: has {office} agreed to take these calls? Note it in data/flow.yaml: fallback_agreed")


@click.command()
@site_option
@click.option(
    "--caller-id",
    envvar="IVR_CALLER_ID",
    metavar="NUMBER",
    help="Ring the office with this number of the account, in E.164 (default: $IVR_CALLER_ID).",
)
@json_option
def fallback(site: Path | None, caller_id: str | None, *, as_json: bool) -> None:
    """Write the TwiML for a host elsewhere.

    Twilio asks a number's fallback URL when the service does not answer, so it is best on another host, such as a TwiML
    Bin. The document asks for nothing more: it apologises, rings the fallback office, and then reads its number out.
    Make it again when the texts or that office change.
    """
    loaded = load(site or shipped())
    plan = loaded.plan
    if plan is None:
        raise StartupError(as_text(loaded.problems))
    if not caller_id:
        raise StartupError(_(_NO_CALLER_ID))
    if not is_e164(caller_id):
        raise click.BadParameter(_(_NO_NUMBER).format(text=caller_id))
    office, agreed = plan.fallback, plan.flow.fallback_agreed
    document = prepare(plan).document(Call(), caller_id).decode()
    warnings = (_UNVERIFIED,) * (not office.verified) + (_NOT_AGREED,) * (agreed is None)
    for warning in warnings:
        click.echo(_(warning).format(office=office.key), err=True)
    data = {"twiml": document, "office": office.key, "verified": office.verified, "agreed": agreed and str(agreed)}
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else document)
