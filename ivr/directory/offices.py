"""The directory's values: services, offices, and the one office that answers for a prefecture and a service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from .numbers import e164

NOTHING = "none"
"""In the place of a prompt: the called desk hears nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the directory comes from, and whether its numbers are current or historic.

    `dated` is the source's own date, if it has one: a verification before that day was of an earlier source.
    """

    name: str
    status: Literal["current", "historic"]
    note: str = ""
    url: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of help that callers ask for; `kana` is how the name is read."""

    id: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Office:
    """One office: whom it answers for, its names, and its number as printed (052-223-6953).

    An office of a prefecture has a two-digit JIS `prefecture` code and a `service` id. Any other office has neither,
    and is known by the `other` name that the directory gives it. `shared_line` says that another office of the same
    prefecture answers the number, so that callers must ask for this one. `whisper` and `accept` are the prompts that
    its desk hears before it is put through, where they are not those of every office (`NOTHING`: none).
    `verified_number` is the number that `verified_by` called on `verified_on` and found right.
    """

    prefecture: str | None
    service: str | None
    printed_name: str
    number: str
    other: str | None = None
    spoken_name: str | None = None
    spoken_kana: str | None = None
    shared_line: bool = False
    whisper: str | None = None
    accept: str | None = None
    verified_on: date | None = None
    verified_by: str | None = None
    verified_number: str | None = None

    @property
    def key(self) -> str:
        """Name the office within the directory: `23-center`, or `headquarters`."""
        return self.other if self.other is not None else f"{self.prefecture}-{self.service}"

    @property
    def e164(self) -> str:
        """Return the number as a carrier dials it: +81522236953."""
        return e164(self.number)

    @property
    def verified(self) -> bool:
        """Tell whether a person and a day are noted for this very number."""
        called = self.verified_number
        same = called is not None and called.replace("-", "") == self.number.replace("-", "")
        return same and self.verified_on is not None and self.verified_by is not None


@dataclass(frozen=True, slots=True)
class Directory:
    """Every office: those of a prefecture by (prefecture code, service id), the others by name."""

    source: Source
    services: Mapping[str, Service]
    offices: Mapping[tuple[str, str], Office]
    others: Mapping[str, Office] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[Office]:
        """Yield the offices of the prefectures, then the others, in the order of the file."""
        yield from self.offices.values()
        yield from self.others.values()

    def office(self, prefecture: str, service: str) -> Office | None:
        """Return the office that answers for a prefecture (two-digit JIS code) and a service."""
        return self.offices.get((prefecture, service))

    def find(self, key: str) -> Office | None:
        """Return an office by its key: `23-center`, `headquarters`."""
        prefecture, _, service = key.partition("-")
        return self.others.get(key) or self.office(prefecture, service)

    def unverified(self) -> tuple[Office, ...]:
        """Return the offices whose numbers nobody has verified."""
        return tuple(office for office in self if not office.verified)

    def answering(self, number: str) -> tuple[Office, ...]:
        """Return the offices reached at a printed number: several where they share a line."""
        return tuple(office for office in self if office.number == number)

    def dialled(self, number: str) -> tuple[Office, ...]:
        """Return the offices reached at a number in E.164."""
        return tuple(office for office in self if office.e164 == number)

    def printed(self, number: str) -> str:
        """Return a number in E.164 as the directory prints it; unchanged where no office has it."""
        return next((office.number for office in self.dialled(number)), number)
