"""Points about the account at Twilio: its token, its numbers, its caller ID, its errors."""

from dataclasses import replace
from http import HTTPStatus

from ivr.golive.account_numbers import REGION, read_region
from ivr.golive.twilio_errors import read_alerts
from ivr.settings import redacted_url
from ivr.simulator.http.addresses import host
from ivr.translation import N_
from ivr.twilio.rest import API, RestError, ignored

from .circumstances import Circumstances
from .diagnosis import Diagnosis, fine, to_do, wrong

_OWN = N_("set IVR_CALLER_ID to a number of the account, or unset it")
_TRIAL = N_("it is a trial account: every call begins with a message from Twilio, and only a few come in at once")


def token(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the token that signatures are checked with is the account's, and whether that is active."""
    account = circumstances.account
    try:
        account_data = account.itself(circumstances.token)
    except RestError as error:
        if error.status != HTTPStatus.UNAUTHORIZED:
            raise
        message = N_(
            "TWILIO_AUTH_TOKEN is not the auth token of account {account}: the service would refuse Twilio's calls"
        )
        return wrong(message, N_("copy it from Twilio's Console"), account=account.sid)
    if account_data.get("status") != "active":
        message = N_("the account {account} is {status}")
        return wrong(message, N_("look at Twilio's Console"), account=account.sid, status=account_data.get("status"))
    if account_data.get("type") == "Trial":
        return to_do(_TRIAL, N_("upgrade it, and have the business profile approved"))
    return fine(N_("the token is that of {account}, which is active"), account=account.sid)


def credentials(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether Twilio accepts our credentials."""
    count, account = len(circumstances.numbers), circumstances.account
    if message := ignored(circumstances.environ):
        return to_do("{ignored}", N_("unset them, unless something else needs them"), ignored="; ".join(message))
    return fine(
        N_("Twilio accepts {credentials}; numbers of the account: {count}"),
        credentials=account.credentials,
        count=count,
    )


def number(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether a number's calls reach this service, and all three of its addresses point here."""
    routed = circumstances.routed
    if not routed:
        message = N_("no number of the account is routed to {url}")
        return to_do(message, N_("ivr provision lists the numbers, and routes one"), url=circumstances.needed.voice_url)
    for one in routed:
        if why := next(iter(one.refusals), ""):
            return wrong(N_("{number}: {why}"), number=one.number, why=why)
        region = read_region(circumstances.account, one.number)
        if region != REGION:
            message = N_("{number}: its calls are handled in region {region}")
            return wrong(message, N_("move it back to {needed}"), number=one.number, region=region, needed=REGION)
        now = one.route.bare
        if (
            now != replace(circumstances.needed, voice_fallback_url=now.voice_fallback_url)
            or not now.voice_fallback_url
        ):
            message = N_("{number}: not all of its addresses and methods are right")
            return wrong(message, N_("ivr provision {number} shows them"), number=one.number)
    return fine(N_("routed here: {numbers}"), numbers=", ".join(one.number for one in routed))


def fallback_elsewhere(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether another host answers when this one does not."""
    own = host(circumstances.public_url)
    if not circumstances.routed:
        return to_do(N_("no number is routed here"))
    for one in circumstances.routed:
        if host(one.route.voice_fallback_url) in ("", own):
            do = N_("put what ivr fallback writes into a TwiML Bin, then: ivr provision {number} --fallback URL --yes")
            return to_do(N_("{number} has no fallback URL on another host"), do, number=one.number)
    return fine("{url}", url=redacted_url(circumstances.routed[0].route.voice_fallback_url))


def caller_id(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether offices may be rung with the caller ID."""
    wanted = circumstances.settings.caller_id
    if wanted is None:
        return fine(N_("offices see the number that was called (IVR_CALLER_ID is not set)"))
    if wanted in {one.number for one in circumstances.numbers}:
        return fine(N_("{number} is a number of the account"), number=wanted)
    path = f"{circumstances.account.path}/OutgoingCallerIds.json"
    listed = circumstances.account.listed(
        N_("the list of verified numbers"), API, path, "outgoing_caller_ids", PhoneNumber=wanted
    )
    if any(one.get("phone_number") == wanted for one in listed):
        message = N_("{number} is verified, but not a number of the account: in Japan offices would not see it")
        return to_do(message, _OWN, number=wanted)
    message = N_("{number} is neither a number of the account nor verified: Twilio would ring no office (error 13214)")
    return wrong(message, _OWN, number=wanted)


def errors(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether Twilio reported errors in the last day."""
    if alerts := read_alerts(circumstances.account, circumstances.now):
        count = sum(map(len, alerts.values()))
        return to_do(N_("{count} errors at Twilio in the last day"), N_("ivr provision alerts lists them"), count=count)
    return fine(N_("no errors at Twilio in the last day"))
