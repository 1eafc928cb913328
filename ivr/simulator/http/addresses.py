"""Addresses as documents contain them: relative, with user information, with connection overrides, or invalid.

The fragment of a webhook's URL asks for time-outs and retries:
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides: ``#rc=2&rp=ct,rt&tt=4000``. It is neither sent
nor signed. Its times are milliseconds; here they are seconds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

EDGES = frozenset({"ashburn", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"})
POLICIES = frozenset({"4xx", "5xx", "ct", "rt", "all"})
_TIMES = {"ct": ("connect", 10_000), "rt": ("read", 15_000), "tt": ("total", 15_000)}
_MOST_RETRIES = 5

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def join(base: str, address: str) -> str:
    """Return *address* resolved against *base*; an empty one is *base* itself, an absolute one is not changed."""
    return address if _ABSOLUTE.match(address) else urljoin(base, address)


def host(address: str) -> str:
    """Return the host name in *address*, "" if there is none or the address is malformed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_usable(address: str) -> bool:
    """Return whether a request can be sent to *address*: http or https, a host, and a port that is a number, if any."""
    try:
        return bool(host(address)) and urlsplit(address).scheme in {"http", "https"} and urlsplit(address).port != 0
    except ValueError:
        return False


def with_path(address: str) -> str:
    """Return *address* with the path ``/`` if it has none, as it is sent."""
    parts = urlsplit(address)
    return address if parts.path else urlunsplit(parts._replace(path="/"))


def without_user(address: str) -> tuple[str, str]:
    """Return *address* without ``user:password@``, and that part, still encoded."""
    parts = urlsplit(address)
    user, _, host = parts.netloc.rpartition("@")
    return (urlunsplit(parts._replace(netloc=host)), user) if user else (address, "")


@dataclass(frozen=True, slots=True)
class Overrides:
    """Seconds to *connect*, to *read* and in *total*; how many *retries*, and *on* what (4xx, 5xx, ct, rt)."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    retries: int = 1
    on: frozenset[str] = frozenset({"ct"})
    fault: int | None = None


def overrides(fragment: str) -> Overrides:
    """Read a fragment; a bad value means the default, and a bad edge or policy also sets *fault* to Twilio's number."""
    asked = dict(parse_qsl(fragment, keep_blank_values=True))
    times = {field: _time(asked, key, most) for key, (field, most) in _TIMES.items() if key in asked}
    policies = frozenset(asked.get("rp", "ct").split(","))
    edge = asked.get("e", "ashburn").removesuffix("-ix")
    return Overrides(
        **times,
        retries=_retries(asked.get("rc", "1")),
        on=_policies(policies),
        fault=11240 if edge not in EDGES else 11243 if not policies <= POLICIES else None,
    )


def _time(asked: Mapping[str, str], key: str, most: int) -> float:
    number = asked[key]
    milliseconds = int(number) if number.isascii() and number.isdigit() else most
    return max(100, min(milliseconds, most)) / 1000


def _retries(number: str) -> int:
    return min(int(number), _MOST_RETRIES) if number.isascii() and number.isdigit() else 1


def _policies(named: frozenset[str]) -> frozenset[str]:
    if "all" in named:
        return POLICIES - {"all"}
    return named & POLICIES or frozenset({"ct"})
