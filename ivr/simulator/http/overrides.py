"""Connection overrides: time-outs and retries that the fragment of a webhook's URL asks for.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides: ``#rc=2&rp=ct,rt&tt=4000``. The fragment is
neither sent nor signed. Its times are milliseconds; here they are seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

EDGES: Final = frozenset({"ashburn", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"})
POLICIES: Final = frozenset({"4xx", "5xx", "ct", "rt", "all"})
_TIMES: Final = {"ct": ("connect", 10_000), "rt": ("read", 15_000), "tt": ("total", 15_000)}
_MOST_RETRIES = 5


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
