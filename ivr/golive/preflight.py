"""Signed requests to the three public addresses, as Twilio sends them, which the right plan must answer."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ivr.http import HttpReply, NoAnswerError, exchange
from ivr.settings import VOICE_PATH, redacted_url
from ivr.simulator.http.signature import signature
from ivr.translation import N_, _
from ivr.twilio.address import with_rehearsal

PLAN = "x-ivr-plan"
_FORM: dict[str, str] = {"ApiVersion": "2010-04-01", "Direction": "inbound", "From": "anonymous"}
_ADDRESSES: dict[str, tuple[str, str, int]] = {
    "voice": ("", "ringing", 200),
    "fallback": ("/fallback", "ringing", 200),
    "status": ("/status", "completed", 204),
}
"""By name: the path below the voice URL, the CallStatus that is sent there, and the status that answers."""
_REDIRECT, _CLIENT_ERROR = 300, 400  # first HTTP status of its class

_WHY: dict[str, str] = {
    "silent": N_("does not answer: {why}"),
    "redirect": N_(
        "redirects (status {status}, to {host}): to a log-in, or to another address of the service, which "
        "IVR_PUBLIC_URL must name; Twilio does not send its form again"
    ),
    "login": N_("asks for a password (status 401): something in front of the service keeps Twilio out"),
    "forbidden": N_(
        "refuses the signature (status 403): TWILIO_AUTH_TOKEN and IVR_PUBLIC_URL must be the same here as at the "
        "service, and the proxy in front must pass path, query and X-Twilio-Signature on unchanged"
    ),
    "absent": N_("is not there (status {status}): does the proxy in front pass {path} on to the service?"),
    "broken": N_("answers with status {status}: the service behind it is down or broken"),
    "stranger": N_(
        "is answered by something else (status {status}, {kind}, no X-IVR-Plan): a log-in page, another "
        "site, or an older release of this service"
    ),
    "other_plan": N_(
        "is answered by plan {found}, but the site here is plan {plan}: update the one there (a file that was just "
        "changed takes effect once it is checked, within a minute), or name the site that is served there with "
        "--site"
    ),
    "status": N_("answers with status {status}, but should with {expected}"),
    "no_twiml": N_("answers with {kind}, which is not TwiML: something in between changes what the service sends"),
}
_RIGHT = N_("{url} answers with this plan ({seconds:.2f} s)")


@dataclass(frozen=True, slots=True)
class Probed:
    """The result of asking one of the three addresses, by *name*: *wrong* says what is wrong, "" if nothing is."""

    name: str
    url: str
    wrong: str
    seconds: float = 0.0

    def __str__(self) -> str:
        return f"{self.url} {self.wrong}" if self.wrong else _(_RIGHT).format(url=self.url, seconds=self.seconds)


def preflight(public_url: str, plan: str, *, token: str, account: str, called: str) -> Iterator[Probed]:
    """Ask the three addresses below *public_url*; *plan* (a hash) must answer. Raises nothing.

    They are asked as Twilio asks them for a call to the number *called* of an *account*, whose auth *token* signs.
    """
    for name, (path, call_status, expected) in _ADDRESSES.items():
        url = f"{public_url}{VOICE_PATH}{path}"
        sids = {"CallSid": f"CA{secrets.token_hex(16)}", "AccountSid": account}
        try:
            answer = _post(with_rehearsal(url), token, {**_FORM, **sids, "To": called, "CallStatus": call_status})
        except NoAnswerError as error:
            yield Probed(name, redacted_url(url), _(_WHY["silent"]).format(why=error))
            continue
        yield Probed(name, redacted_url(url), wrong(answer, plan, expected, urlsplit(url).path), answer.seconds)


def _post(url: str, token: str, form: Mapping[str, str]) -> HttpReply:
    """Post *form*, signed as Twilio does. Raises NoAnswerError."""
    return exchange("POST", url, form, headers={"X-Twilio-Signature": signature(token, url, form.items())})


def wrong(answer: HttpReply, plan: str, expected: int, path: str) -> str:
    """Return what is wrong with an *answer* of *path*, "" if nothing is."""
    kind = answer.headers.get("content-type", _("no content type")).partition(";")[0]
    host = urlsplit(answer.headers.get("location", "")).netloc or _("another path")
    answering = answer.headers.get(PLAN, "")
    why = _status(answer.status) or _content(answer, answering, plan, expected)
    gaps = {"status": answer.status, "kind": kind, "host": host, "found": answering, "plan": plan, "path": path}
    return _(_WHY[why]).format(expected=expected, **gaps) if why else ""


def _status(status: int) -> str:
    match status:
        case 401:
            return "login"
        case 403:
            return "forbidden"
        case 404 | 405:
            return "absent"
        case _ if _REDIRECT <= status < _CLIENT_ERROR:
            return "redirect"
        case _ if status >= _CLIENT_ERROR:
            return "broken"
    return ""


def _content(answer: HttpReply, answering: str, plan: str, expected: int) -> str:
    if not answering:
        return "stranger"
    if answering != plan:
        return "other_plan"
    if answer.status != expected:
        return "status"
    return "no_twiml" if answer.body and "<Response" not in answer.text else ""
