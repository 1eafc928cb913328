"""``data/directory.yaml``: the directory of offices, with the position of each office in the file."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from ivr.clock import japanese_time
from ivr.directory import Directory, Office, Service, Source, is_printed
from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

LONGEST_NAME = 80  # characters
Name = Annotated[str, range(1, LONGEST_NAME + 1)]

_ID = re.compile("[a-z][a-z0-9_]*")
_NO_KANA = re.compile("[^ぁ-ゖァ-ヺー・、。 　]+")

TOGETHER = (("spoken_name", "spoken_kana"), ("verified_on", "verified_by"))
"""Pairs of keys of an office that are given together or not at all."""

PLACEHOLDER = "（確認した人の名前）"
"""Placeholder for a name in the instructions of the shipped directory; copied as it is, it verifies nothing."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One kind of help that callers ask for: its name, and how the name is read (in kana)."""

    name: Name
    kana: Name


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """An office of no prefecture.

    `printed_name` and `number` (quoted) stand as in the source. `spoken_name` is what callers hear instead,
    `spoken_kana` how it is read: both or neither. `verified_on`, `verified_by` and `verified_number` say when somebody
    called the number and found it right, who, and which number that was; `ivr offices verify` writes all three.
    """

    printed_name: Name
    number: Name
    spoken_name: Name | None = None
    spoken_kana: Name | None = None
    verified_on: date | None = None
    verified_by: Name | None = None
    verified_number: Name | None = None


@dataclass(frozen=True, slots=True)
class OfficeEntry(OtherEntry):
    """The office of a prefecture for a service.

    `shared_line: true` says that another office of the prefecture answers the number, so that callers must ask for
    this one. The other keys are those of any office: `printed_name` and `number` (quoted) as in the source;
    `spoken_name` and `spoken_kana`, both or neither; `verified_on`, `verified_by` and `verified_number`.
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
    """Result of reading: the directory (None if the file's form is wrong), each office's location by key, problems.

    Where there are problems, the directory serves only to find more of them. *doubts* are the invalid verifications by
    office: the key of the file at fault, and why. The directory leaves these verifications out.
    """

    directory: Directory | None
    locs: Mapping[str, Loc]
    problems: tuple[Problem, ...]
    doubts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def directory_of(document: YamlDocument, codes: Mapping[str, str], today: date | None = None) -> DirectoryRead:
    """Read the directory from its file; `codes` gives the two-digit JIS code of each prefecture's full name.

    A verification later than `today` (by default the day in Japan) is invalid. Without codes, as when their own file
    cannot be read, there is no directory, and no prefecture is reported as unknown.
    """
    file, problems = validate(document, DirectoryFile)
    if file is None:
        return DirectoryRead(None, {}, problems)
    problems = tuple(sorted((*problems, *_problems(document, file, codes))))
    if not codes:
        return DirectoryRead(None, {}, problems)
    found: dict[Loc, Office] = dict(_offices(file, codes))
    found |= {("others", name): _office(entry, other=name) for name, entry in file.others.items()}
    day = today or japanese_time().date()
    doubts = {office.key: doubt for office in found.values() if (doubt := _doubt(office, file.source, day))}
    offices = {loc: _undoubted(office, doubts) for loc, office in found.items()}
    directory = Directory(
        source=file.source,
        services={id_: Service(id_, entry.name, entry.kana) for id_, entry in file.services.items()},
        offices={(one.prefecture or "", one.service or ""): one for one in offices.values() if one.other is None},
        others={one.other: one for one in offices.values() if one.other is not None},
    )
    return DirectoryRead(directory, {office.key: loc for loc, office in offices.items()}, problems, doubts)


def _doubt(office: Office, source: Source, today: date) -> tuple[str, str] | None:
    """Return the key at which an office's verification is invalid, and why; None where it is valid or missing."""
    day, by, called = office.verified_on, office.verified_by, office.verified_number
    if day is None or by is None:
        return None
    reasons = (
        (by.strip() in ("", PLACEHOLDER), "verified_by", _('"{by}" is nobody\'s name').format(by=by)),
        (day > today, "verified_on", _("{day} is still to come").format(day=day)),
        (
            source.dated and day < source.dated,
            "verified_on",
            _("{day} is before the source, which is of {dated}").format(day=day, dated=source.dated),
        ),
        (called is None, "verified_on", _('the key "verified_number" is missing: which number was called?')),
        (
            not office.verified,
            "verified_number",
            _("{called} was called, but the number is {number}").format(called=called, number=office.number),
        ),
    )
    return next(((key, why) for applies, key, why in reasons if applies), None)


def _undoubted(office: Office, doubts: Collection[str]) -> Office:
    """Return *office* without its verification, if that is in doubt."""
    if office.key not in doubts:
        return office
    return replace(office, verified_on=None, verified_by=None, verified_number=None)


def _offices(file: DirectoryFile, codes: Mapping[str, str]) -> Iterator[tuple[Loc, Office]]:
    """Yield the offices of the prefectures; a misspelt name counts as the nearest one, so that they are checked too."""
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
        verified_number=entry.verified_number,
    )


