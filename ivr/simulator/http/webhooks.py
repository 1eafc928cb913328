"""The carrier's webhooks: their parameters, signature, retries and redirects, and their entries in the log."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlencode, urlsplit

from ivr.simulator.call_log import CallLog, Sids, VirtualClock
from ivr.simulator.transcript import Party, Requested
from ivr.simulator.twiml.document import FetchFailure

from .addresses import Overrides, is_usable, join, overrides, with_path, without_user
from .services import MOST_BYTES, NoReply, Reply, Request, TwimlService
from .signature import signature

MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """A webhook to be sent: *why* as in `Requested`; *url* may be relative and still has its fragment."""

    party: Party
    why: str
    method: str
    url: str
    parameters: Mapping[str, str]
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Fetched:
    """A reply, and the *url* it came from, after redirects."""

    reply: Reply
    url: str


@dataclass(slots=True)
class Webhooks:
    """Sends the webhooks of one call, signed if there is a *token*; the last cookie received is sent back."""

    service: TwimlService
    token: str | None
    clock: VirtualClock
    log: CallLog
    sids: Sids
    _cookie: str = ""

    def fetch(self, order: WebhookRequest, *, waits: bool = True) -> Fetched | FetchFailure:
        """Send *order*, follow redirects and return what came back; with *waits* the call's clock runs meanwhile."""
        address, _, fragment = join(self.service.base_url, order.url).partition("#")
        limits = overrides(fragment)
        if limits.fault:
            self.log.warning(limits.fault, fragment, address)
        now = replace(order, url=address)
        for _ in range(MOST_REDIRECTS + 1):
            if not is_usable(now.url):
                return FetchFailure(11100, now.url, now.url)
            reply = self._with_retries(now, limits, waits=waits)
            if isinstance(reply, NoReply):
                return FetchFailure(reply.number, reply.why, now.url)
            if not reply.is_redirect:
                return Fetched(reply, now.url)
            if not (target := reply.headers.get("location")):
                return FetchFailure(11216, f"status {reply.status} without Location", now.url)
            now = self._redirected(now, reply.status, target)
        return FetchFailure(11215, f"more than {MOST_REDIRECTS}", now.url)

    def _redirected(self, order: WebhookRequest, status: int, target: str) -> WebhookRequest:
        """Return the request after a redirect, which Twilio sends as a GET without parameters."""
        if order.parameters:
            self.log.remark(f"redirected by status {status}: the parameters are not sent again", order.url)
        return replace(order, method="GET", url=join(order.url, target).partition("#")[0], parameters={})

    def _with_retries(self, order: WebhookRequest, limits: Overrides, *, waits: bool) -> Reply | NoReply:
        idempotency = self.sids.token()
        retries, left = limits.retries, limits.total
        while True:
            outcome = self.service.send(self._request(order, idempotency), replace(limits, total=left))
            if waits:
                self.clock.wait(outcome.seconds)
            self._note(order, outcome)
            left -= outcome.seconds
            if not retries or left <= 0 or _phase(outcome) not in limits.on:
                return outcome
            retries -= 1

    def _request(self, order: WebhookRequest, idempotency: str) -> Request:
        """Return the HTTP request for *order*."""
        from requests.utils import requote_uri  # noqa: PLC0415 - see `ivr.simulator`

        url, user = without_user(with_path(requote_uri(order.url)))
        form = urlencode(order.parameters)
        posts = order.method == "POST"
        if form and not posts:
            url += ("&" if urlsplit(url).query else "?") + form
        headers = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*", "I-Twilio-Idempotency-Token": idempotency}
        if posts:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        if self._cookie:
            headers["Cookie"] = self._cookie
        if user:
            headers["Authorization"] = "Basic " + base64.b64encode(unquote(user).encode()).decode()
        if self.token is not None:
            headers["X-Twilio-Signature"] = signature(self.token, url, order.parameters.items() if posts else ())
        return Request(order.method, url, headers, form.encode() if posts else b"", order.most_bytes)

    def _note(self, order: WebhookRequest, outcome: Reply | NoReply) -> None:
        status = None
        if isinstance(outcome, Reply):
            status = outcome.status
            if cookie := outcome.headers.get("set-cookie"):
                self._cookie = cookie.partition(";")[0]
        self.log.note(
            Requested(self.clock.now, order.party, order.why, order.method, order.url, order.parameters, status)
        )


def _phase(outcome: Reply | NoReply) -> str:
    """Return the name of this outcome in a retry policy (ct, rt, 4xx, 5xx), or one that no policy has."""
    return outcome.phase if isinstance(outcome, NoReply) else f"{outcome.status // 100}xx"
