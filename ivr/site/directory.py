"""``data/directory.yaml``: the directory of offices, with the position of each office in the file."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from ivr.clock import japanese_time
from ivr.directory import NOBODY, NOTHING, Directory, Office, Service, Source, elsewhere, is_printed
from ivr.places import AreaKind
from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.syntax import shown
from ivr.translation import N_, _

from .defined import without_reading

JAPANESE = "ja"
"""The language whose names need a reading; others are read as they are written."""
LONGEST_NAME = 80  # characters
Name = Annotated[str, range(1, LONGEST_NAME + 1)]

_ID = re.compile("[a-z][a-z0-9_]*")
_NO_KANA = re.compile("[^ぁ-ゖァ-ヺー・、。 　]+")

TOGETHER = (("spoken_name", "spoken_kana"), ("verified_on", "verified_by"))
"""Pairs of keys of an office that are given together or not at all."""

FOR_DESKS = ("whisper", "accept")
"""Keys of an office that name a prompt which its desk hears."""

PLACEHOLDER = "（確認した人の名前）"
"""Placeholder for a name in the instructions of the shipped directory; copied as it is, it verifies nothing."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One kind of help that callers ask for: its name, and how the name is read (in kana; a Japanese line needs it).

    `elsewhere` says what answers in an area without an office for it: another service (its office there), an office
    under `others`, or `none`: then the read-back leads to the node under `unless: {no_office: …}`.
    """

    name: Name
    kana: Name | None = None
    elsewhere: Name | None = None


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """An office of no area and no service.

    `printed_name` and `number` (quoted) stand as in the source. `spoken_name` is what callers hear instead,
    `spoken_kana` how it is read: both or neither. `verified_on`, `verified_by` and `verified_number` say when somebody
    called the number and found it right, who, and which number that was; `ivr offices verify` writes all three.
    `whisper` is a prompt that its desk hears before it is put through; `accept` one that asks it to press a key for
    that: a desk that presses none, as an answering machine, has not answered. Both are those of the flow where they
    are left out; `none` means none.
    """

    printed_name: Name
    number: Name
    spoken_name: Name | None = None
    spoken_kana: Name | None = None
    whisper: Name | None = None
    accept: Name | None = None
    verified_on: date | None = None
    verified_by: Name | None = None
    verified_number: Name | None = None


@dataclass(frozen=True, slots=True)
class OfficeEntry(OtherEntry):
    """The office of an area for a service.

    `shared_line: true` says that another office answers the number too, so that callers must ask for this one.
    `also_for` lists further areas that it answers for. The other keys are those of any office: `printed_name` and
    `number` (quoted) as in the source; `spoken_name` and `spoken_kana`, both or neither; `whisper` and `accept`,
    prompts or `none`; `verified_on`, `verified_by` and `verified_number`.
    """

    shared_line: bool = False
    also_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """All of the file but its offices."""

    source: Source
    name: Name | None = None
    areas: AreaKind = "prefectures"
    within: tuple[str, ...] = ()
    services: Annotated[dict[str, ServiceEntry], range(10)] = field(default_factory=dict)
    elsewhere: Name | None = None
    others: dict[str, OtherEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFile(_Head):
    """Who answers: services, if any, the offices by area (full name) and service, and offices of neither.

    `name` is the hotline's. `areas` says between which places callers choose: `prefectures` (also where it is left
    out), `municipalities`, `wards`, or `none`; `within` of which prefectures or cities, by their full names. Where the
    site has only areas or only services, or one service, an office stands right under its area or service. `elsewhere`
    says what answers in an area without an office, as a service's own `elsewhere` does for that service.
    """

    offices: dict[str, dict[str, OfficeEntry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatDirectoryFile(_Head):
    """A directory whose offices stand right under their area, or their service."""

    offices: dict[str, OfficeEntry] = field(default_factory=dict)


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


def directory_of(
    document: YamlDocument, codes: Mapping[str, str], today: date | None = None, language: str = JAPANESE
) -> DirectoryRead:
    """Read the directory from its file; `codes` gives the JIS code of each area's full name.

    A verification later than `today` (by default the day in Japan) is invalid. Without codes, as when their own file
    cannot be read, there is no directory unless it has no areas, and no area is reported as unknown.
    """
    file, problems = _read(document)
    if file is None:
        return DirectoryRead(None, {}, problems)
    entries = tuple(_entries(file))
    problems = tuple(
        sorted((*problems, *_problems(document, file, entries, codes), *_unread(document, file, entries, language)))
    )
    if not codes and file.areas != "none":
        return DirectoryRead(None, {}, problems)
    found = {entry.loc: _of_area(file, entry, codes) for entry in entries}
    found |= {("others", name): _office(entry, other=name) for name, entry in file.others.items()}
    day = today or japanese_time().date()
    doubts = {office.key: doubt for office in found.values() if (doubt := _doubt(office, file.source, day))}
    offices = {loc: _undoubted(office, doubts) for loc, office in found.items()}
    directory = Directory(
        source=file.source,
        services={
            id_: Service(id_, one.name, one.kana or one.name, one.elsewhere) for id_, one in file.services.items()
        },
        offices={(one.prefecture or "", one.service or ""): one for one in offices.values() if one.other is None},
        others={one.other: one for one in offices.values() if one.other is not None},
        name=file.name or "",
    )
    areas = codes.values() if file.areas != "none" else ("",)
    directory = replace(directory, elsewhere=elsewhere(directory, areas, file.elsewhere))
    return DirectoryRead(directory, {office.key: loc for loc, office in offices.items()}, problems, doubts)


def _read(document: YamlDocument) -> tuple[DirectoryFile | FlatDirectoryFile | None, tuple[Problem, ...]]:
    return validate(document, FlatDirectoryFile) if _is_flat(document) else validate(document, DirectoryFile)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An office as it stands in the file at *loc*, with the names of its area and service ("" where it has none)."""

    loc: Loc
    area: str
    service: str
    office: OfficeEntry