def _nearest(word: str, possible: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, possible, n=1)), word)


def _problems(document: YamlDocument, file: DirectoryFile, codes: Mapping[str, str]) -> Iterator[Problem]:
    for id_, service in file.services.items():
        yield from _problems_of_id(document, ("services", id_))
        yield from _problems_of_kana(document, ("services", id_, "kana"), service.kana)
    for name, other in file.others.items():
        yield from _problems_of_id(document, ("others", name))
        yield from _problems_of_entry(document, ("others", name), other)
    for prefecture, offices in file.offices.items():
        if codes and prefecture not in codes:
            message = _('no prefecture is called "{prefecture}"{meant}').format(
                prefecture=shown(prefecture), meant=meant(prefecture, tuple(codes))
            )
            yield document.problem(("offices", prefecture), message, "unknown-prefecture", at_key=True)
        for service_id, office in offices.items():
            loc = ("offices", prefecture, service_id)
            if service_id not in file.services:
                message = _('no service is called "{service}"{meant}').format(
                    service=shown(service_id), meant=meant(service_id, tuple(file.services))
                )
                yield document.problem(loc, message, "unknown-service", at_key=True)
            yield from _problems_of_entry(document, loc, office)


def _problems_of_id(document: YamlDocument, loc: Loc) -> Iterator[Problem]:
    """Check that a service's or an office's own name is plain ASCII, because it appears in URLs and records."""
    if not _ID.fullmatch(str(loc[-1])):
        message = _('"{name}" cannot be a name here; it is made of a-z, 0-9 and _, and begins with a letter').format(
            name=shown(str(loc[-1]))
        )
        yield document.problem(loc, message, "wrong-value", at_key=True)


def _problems_of_entry(document: YamlDocument, loc: Loc, entry: OtherEntry) -> Iterator[Problem]:
    if not is_printed(entry.number):
        expected = _("digits and hyphens of normal width, such as 052-223-6953")
        lost = (
            _('; is its leading 0 lost ("0{number}")?').format(number=entry.number)
            if is_printed(f"0{entry.number}")
            else ""
        )
        message = _('"{number}" is not a number as printed: {expected}{lost}').format(
            number=shown(entry.number), expected=expected, lost=lost
        )
        yield document.problem((*loc, "number"), message, "number-form")
    if entry.verified_number is not None and entry.verified_on is None:
        message = _('the key "verified_on" is missing here; it goes together with "verified_number"')
        yield document.problem((*loc, "verified_number"), message, "missing-key", at_key=True)
    for one, two in TOGETHER:
        given, missing = (one, two) if getattr(entry, one) is not None else (two, one)
        if getattr(entry, given) is not None and getattr(entry, missing) is None:
            message = _('the key "{missing}" is missing here; it goes together with "{given}"').format(
                missing=missing, given=given
            )
            yield document.problem((*loc, given), message, "missing-key", at_key=True)
    yield from _problems_of_kana(document, (*loc, "spoken_kana"), entry.spoken_kana or "")


def _problems_of_kana(document: YamlDocument, loc: Loc, kana: str) -> Iterator[Problem]:
    """Check that a reading is in kana, because its length is counted in morae."""
    if wrong := _NO_KANA.search(kana):
        message = _('a reading is written in kana; "{wrong}" is none').format(wrong=shown(wrong[0]))
        yield document.problem(loc, message, "kana")
