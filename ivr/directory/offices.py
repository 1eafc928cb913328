"""The directory's values: services, offices, and which office answers for an area and a service."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from .numbers import e164, is_placeholder

_MOST_NAMES = 3
"""Services that are named one by one; further ones are not."""

NONE = "none"
"""In place of a prompt: the called desk hears nothing. In place of an office: none answers."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the directory comes from, and whether its numbers are current or historic.

    `dated` is the source's own date, if it has one: a verification before that day was against an earlier source.
    """

    name: str
    status: Literal["current", "historic"]
    note: str = ""
    url: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of help that callers ask for; *kana* is how the name is read.

    *elsewhere* says who answers in an area without an office for it: another service, the name of an office under
    `others`, or "none".
    """

    id: str
    name: str
    kana: str
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """One office: whom it answers for, its names, and its number as printed (052-223-6953).

    An office of an area has the area's JIS code as *prefecture* (two digits, or five for a municipality or ward), if
    the site has areas, and a *service* id, if it has services; *also_for* are further areas that it answers for. Any
    other office has neither, and is known by the name *other* that the directory gives it. *shared_line* says that
    another office answers the same number, so that callers must ask for this one. *whisper* and *accept* are the
    prompts that its desk hears before it is connected, if they differ from those of every office (`NONE`: none).
    *verified_number* is the number that *verified_by* called on *verified_on* and found right.
    """

    prefecture: str | None
    service: str | None
    printed_name: str
    number: str
    other: str | None = None
    spoken_name: str | None = None
    spoken_kana: str | None = None
    shared_line: bool = False
    also_for: tuple[str, ...] = ()
    whisper: str | None = None
    accept: str | None = None
    verified_on: date | None = None
    verified_by: str | None = None
    verified_number: str | None = None

    @property
    def key(self) -> str:
        """Name the office in the directory: `23-center` (`23` or `center` if it has only that), `headquarters`."""
        return self.other if self.other is not None else "-".join(filter(None, (self.prefecture, self.service)))

    @property
    def e164(self) -> str:
        """Return the number as a carrier dials it: +81522236953."""
        return e164(self.number)

    @property
    def verified(self) -> bool:
        """Return whether a person and a day are recorded for exactly this number."""
        called = self.verified_number
        same = called is not None and called.replace("-", "") == self.number.replace("-", "")
        noted = self.verified_on is not None and self.verified_by is not None
        return same and noted and not is_placeholder(self.number)


@dataclass(frozen=True, slots=True)
class Directory:
    """Every office: those of an area or a service by (area code, service id), "" for none; the others by name.

    *elsewhere* are the offices that answer, by the same key, for those without their own. *name* is the site's.
    """

    source: Source
    services: Mapping[str, Service]
    offices: Mapping[tuple[str, str], Office]
    others: Mapping[str, Office] = field(default_factory=lambda: MappingProxyType({}))
    elsewhere: Mapping[tuple[str, str], Office] = field(default_factory=lambda: MappingProxyType({}))
    name: str = ""

    def __iter__(self) -> Iterator[Office]:
        """Yield the offices of areas and services, then the others, in the order of the file."""
        yield from self.offices.values()
        yield from self.others.values()

    @property
    def title(self) -> str:
        """Return the site's name, else those of its services, else its source's."""
        names = [service.name for service in self.services.values()]
        more = "ほか" if len(names) > _MOST_NAMES else ""
        return self.name or "・".join(names[:_MOST_NAMES]) + more or self.source.name

    def office(self, area: str, service: str) -> Office | None:
        """Return the office that answers for an area (JIS code) and a service; "" if the site has no such division."""
        return self.offices.get((area, service)) or self.elsewhere.get((area, service))

    def find(self, key: str) -> Office | None:
        """Return an office by its key: `23-center`, `headquarters`."""
        area, _, service = key.partition("-")
        return self.others.get(key) or self.offices.get((area, service)) or self.offices.get(("", key))

    def unverified(self) -> tuple[Office, ...]:
        """Return the offices whose numbers nobody has verified."""
        return tuple(office for office in self if not office.verified)

    def placeholders(self) -> tuple[Office, ...]:
        """Return the offices whose numbers are not entered yet."""
        return tuple(office for office in self if is_placeholder(office.number))

    def answering(self, number: str) -> tuple[Office, ...]:
        """Return the offices reached at a printed number: several if they share a line."""
        return tuple(office for office in self if office.number == number)

    def dialled(self, number: str) -> tuple[Office, ...]:
        """Return the offices reached at a number in E.164."""
        return tuple(office for office in self if office.e164 == number)

    def printed(self, number: str) -> str:
        """Return a number in E.164 as the directory prints it; unchanged if no office has it."""
        return next((office.number for office in self.dialled(number)), number)


def elsewhere(directory: Directory, areas: Iterable[str], default: str | None) -> dict[tuple[str, str], Office]:
    """Return, by area code ("" if there are none) and service, the offices that answer for those without their own.

    That is an office of another area that answers for it too, else what the service says (`Service.elsewhere`), or the
    *default* if it says nothing.
    """
    answering = dict(directory.offices)
    for office in directory.offices.values():
        answering |= {(area, office.service or ""): office for area in office.also_for}
    keys = ((area, service) for area in areas for service in directory.services or ("",))
    offices = ((key, _for(directory, answering, *key, default)) for key in keys if key not in directory.offices)
    return {key: office for key, office in offices if office}


def missing(directory: Directory, areas: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield area (code) and service ("" if there are none) of each office that should exist and does not."""
    services = directory.services.values()
    wanted = [service.id for service in services if service.elsewhere != NONE] if services else [""] if areas else []
    yield from ((area, id_) for area in areas or ("",) for id_ in wanted if not directory.office(area, id_))


def _for(
    directory: Directory, answering: Mapping[tuple[str, str], Office], area: str, service: str, default: str | None
) -> Office | None:
    asked = {NONE}
    while service not in asked:
        office = answering.get((area, service)) or directory.others.get(service)
        if office:
            return office
        asked.add(service)
        entry = directory.services.get(service)
        service = (entry.elsewhere if entry else None) or default or NONE
    return None