def _is_flat(document: YamlDocument) -> bool:
    """Tell whether offices stand right under their area, or their service: where the site has not both of several."""
    data = document.data if isinstance(document.data, dict) else {}
    services, offices = data.get("services"), data.get("offices")
    count = len(services) if isinstance(services, dict) else 0
    if data.get("areas") == "none" or not count:
        return True
    listed = offices.values() if isinstance(offices, dict) else ()
    return count == 1 and any(isinstance(one, dict) and "number" in one for one in listed)


def _entries(file: DirectoryFile | FlatDirectoryFile) -> Iterator[_Entry]:
    if isinstance(file, DirectoryFile):
        for area, offices in file.offices.items():
            yield from (_Entry(("offices", area, one), area, one, entry) for one, entry in offices.items())
        return
    only = next(iter(file.services)) if len(file.services) == 1 else ""
    for name, entry in file.offices.items():
        area, service = ("", name) if file.areas == "none" else (name, only)
        yield _Entry(("offices", name), area, service, entry)


def _of_area(file: DirectoryFile | FlatDirectoryFile, entry: _Entry, codes: Mapping[str, str]) -> Office:
    """Return the office of an area or a service; a misspelt name counts as the nearest one, so that it is checked."""
    area = codes.get(_nearest(entry.area, codes), "") if entry.area else None
    service = _nearest(entry.service, file.services) if entry.service else None
    also = tuple(codes[name] for name in entry.office.also_for if name in codes)
    return replace(_office(entry.office, area, service), also_for=also)


def named_prompts(data: Data) -> Iterator[tuple[Loc, str]]:
    """Yield the prompts that offices name for their desks, each with its location."""
    if not isinstance(data, dict):
        return
    for key in ("others", "offices"):
        yield from _for_desks(data.get(key), (key,))


def _for_desks(data: Data, loc: Loc) -> Iterator[tuple[Loc, str]]:
    for key, value in data.items() if isinstance(data, dict) else ():
        if key in FOR_DESKS and isinstance(value, str) and value != NOTHING:
            yield (*loc, key), value
        else:
            yield from _for_desks(value, (*loc, key))


def unknown_prompts(document: YamlDocument, prompts: tuple[str, ...] | None) -> Iterator[Problem]:
    """Find the prompts that offices name and that are none of *prompts* (None: they are not known)."""
    if prompts is None:
        return
    for loc, name in named_prompts(document.data):
        if name not in prompts:
            message = _("there is no prompt {name}{meant}").format(name=f'"{shown(name)}"', meant=meant(name, prompts))
            yield document.problem(loc, message, "unknown-prompt")


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
        whisper=entry.whisper,
        accept=entry.accept,
        verified_on=entry.verified_on,
        verified_by=entry.verified_by,
        verified_number=entry.verified_number,
    )


def _nearest(word: str, possible: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, possible, n=1)), word)


