"""The numbers of an account at Twilio: where their calls go now, where they must go, and which cannot be routed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ivr.settings import VOICE_PATH
from ivr.translation import N_, _
from ivr.twilio.rest import API, ROUTES, Account, RestError

REGION = "us1"
"""The only region that this service is routed in; a number that was never given one is there."""
_SID = re.compile(r"PN[0-9a-f]{32}", re.ASCII)
_GONE = 404  # HTTP status

_FORM: dict[str, str] = {
    "voice_url": "VoiceUrl",
    "voice_method": "VoiceMethod",
    "voice_fallback_url": "VoiceFallbackUrl",
    "voice_fallback_method": "VoiceFallbackMethod",
    "status_callback": "StatusCallback",
    "status_callback_method": "StatusCallbackMethod",
}
"""The fields of a route, and their names in a form that writes them."""

_REFUSALS: dict[str, str] = {
    "trunk": N_("it belongs to the SIP trunk {sid}, so its voice URL is not used: take it off the trunk first"),
    "application": N_("it belongs to the application {sid}, so its voice URL is not used: take it off first"),
    "fax": N_("it takes fax, not calls: set it to receive voice first"),
    "mute": N_("it cannot take calls: it has no voice capability"),
}


@dataclass(frozen=True, slots=True)
class NumberRoute:
    """The route of a number: the addresses that Twilio requests, each with its method."""

    voice_url: str
    voice_method: str
    voice_fallback_url: str
    voice_fallback_method: str
    status_callback: str
    status_callback_method: str

    def as_form(self) -> dict[str, str]:
        """Return the form that writes this route."""
        return {_FORM[name]: value for name, value in asdict(self).items()}

    @property
    def bare(self) -> "NumberRoute":
        """The same route without the connection overrides in its addresses (``#e=tokyo&rc=2``)."""
        return NumberRoute(**{name: value.partition("#")[0] for name, value in asdict(self).items()})

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "NumberRoute":
        """Return the route in a number's resource, or in a kept one; POST is Twilio's default."""
        return cls(**{name: data.get(name) or ("POST" if name.endswith("_method") else "") for name in _FORM})


@dataclass(frozen=True, slots=True)
class Number:
    """A *number* (E.164) of the account, and the settings that decide where its calls go."""

    sid: str
    number: str
    route: NumberRoute
    trunk: str
    application: str
    fax: bool
    voice: bool

    @property
    def refusals(self) -> tuple[str, ...]:
        """The reasons why this number's calls cannot reach the service, whatever its route."""
        values = {"trunk": self.trunk, "application": self.application, "fax": self.fax, "mute": not self.voice}
        return tuple(_(_REFUSALS[name]).format(sid=value) for name, value in values.items() if value)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Number":
        """Return the number in a resource of Twilio's. Raises RestError if it is not one."""
        sid = str(data.get("sid") or "")
        if not _SID.fullmatch(sid):
            raise RestError(_("Twilio's answer is not a phone number"))
        return cls(
            sid=sid,
            number=str(data.get("phone_number") or ""),
            route=NumberRoute.of(data),
            trunk=data.get("trunk_sid") or "",
            application=data.get("voice_application_sid") or "",
            fax=data.get("voice_receive_mode") == "fax",
            voice=bool((data.get("capabilities") or {}).get("voice")),
        )


def numbers(account: Account, number: str = "") -> Iterator[Number]:
    """Yield the numbers of *account*, or *number* alone. Raises RestError."""
    query = {"PhoneNumber": number} if number else {}
    path = f"{account.path}/IncomingPhoneNumbers.json"
    listed = account.listed(
        N_("the list of phone numbers"), API, path, "incoming_phone_numbers", PageSize="1000", **query
    )
    yield from (one for one in map(Number.of, listed) if number in ("", one.number))


def read_number(account: Account, sid: str) -> Number:
    """Return the present state of the number *sid*. Raises RestError."""
    return Number.of(account.get(N_("the phone number"), API, _path(account, sid)))


def write_route(account: Account, sid: str, route: NumberRoute) -> None:
    """Write *route*, once. Raises RestError."""
    account.post(N_("the phone number's new addresses"), API, _path(account, sid), route.as_form())


def read_region(account: Account, number: str) -> str:
    """Return the region that takes the calls of *number* (E.164). Raises RestError."""
    try:
        route = account.get(N_("the inbound route of the number"), ROUTES, f"/v2/PhoneNumbers/{number}")
    except RestError as error:
        if error.status == _GONE:  # it was never set
            return REGION
        raise
    return str(route.get("voice_region") or REGION)


def needed_route(public_url: str, fallback: str = "") -> NumberRoute:
    """Return the route to the service at *public_url*; *fallback* is an address elsewhere, if there is one."""
    voice = public_url + VOICE_PATH
    return NumberRoute(voice, "POST", fallback or f"{voice}/fallback", "POST", f"{voice}/status", "POST")


def _path(account: Account, sid: str) -> str:
    return f"{account.path}/IncomingPhoneNumbers/{sid}.json"
