"""What the page sends: a call as its caller has made it so far."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from pydantic import AfterValidator, Discriminator, Field, StringConstraints, TypeAdapter, ValidationError

from ivr.callscript import seen

MOST_TURNS = 100
"""Turns of one call: the hotline hands it over after 40 and ends it soon after."""


def _dialled(number: str) -> str:
    """Return a number as people write it (090-1234-5678) in E.164."""
    try:
        parsed = phonenumbers.parse(number, "JP")
    except NumberParseException as error:
        raise ValueError(str(error)) from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError("no such number")
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _spoken(text: str) -> str:
    """Return what of *text* can be saved too: without characters that nobody sees."""
    return seen(text).strip()


def _local(moment: datetime) -> datetime:
    if moment.tzinfo:
        raise ValueError("local time has no zone")
    return moment.replace(second=0, microsecond=0)


Number = Annotated[str, StringConstraints(min_length=1, max_length=30), AfterValidator(_dialled)]
Spoken = Annotated[str, AfterValidator(_spoken), StringConstraints(min_length=1, max_length=300)]
Moment = Annotated[datetime, AfterValidator(_local)]
After = Annotated[float | None, Field(ge=0, le=600)]


@dataclass(frozen=True, slots=True)
class Press:
    """Press *keys*: when all is heard, or *after* so many seconds of it."""

    does: Literal["press"]
    keys: Annotated[str, StringConstraints(pattern=r"^[0-9#*]{1,20}$")]
    after: After = None


@dataclass(frozen=True, slots=True)
class Say:
    """Say *text*: when all is heard, or *after* so many seconds of it."""

    does: Literal["say"]
    text: Spoken
    after: After = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Leave a question unanswered."""

    does: Literal["wait"]


@dataclass(frozen=True, slots=True)
class Ring:
    """Let it ring until it *ends*."""

    does: Literal["ring"]
    ends: Literal["answered", "busy", "no-answer", "failed"]


@dataclass(frozen=True, slots=True)
class HangUp:
    """Hang up: when all is heard, or *after* so many seconds of it or of the ringing."""

    does: Literal["hang_up"]
    after: After = None


Turn: TypeAlias = Annotated[Press | Say | Wait | Ring | HangUp, Discriminator("does")]


@dataclass(frozen=True, slots=True)
class Made:
    """A call from *caller* to *called* (E.164) that came in *at* that local time, and its *turns* so far."""

    caller: Number
    called: Number
    at: Moment
    turns: Annotated[tuple[Turn, ...], Field(max_length=MOST_TURNS)] = ()


_MADE: Final = TypeAdapter(Made)
_WRONG: Final = {
    "caller": "かける人の番号は、090-1234-5678 のように入れてください。",
    "called": "かける先の番号は、050-1234-5678 のように入れてください。",
    "at": "かける日と時刻を入れてください。",
    "turns": "この通話は、これ以上つづけられません。かけ直してください。",
}


class Unreadable(ValueError):  # noqa: N818 - says what is the matter
    """A request that is no call; the message says so to the person at the page, *field* is what he can mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def read_made(body: bytes) -> Made:
    """Read a call from the JSON text *body*. Raises Unreadable."""
    try:
        return _MADE.validate_json(body)
    except ValidationError as error:
        fields = [str(one["loc"][0]) for one in error.errors() if one["loc"]]
        field = next((field for field in _WRONG if field in fields), "")
        raise Unreadable(_WRONG.get(field, "通話を読み取れませんでした。"), field) from error
