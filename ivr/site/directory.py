"""Reads the directory's file into the core's directory, and remembers where each office stands in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from ivr.directory import Directory, Office, Service, Source, is_printed

from .document import Document, Loc
from .messages import meant
from .problem import Problem
from .schema import validate
from .syntax import shown

Name = Annotated[str, range(1, 81)]

_ID = re.compile("[a-z][a-z0-9_]*")
_NO_KANA = re.compile("[^ぁ-ゖァ-ヺー・、。 　]+")

TOGETHER = (("spoken_name", "spoken_kana"), ("verified_on", "verified_by"))
"""Keys of an office of which both stand there or neither."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One kind of help that callers ask for: its name, and how the name is read (in kana)."""

    name: Name
    kana: Name


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """An office of no prefecture.

    `printed_name` and `number` (quoted) stand as in the source. `spoken_name` is what callers hear instead,
    `spoken_kana` how it is read: both or neither. `verified_on` and `verified_by` say when somebody called the number
    and found it right, and who: both or neither.
    """

    printed_name: Name
    number: Name
    spoken_name: Name | None = None
    spoken_kana: Name | None = None
    verified_on: date | None = None
    verified_by: Name | None = None


@dataclass(frozen=True, slots=True)
class OfficeEntry(OtherEntry):
    """The office of a prefecture for a service.

    `shared_line: true` says that another office of the prefecture answers the number, so that callers must ask for
    this one. The other keys are those of any office: `printed_name` and `number` (quoted) as in the source;
    `spoken_name` and `spoken_kana`, both or neither; `verified_on` and `verified_by`, both or neither.
    """

    shared_line: bool = False


@dataclass(frozen=True, slots=True)
class DirectoryFile:
    """Who answers: services, the offices by prefecture (full name) and service, and offices of no prefecture."""

    source: Source
    services: Annotated[dict[str, ServiceEntry], range(1, 10)]
    offices: dict[str, dict[str, OfficeEntry]]
    others: dict[str, OtherEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DirectoryRead:
    """Hold what was read: the directory (None if the file's form is wrong), the way to each office by key, problems.

    With problems the directory is only good for finding more of them.
    """

    directory: Directory | None
    locs: Mapping[str, Loc]
    problems: tuple[Problem, ...]


def directory_of(document: Document, codes: Mapping[str, str]) -> DirectoryRead:
    """Make the directory of its file; `codes` gives the two-digit JIS code of each prefecture's full name.

    Without codes, as when their own file cannot be read, there is no directory, and no prefecture is called unknown.
    """
    file, problems = validate(document, DirectoryFile)
    if file is None:
        return DirectoryRead(None, {}, problems)
    problems = tuple(sorted((*problems, *_problems(document, file, codes))))
    if not codes:
        return DirectoryRead(None, {}, problems)
    offices = dict(_offices(file, codes))
    others = {("others", name): _office(entry, other=name) for name, entry in file.others.items()}
    directory = Directory(
        source=file.source,
        services={id_: Service(id_, entry.name, entry.kana) for id_, entry in file.services.items()},
        offices={(office.prefecture or "", office.service or ""): office for office in offices.values()},
        others={name: office for (_, name), office in others.items()},
    )
    locs: dict[str, Loc] = {office.key: loc for loc, office in (offices | others).items()}
    return DirectoryRead(directory, locs, problems)


def _offices(file: DirectoryFile, codes: Mapping[str, str]) -> Iterator[tuple[Loc, Office]]:
    """Make the offices of the prefectures; a misspelt name stands for the nearest, so that its offices are checked."""
    for name, entries in file.offices.items():
        code = codes.get(_nearest(name, codes), "")
        for service, entry in entries.items():
            yield ("offices", name, service), _office(entry, code, _nearest(service, file.services))


def _office(
    entry: OtherEntry, prefecture: str | None = None, service: str | None = None, other: str | None = None
) -> Office:
    return Office(
        prefecture=prefecture,
        service=service,
        other=other,
        printed_name=entry.printed_name,
        number=entry.number,
        spoken_name=entry.spoken_name,
        spoken_kana=entry.spoken_kana,
        shared_line=isinstance(entry, OfficeEntry) and entry.shared_line,
        verified_on=entry.verified_on,
        verified_by=entry.verified_by,
    )


def _nearest(word: str, possible: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, possible, n=1)), word)


def _problems(document: Document, file: DirectoryFile, codes: Mapping[str, str]) -> Iterator[Problem]:
    for id_, service in file.services.items():
        yield from _problems_of_id(document, ("services", id_))
        yield from _problems_of_kana(document, ("services", id_, "kana"), service.kana)
    for name, other in file.others.items():
        yield from _problems_of_id(document, ("others", name))
        yield from _problems_of_entry(document, ("others", name), other)
    for prefecture, offices in file.offices.items():
        if codes and prefecture not in codes:
            message = f'no prefecture is called "{shown(prefecture)}"{meant(prefecture, tuple(codes))}'
            yield document.problem(("offices", prefecture), message, "unknown-prefecture", at_key=True)
        for service_id, office in offices.items():
            loc = ("offices", prefecture, service_id)
            if service_id not in file.services:
                message = f'no service is called "{shown(service_id)}"{meant(service_id, tuple(file.services))}'
                yield document.problem(loc, message, "unknown-service", at_key=True)
            yield from _problems_of_entry(document, loc, office)


def _problems_of_id(document: Document, loc: Loc) -> Iterator[Problem]:
    """Ask for a plain name: a service's or an office's own name travels in addresses and records."""
    if not _ID.fullmatch(str(loc[-1])):
        message = (
            f'"{shown(str(loc[-1]))}" cannot be a name here; it is made of a-z, 0-9 and _, and begins with a letter'
        )
        yield document.problem(loc, message, "wrong-value", at_key=True)


def _problems_of_entry(document: Document, loc: Loc, entry: OtherEntry) -> Iterator[Problem]:
    if not is_printed(entry.number):
        expected = "digits and hyphens of normal width, such as 052-223-6953"
        lost = f'; is its leading 0 lost ("0{entry.number}")?' if is_printed(f"0{entry.number}") else ""
        message = f'"{shown(entry.number)}" is not a number as printed: {expected}{lost}'
        yield document.problem((*loc, "number"), message, "number-form")
    for one, two in TOGETHER:
        given, missing = (one, two) if getattr(entry, one) is not None else (two, one)
        if getattr(entry, given) is not None and getattr(entry, missing) is None:
            message = f'the key "{missing}" is missing here; it goes together with "{given}"'
            yield document.problem((*loc, given), message, "missing-key", at_key=True)
    yield from _problems_of_kana(document, (*loc, "spoken_kana"), entry.spoken_kana or "")


def _problems_of_kana(document: Document, loc: Loc, kana: str) -> Iterator[Problem]:
    """Ask for kana: a reading is counted in morae."""
    if wrong := _NO_KANA.search(kana):
        message = f'a reading is written in kana; "{shown(wrong[0])}" is none'
        yield document.problem(loc, message, "kana")
