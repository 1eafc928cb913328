"""The context that all parts of one simulated call share."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from http import HTTPStatus

from ivr.speech import read_wave

from .call_log import CallLog, Sids, VirtualClock
from .carrier_options import CarrierOptions, PhoneNumber
from .http.addresses import host
from .http.services import MOST_SOUND_BYTES, Reply
from .http.webhooks import Fetched, WebhookRequest, Webhooks
from .leg import Leg
from .people import Desk
from .twiml.document import SOUND_TYPES, FetchFailure, content_type

# How the telephone at a number (E.164) behaves when it is called.
Switchboard = Callable[[str], Desk]


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound fetched from *url*; *seconds* is None if its length could not be read."""

    url: str
    seconds: float | None


@dataclass(slots=True)
class CallContext:
    """One call as the carrier sees it: its number, options, clock, log, webhooks, and the desks it can ring."""

    number: PhoneNumber
    options: CarrierOptions
    clock: VirtualClock
    log: CallLog
    webhooks: Webhooks
    sids: Sids
    desks: Switchboard
    documents: int = 0
    _sounds: dict[str, Sound | FetchFailure] = field(default_factory=dict)
    _late: list[WebhookRequest] = field(default_factory=list)

    def callback(self, leg: Leg, method: str, url: str, extra: Mapping[str, str]) -> None:
        """Send a status callback for *leg*, now or, with the option *out_of_order*, after the call."""
        moment = self.options.began + timedelta(seconds=self.clock.now)
        parameters = leg.parameters() | {
            "Timestamp": format_datetime(moment),
            "CallbackSource": "call-progress-events",
            **extra,
        }
        order = WebhookRequest(leg.party, "status", method, url, parameters)
        if self.options.out_of_order:
            self._late.append(order)
        else:
            self._call_back(order)

    def deliver_late(self, seed: str) -> None:
        """Send the status callbacks that were held back, shuffled by *seed*."""
        random.Random(seed).shuffle(self._late)  # noqa: S311 - the order of a test, no secret
        while self._late:
            self._call_back(self._late.pop())

    def sound(self, leg: Leg, url: str) -> Sound | FetchFailure:
        """Return the sound at *url*, or why there is none.

        It is fetched once per call, as Twilio caches it, with a request that carries no parameters.
        """
        if url not in self._sounds:
            fetched = self.webhooks.fetch(WebhookRequest(leg.party, "play", "GET", url, {}, MOST_SOUND_BYTES))
            if isinstance(fetched, Fetched):
                self.keep_sound(url, fetched.reply)
            else:
                self._sounds[url] = fetched
        return self._sounds[url]

    def keep_sound(self, url: str, reply: Reply) -> None:
        """Cache what came from *url*: a sound, or why it is not one."""
        kind, _ = content_type(reply)
        if not reply.is_success:
            self._sounds[url] = FetchFailure(11200, f"status {reply.status}", url)
        elif kind not in SOUND_TYPES:
            self._sounds[url] = FetchFailure(13420 if kind else 12300, kind or "no content type", url)
        else:
            wave = read_wave(reply.body)
            self._sounds[url] = Sound(url, wave.seconds if wave else None)

    def _call_back(self, order: WebhookRequest) -> None:
        # Twilio sends no callback to a host whose name has an underscore
        # (https://www.twilio.com/docs/voice/twiml/number).
        if "_" in host(order.url):
            self.log.warning(11100, "an underscore in the host's name", order.url)
            return
        fetched = self.webhooks.fetch(order, waits=False)
        if isinstance(fetched, FetchFailure):
            self.log.warning(fetched.number, fetched.detail, fetched.url)
        elif not _is_quiet(fetched.reply):
            self.log.warning(15003, f"status {fetched.reply.status}", fetched.url)


def _is_quiet(reply: Reply) -> bool:
    """Return whether a status callback was answered as Twilio wants it: 204, or 200 with a Response in XML."""
    if reply.status == HTTPStatus.NO_CONTENT:
        return True
    return reply.status == HTTPStatus.OK and "xml" in content_type(reply)[0] and b"<Response" in reply.body
