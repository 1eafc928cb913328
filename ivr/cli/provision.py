"""`ivr provision`: routes a number at Twilio to this service and back, and lists Twilio's errors."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from ivr.clock import japanese_time
from ivr.directory import is_e164, is_printed
from ivr.directory.numbers import e164
from ivr.golive.account_numbers import REGION, Number, NumberRoute, needed_route, numbers
from ivr.golive.account_report import (
    alerts_as_data,
    alerts_as_text,
    number_as_data,
    number_as_text,
    result_as_data,
    result_as_text,
)
from ivr.golive.preflight import preflight
from ivr.golive.routing import RoutingOutcome, RoutingResult, change_route, obstacles, route_before, token_fault
from ivr.golive.twilio_errors import read_alerts
from ivr.settings import Settings, StartupError, read_settings, redacted_url
from ivr.simulator.http.addresses import is_usable
from ivr.translation import N_, _
from ivr.twilio.rest import Account

from .account import account_at, api_option
from .options import GroupWithDefault, in_json, json_option, plan_of, site_option

_EXIT = {RoutingOutcome.NOT_CHANGED: 1, RoutingOutcome.UNKNOWN: 3}
_UNSET = N_(
    "IVR_PUBLIC_URL and TWILIO_AUTH_TOKEN: must have the same values here as at the service; a key signs no requests"
)
_NOT_OURS = N_("nothing was changed: the route of {number} was not set from here (see var/routes/)")
_NOT_THERE = N_("the account {account} has no number {number}; ivr provision lists its numbers")
_NO_NUMBERS = N_("The account {account} has no numbers.")
_NO_NUMBER = N_("expected a number like +815012345678 or 050-1234-5678, found {text}")
_NO_ADDRESS = N_("expected an address like https://handler.twilio.com/twiml/EH..., found {url}")
_UNREACHABLE = N_("IVR_PUBLIC_URL: expected an address that Twilio can reach, found this machine's own, {url}")

yes_option = click.option("--yes", is_flag=True, help="Make the change; without this option it is a dry run.")
region_option = click.option(
    "--region",
    default="",
    metavar="REGION",
    help=f"State that the number is in {REGION}, if the API key may not look that up.",
)


def _address(_context: click.Context, _parameter: click.Parameter, url: str) -> str:
    """Return *url*, "" or an address that Twilio can ask. Raises BadParameter, also for a redacted one."""
    if url and ("…" in url or not is_usable(url)):
        raise click.BadParameter(_(_NO_ADDRESS).format(url=url))
    return url


@click.group(cls=GroupWithDefault, default="number")
def provision() -> None:
    """Route a number at Twilio to this service, and back.

    Without one of the commands below, `ivr provision` lists the numbers of the account, and `ivr provision NUMBER` is
    `ivr provision number NUMBER`.
    """


@provision.command("number")
@click.argument("number", required=False)
@yes_option
@click.option(
    "--fallback",
    default="",
    metavar="URL",
    callback=_address,
    help="Give the number this fallback URL, such as a TwiML Bin's.",
)
@region_option
@site_option
@api_option
@json_option
@click.pass_context
def routed(
    context: click.Context,
    *,
    number: str | None,
    yes: bool,
    fallback: str,
    region: str,
    site: Path,
    api: str,
    as_json: bool,
) -> None:
    """List the account's numbers, or route NUMBER to this service.

    The command asks Twilio with TWILIO_ACCOUNT_SID, TWILIO_API_KEY and TWILIO_API_SECRET (or TWILIO_AUTH_TOKEN). Before
    a number is routed, the three addresses below IVR_PUBLIC_URL must answer signed requests with the plan of this site.
    The old route is saved in var/routes/. The exit code is 0 if the number has the route (or would have it), 1 if it
    was not changed, and 3 if its route is unknown.
    """
    settings = read_settings(os.environ)
    account = account_at(api)
    if number is None:
        _list(account, settings, as_json=as_json)
        return
    one = _number(account, number)
    if not settings.public_url or not settings.tokens:
        raise StartupError(_(_UNSET))
    if not settings.public and not account.stand_in:
        raise StartupError(_(_UNREACHABLE).format(url=redacted_url(settings.public_url)))
    wanted = needed_route(settings.public_url, fallback)
    hindered = obstacles(account, one, wanted, region, fallback_chosen=bool(fallback))
    fault = _show(_checked(account, one, settings, plan_of(site).hash, hindered), as_json=as_json)
    result = RoutingResult(RoutingOutcome.NOT_CHANGED, fault) if fault else _changed(account, one, wanted, yes=yes)
    context.exit(_report(one, wanted, result, as_json=as_json))


@provision.command()
@click.argument("number")
@yes_option
@region_option
@api_option
@json_option
@click.pass_context
def rollback(context: click.Context, *, number: str, yes: bool, region: str, api: str, as_json: bool) -> None:
    """Give NUMBER its previous route back.

    Only a route that `ivr provision` set itself, and that the number still has, is rolled back. The exit codes are
    those of `ivr provision number`.
    """
    account = account_at(api)
    one = _number(account, number)
    before = route_before(read_settings(os.environ).folder, one)
    if before is None:
        raise StartupError(_(_NOT_OURS).format(number=one.number))
    wrong = tuple(obstacles(account, one, before, region, fallback_chosen=True))
    result = RoutingResult(RoutingOutcome.NOT_CHANGED, wrong) if wrong else _changed(account, one, before, yes=yes)
    context.exit(_report(one, before, result, as_json=as_json))


@provision.command()
@api_option
@json_option
@click.pass_context
def alerts(context: click.Context, api: str, *, as_json: bool) -> None:
    """List the last day's errors at Twilio by call.

    Each error is listed with the meaning of its code and where to look. The exit code is 1 if there are any.
    """
    by_call = read_alerts(account_at(api), japanese_time())
    click.echo(in_json(alerts_as_data(by_call)) if as_json else alerts_as_text(by_call))
    context.exit(1 if by_call else 0)


def _number(account: Account, text: str) -> Number:
    """Return the number that is written in *text*. Raises BadParameter, ClickException and RestError."""
    wanted = e164(text) if is_printed(text) else text
    if not is_e164(wanted):
        raise click.BadParameter(_(_NO_NUMBER).format(text=text))
    number = next(numbers(account, wanted), None)
    if number is None:
        raise click.ClickException(_(_NOT_THERE).format(account=account.sid, number=wanted))
    return number


def _checked(
    account: Account, number: Number, settings: Settings, plan: str, hindered: Iterator[str]
) -> Iterator[tuple[str, bool]]:
    """Yield each check in words, and whether it is fine; after a fault nothing more is asked."""
    token = settings.tokens[0]
    faults = [*hindered]
    if fault := token_fault(account, token):
        faults.append(fault)
    yield from ((line, False) for line in faults)
    if not faults:
        probed = preflight(settings.public_url, plan, token=token, account=account.sid, called=number.number)
        yield from ((str(asked), not asked.wrong) for asked in probed)


def _show(checked: Iterator[tuple[str, bool]], *, as_json: bool) -> tuple[str, ...]:
    """Show checks that are fine as they come, and return the others."""
    wrong = []
    for finding, fine in checked:
        if not fine:
            wrong.append(finding)
        elif not as_json:
            click.echo(finding)
    return tuple(wrong)


def _changed(account: Account, number: Number, wanted: NumberRoute, *, yes: bool) -> RoutingResult:
    if wanted in (number.route, number.route.bare):
        return RoutingResult(RoutingOutcome.UNCHANGED)
    if not yes:
        return RoutingResult(RoutingOutcome.DRY_RUN)
    return change_route(account, number, wanted, read_settings(os.environ).folder)


def _list(account: Account, settings: Settings, *, as_json: bool) -> None:
    needed = needed_route(settings.public_url) if settings.public_url else None
    listed = list(numbers(account))
    if as_json:
        data = [number_as_data(number, needed) | {"refusals": number.refusals} for number in listed]
        click.echo(in_json(data))
        return
    for number in listed:
        click.echo("\n".join([number_as_text(number, needed), *(f"  {refusal}" for refusal in number.refusals)]))
    if not listed:
        click.echo(_(_NO_NUMBERS).format(account=account.sid))


def _report(number: Number, wanted: NumberRoute, result: RoutingResult, *, as_json: bool) -> int:
    """Print what became of *number*, and return the exit code."""
    data = result_as_data(number, wanted, result)
    click.echo(in_json(data) if as_json else result_as_text(number, wanted, result))
    return _EXIT.get(result.outcome, 0)
