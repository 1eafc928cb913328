"""Twilio's own list of calls, by REST (https://www.twilio.com/docs/voice/api/call-resource)."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

import requests

from .callback import LegStatus, moment, status_of

API = "https://api.twilio.com"
_PATIENCE = 15.0
_TRIES = 4
_MOST_PAGES = 1_000
_PAGE = 500


class ListError(RuntimeError):
    """Twilio does not give its list of calls; says why, without a secret."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account, and the key that may read its calls: an API key with its secret."""

    sid: str
    key: str
    secret: str
    api: str = API


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A leg that is over: its *status*, when it *began* (milliseconds since 1970), who called whom (as Twilio says)."""

    status: LegStatus
    began: int
    caller: str
    called: str


def calls_to(account: Account, number: str, since: int, until: int) -> Iterator[ListedCall]:
    """Yield the calls to *number* that began in [*since*, *until*) (milliseconds since 1970) and are over.

    Twilio finds by whole days of UTC only, of which a day in Japan touches two. Raises ListError.
    """
    first, last = (datetime.fromtimestamp(at / 1000, UTC) for at in (since, until))
    days = {"StartTime>": f"{first:%Y-%m-%d}", "StartTime<": f"{last + timedelta(days=1):%Y-%m-%d}"}
    found = _listed(account, {"To": number, **days})
    return (one for one in found if since <= one.began < until and not one.status.parent)


def legs_of(account: Account, sid: str) -> Iterator[ListedCall]:
    """Yield the legs that the call *sid* has rung and that are over. Raises ListError."""
    return (one for one in _listed(account, {"ParentCallSid": sid}) if one.status.parent == sid)


def _listed(account: Account, query: Mapping[str, str]) -> Iterator[ListedCall]:
    page = f"/2010-04-01/Accounts/{account.sid}/Calls.json"
    asked: Mapping[str, str] | None = {**query, "PageSize": str(_PAGE)}
    with requests.Session() as session:
        session.auth = (account.key, account.secret)
        for _ in range(_MOST_PAGES):
            answer = _answer(session, urljoin(account.api, page), asked)
            yield from (call for one in answer["calls"] if (call := _call(one)))
            page, asked = answer.get("next_page_uri") or "", None
            if not page.startswith("/"):  # none, or one elsewhere, which gets no key of ours
                return
    raise ListError(f"more than {_MOST_PAGES} pages of calls")


def _answer(session: requests.Session, url: str, query: Mapping[str, str] | None) -> dict[str, Any]:
    """Return a page; one that came too soon after others is asked for again."""
    for attempt in range(_TRIES):
        try:
            answer = session.get(url, params=query, timeout=_PATIENCE, allow_redirects=False)
        except requests.RequestException as error:
            raise ListError(f"Twilio cannot be reached: {type(error).__name__}") from None
        if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            break
        time.sleep(2**attempt)
    if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise ListError("Twilio refuses the key: TWILIO_ACCOUNT_SID, TWILIO_API_KEY and TWILIO_API_SECRET decide")
    try:
        page = answer.json()
    except ValueError:
        page = None
    if answer.status_code != HTTPStatus.OK or not isinstance(page, dict) or not isinstance(page.get("calls"), list):
        raise ListError(f"Twilio answers with {answer.status_code} and no list of calls")
    return page


def _call(entry: Mapping[str, Any]) -> ListedCall | None:
    """Return a call of the list; None for one that is not over, or did not begin."""
    began, ended = moment(str(entry.get("start_time") or "")), moment(str(entry.get("end_time") or ""))
    status = status_of(entry, ended if ended is not None else began)
    if status is None or began is None:
        return None
    return ListedCall(status, began, str(entry.get("from") or ""), str(entry.get("to") or ""))
