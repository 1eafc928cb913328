"""Signed webhooks at a steady rate against a service on this machine, and how long their answers take.

Time counts from the moment at which a webhook was due, so that an answer which holds up the next one is not overlooked.
A webhook whose connection breaks is repeated once, as Twilio does, and counted apart.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from urllib.parse import urlencode

from tests.twilio.signing import sign

TOKEN = "0123456789abcdef0123456789abcdef"
RATE = 50
"""Webhooks a second."""

_SENDERS = 100
_PATIENCE = 30.0
_ANSWERS: tuple[dict[str, str], ...] = ({}, {"SpeechResult": "経営改善です"}, {"SpeechResult": "静岡県です"})


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that Twilio makes."""

    path: str
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """How a webhook went: *seconds* until its answer, whether it was *repeated*, and whether it was *answered*."""

    seconds: float
    repeated: bool
    answered: bool


def post(address: str, webhook: Webhook) -> str:
    """Return the answer to *webhook*; OSError or HTTPException where the connection breaks, ValueError but for 200."""
    signature = sign(TOKEN, f"http://{address}{webhook.path}", webhook.form.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    connection = HTTPConnection(address, timeout=_PATIENCE)
    try:
        connection.request("POST", webhook.path, urlencode(webhook.form), headers)
        response = connection.getresponse()
        document = response.read().decode()
    finally:
        connection.close()
    if response.status != 200:
        raise ValueError(f"{webhook.path}: {response.status}")
    return document


def call(address: str) -> list[Webhook]:
    """Make a call of three webhooks, and return them."""
    webhooks, path = [], "/voice"
    for number, answer in enumerate(_ANSWERS):
        form = {"CallSid": f"CA{number:032}", "From": "+81542751880", "To": "+815012345678", **answer}
        webhooks.append(Webhook(path, form))
        following = re.search(r'action="([^"]+)"', post(address, webhooks[-1]))
        path = unescape(following[1]) if following else path
    return webhooks


def drive(address: str, webhooks: list[Webhook], seconds: float) -> list[Sent]:
    """Send *webhooks* over and over, RATE a second for *seconds*, and return how each went."""
    begin = time.monotonic() + 0.5

    def send(number: int) -> Sent:
        due = begin + number / RATE
        time.sleep(max(due - time.monotonic(), 0.0))
        repeated = answered = False
        for attempt in range(2):
            repeated = attempt > 0
            try:
                post(address, webhooks[number % len(webhooks)])
                answered = True
                break
            except (OSError, HTTPException):
                continue
            except ValueError:
                break
        return Sent(time.monotonic() - due, repeated, answered)

    with ThreadPoolExecutor(_SENDERS) as senders:
        return list(senders.map(send, range(int(seconds * RATE))))


def p99(sent: list[Sent]) -> float:
    """Return the milliseconds in which 99 of 100 were answered; those repeated or not answered do not count."""
    return quantiles([one.seconds * 1000 for one in sent if one.answered and not one.repeated], n=100)[98]


def summary(sent: list[Sent]) -> str:
    """Return the figures of *sent* in a line, in milliseconds; those repeated count apart."""
    times = [one.seconds * 1000 for one in sent if one.answered and not one.repeated]
    hundredths = quantiles(times, n=100)
    parts = (f"p{part} {hundredths[part - 1]:4.0f} ms" for part in (50, 95, 99))
    repeated, failed = sum(one.repeated for one in sent), sum(not one.answered for one in sent)
    slowest = max(one.seconds for one in sent) * 1000
    return f"{'  '.join(parts)}  slowest {slowest:5.0f} ms  {len(sent)} sent, {repeated} repeated, {failed} failed"
