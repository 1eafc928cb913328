"""Change of a number's route in the safe order: check, store the old one, write once, read back.

Previous routes are stored as files that only their owner can read.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path

from ivr.safe_files import owner_only
from ivr.settings import redacted_url
from ivr.simulator.http.addresses import host
from ivr.translation import N_, _, reason
from ivr.twilio.rest import Account, RestError

from .account_numbers import REGION, Number, NumberRoute, read_number, read_region, write_route

_FOLDER = "routes"
_DAMAGED = N_("{file} is damaged: it does not hold a route")

_WHY: dict[str, str] = {
    "region": N_(
        "its calls are handled in region {region}, and this command routes in {needed} only: move it back to "
        "{needed} first (Twilio's Console: the number, its routing)"
    ),
    "unknown_region": N_(
        "it is not known which region handles its calls: {why}. Look in Twilio's Console, and if it is {needed}, say "
        "so with --region {needed}"
    ),
    "fallback": N_(
        "its fallback URL is elsewhere ({found}), which is good if the document there apologises and rings the "
        "fallback office. Say with --fallback which one it should have: --fallback {found} keeps it, --fallback "
        "{own} uses this service's own"
    ),
    "token": N_(
        "TWILIO_AUTH_TOKEN is not the auth token of account {account}: the service would refuse Twilio's calls"
    ),
    "token_unknown": N_("it is not known whether TWILIO_AUTH_TOKEN is the account's: {why}"),
    "drift": N_("somebody has changed the number at Twilio in the meantime: look at it again first"),
    "keep": N_("its current route could not be saved in {var}: {why}"),
    "cut": N_("{why}. It reads as before, and may still change: look again in a minute"),
    "unread": N_("its route could not be read back: {why}. Check again with the same command"),
    "other": N_("it was written, but now reads differently: look at it in Twilio's Console"),
    "interrupted": N_("writing it was interrupted"),
}


class RoutingOutcome(StrEnum):
    """The outcome of changing a number's route."""

    UNCHANGED = "unchanged"
    DRY_RUN = "dry run"
    ROUTED = "routed"
    NOT_CHANGED = "not changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RoutingResult:
    """The *outcome*, *why* it is not the wanted one, and the file in which the previous route is *saved*."""

    outcome: RoutingOutcome
    why: tuple[str, ...] = ()
    saved: Path | None = None


def obstacles(
    account: Account, number: Number, wanted: NumberRoute, region: str, *, fallback_chosen: bool
) -> Iterator[str]:
    """Yield the reasons why *number* must not get the route *wanted*.

    *region* is what the operator knows of its region, if Twilio does not tell. A fallback URL elsewhere is not replaced
    unless the wanted one was chosen.
    """
    yield from number.refusals
    yield from _region(account, number.number, region)
    present, own = number.route.voice_fallback_url, wanted.voice_fallback_url
    if present and not fallback_chosen and host(present) != host(own):
        yield _(_WHY["fallback"]).format(found=redacted_url(present), own=redacted_url(own))


def token_fault(account: Account, token: str) -> str:
    """Return what is wrong with *token*, which the service checks signatures with; "" if it is the account's."""
    try:
        account.itself(token)
    except RestError as error:
        why = "token" if error.status == HTTPStatus.UNAUTHORIZED else "token_unknown"
        return _(_WHY[why]).format(account=account.sid, why=error)
    return ""


def _region(account: Account, number: str, given: str) -> Iterator[str]:
    try:
        region = read_region(account, number)
    except RestError as error:
        if given != REGION:
            yield _(_WHY["unknown_region"]).format(why=error, needed=REGION)
    else:
        if region != REGION:
            yield _(_WHY["region"]).format(region=region, needed=REGION)


def change_route(account: Account, number: Number, wanted: NumberRoute, var: Path) -> RoutingResult:
    """Change the route of *number*, as last read, to *wanted*; its present one is saved in *var*. Raises nothing.

    It is written only once, whatever happens: a second try could overwrite what somebody changed in between.
    """
    try:
        if read_number(account, number.sid) != number:
            return RoutingResult(RoutingOutcome.NOT_CHANGED, (_(_WHY["drift"]),))
        saved = store_route(var, number, wanted)
    except RestError as error:
        return RoutingResult(RoutingOutcome.NOT_CHANGED, (str(error),))
    except OSError as error:
        return RoutingResult(RoutingOutcome.NOT_CHANGED, (_(_WHY["keep"]).format(var=var, why=reason(error)),))
    failure = ""
    try:
        write_route(account, number.sid, wanted)
    except RestError as error:
        if error.refused:
            return RoutingResult(RoutingOutcome.NOT_CHANGED, (str(error),))
        failure = str(error)
    except KeyboardInterrupt:
        failure = _(_WHY["interrupted"])
    return replace(_read_back(account, number, wanted, failure), saved=saved)


def _read_back(account: Account, number: Number, wanted: NumberRoute, failure: str) -> RoutingResult:
    """Return the result, by the number's present state; *failure* is what went wrong while writing."""
    failures = (failure,) if failure else ()
    try:
        now = read_number(account, number.sid)
    except RestError as error:
        return RoutingResult(RoutingOutcome.UNKNOWN, (*failures, _(_WHY["unread"]).format(why=error)))
    if now == replace(number, route=wanted):
        return RoutingResult(RoutingOutcome.ROUTED)
    if failure and now == number:
        return RoutingResult(RoutingOutcome.UNKNOWN, (_(_WHY["cut"]).format(why=failure),))
    return RoutingResult(RoutingOutcome.UNKNOWN, (*failures, _(_WHY["other"])))


def store_route(var: Path, number: Number, after: NumberRoute) -> Path:
    """Store the route of *number* before it is replaced by *after*, and return the file. Raises OSError.

    Its addresses may hold passwords.
    """
    at = datetime.now(UTC)
    changed = {"sid": number.sid, "number": number.number, "at": at.isoformat(timespec="seconds")}
    routes = {"before": asdict(number.route), "after": asdict(after)}
    folder = var / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{number.sid}-{at:%Y%m%dT%H%M%S%f}.json"
    # It must be whole on the disk before anything changes at Twilio, and never readable by others on the way there.
    with open(file, "x", encoding="utf-8", opener=owner_only) as opened:
        json.dump(changed | routes, opened, ensure_ascii=False, indent=2)
        opened.flush()
        os.fsync(opened.fileno())
    return file


def route_before(var: Path, number: Number) -> NumberRoute | None:
    """Return the route that *number* had before its present one, None if that was not set here.

    Raises OSError, also for a damaged file.
    """
    for file in sorted((var / _FOLDER).glob(f"{number.sid}-*.json"), reverse=True):  # the newest first
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            before, after = NumberRoute.of(data["before"]), NumberRoute.of(data["after"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise OSError(_(_DAMAGED).format(file=file)) from None
        if after == number.route:
            return before
    return None