def _problems(
    document: YamlDocument,
    file: DirectoryFile | FlatDirectoryFile,
    entries: Sequence[_Entry],
    codes: Mapping[str, str],
) -> Iterator[Problem]:
    for id_, service in file.services.items():
        yield from _problems_of_id(document, ("services", id_))
        yield from _problems_of_kana(document, ("services", id_, "kana"), service.kana or "")
        yield from _problems_of_elsewhere(document, ("services", id_, "elsewhere"), service.elsewhere, file)
    yield from _problems_of_elsewhere(document, ("elsewhere",), file.elsewhere, file)
    for name, other in file.others.items():
        yield from _problems_of_id(document, ("others", name))
        yield from _problems_of_entry(document, ("others", name), other)
        if name in file.services:
            message = _('"{name}" is a service already; give this office another name').format(name=name)
            yield document.problem(("others", name), message, "wrong-value", at_key=True)
    yield from _problems_of_areas(document, entries, codes)
    yield from _unknown_services(document, entries, tuple(file.services))
    for entry in entries:
        yield from _problems_of_entry(document, entry.loc, entry.office)


def _unknown_services(
    document: YamlDocument, entries: Sequence[_Entry], services: tuple[str, ...]
) -> Iterator[Problem]:
    """Find services that are none; one that was renamed stands in every area, and is told once."""
    places = Counter(entry.service for entry in entries)
    told: set[str] = {"", *services}
    for entry in entries:
        if entry.service not in told:
            told.add(entry.service)
            message = _('no service is called "{service}"{meant}').format(
                service=shown(entry.service), meant=meant(entry.service, services)
            )
            if more := places[entry.service] - 1:
                message += _(" (and in {count} more places)").format(count=more)
            yield document.problem(entry.loc, message, "unknown-service", at_key=True)


def _unread(
    document: YamlDocument, file: DirectoryFile | FlatDirectoryFile, entries: Sequence[_Entry], language: str
) -> Iterator[Problem]:
    """Find Japanese names without their reading, where the first *language* of the line is Japanese."""
    if language != JAPANESE:
        return
    for id_, service in file.services.items():
        if service.kana is None:
            yield from without_reading(document, ("services", id_))
    offices = ((("others", name), other) for name, other in file.others.items())
    for loc, office in (*offices, *((entry.loc, entry.office) for entry in entries)):
        if office.spoken_name is not None and office.spoken_kana is None:
            message = _('the key "{missing}" is missing here; it goes together with "{given}"').format(
                missing="spoken_kana", given="spoken_name"
            )
            yield document.problem((*loc, "spoken_name"), message, "missing-key", at_key=True)


def _problems_of_areas(
    document: YamlDocument, entries: Sequence[_Entry], codes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find areas that are none, and those for which two offices answer."""
    kind = area_word(document)
    own = {(entry.area, entry.service): entry for entry in entries}
    for area in dict.fromkeys(entry.area for entry in entries if entry.area):
        if codes and area not in codes:
            message = _(_NO_AREA[kind]).format(name=shown(area), meant=meant(area, tuple(codes)))
            yield document.problem(("offices", area), message, f"unknown-{kind}", at_key=True)
    for entry in entries:
        for place, area in enumerate(entry.office.also_for):
            loc = (*entry.loc, "also_for", place)
            if codes and area not in codes:
                message = _(_NO_AREA[kind]).format(name=shown(area), meant=meant(area, tuple(codes)))
                yield document.problem(loc, message, f"unknown-{kind}")
            elif other := own.get((area, entry.service)):
                message = _("{name} answers for {area} already")
                yield document.problem(loc, message.format(name=other.office.printed_name, area=area), "two-offices")
            own[area, entry.service] = entry


_NO_AREA = {
    "prefecture": N_('no prefecture is called "{name}"{meant}'),
    "municipality": N_('no municipality is called "{name}"{meant}'),
    "ward": N_('no ward is called "{name}"{meant}'),
}


def area_word(document: YamlDocument) -> str:
    """Return what an area of the site is called in messages."""
    kind = document.data.get("areas") if isinstance(document.data, dict) else None
    return {"municipalities": "municipality", "wards": "ward"}.get(str(kind), "prefecture")


def _problems_of_elsewhere(
    document: YamlDocument, loc: Loc, name: str | None, file: DirectoryFile | FlatDirectoryFile
) -> Iterator[Problem]:
    possible = (*(one for one in file.services if one not in loc), *file.others, NOBODY)
    if name is not None and name not in possible:
        message = _('no other service and no office under others is called "{name}"{meant}')
        yield document.problem(loc, message.format(name=shown(name), meant=meant(name, possible)), "unknown-office")


def is_id(name: str) -> bool:
    """Tell whether *name* can be a service's or an office's own name in the file."""
    return _ID.fullmatch(name) is not None and name != NOBODY


def _problems_of_id(document: YamlDocument, loc: Loc) -> Iterator[Problem]:
    """Check that a service's or an office's own name is plain ASCII, because it appears in URLs and records."""
    if not is_id(str(loc[-1])):
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
        if missing != "spoken_kana" and getattr(entry, given) is not None and getattr(entry, missing) is None:
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
