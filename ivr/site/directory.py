"""``data/directory.yaml``: the directory of offices, each with its position in the file, and the areas of a site."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from ivr.clock import japanese_time
from ivr.directory import Directory, Office, Service, Source, elsewhere
from ivr.heard.utterance import JAPANESE
from ivr.places import Gazetteer, divided, holders, spelled
from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, YamlDocument, at, entries_at
from ivr.strict_yaml.messages import meant, nearest, several, suggested
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

from .directory_faults import faults_of, unread_names
from .directory_file import (
    PLACEHOLDER,
    AnyDirectoryFile,
    OfficeEntry,
    OtherEntry,
    WrittenOffice,
    area_kind,
    entries_of,
    read_file_of,
)


@dataclass(frozen=True, slots=True)
class DirectoryRead:
    """The result of reading: the directory (None if the file's form is wrong), offices' places by key, problems.

    If there are problems, the directory serves only to find more of them. *doubts* are invalid verifications by office:
    the key of the file at fault, and why. The directory leaves these verifications out.
    """

    directory: Directory | None
    locs: Mapping[str, Loc]
    problems: tuple[Problem, ...]
    doubts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def directory_of(
    document: YamlDocument, codes: Mapping[str, str], today: date | None = None, language: str = JAPANESE
) -> DirectoryRead:
    """Read the directory from its file; *codes* gives the JIS code of each area's full name.

    A verification later than *today* (by default the day in Japan) is invalid. Without codes, as when their own file
    cannot be read, there is no directory unless it has no areas, and no area is reported as unknown.
    """
    file, problems = read_file_of(document)
    if file is None:
        return DirectoryRead(None, {}, problems)
    entries = tuple(entries_of(file))
    problems = tuple(
        sorted(
            (*problems, *faults_of(document, file, entries, codes), *unread_names(document, file, entries, language))
        )
    )
    if not codes and file.areas != "none":
        return DirectoryRead(None, {}, problems)
    by_loc = {entry.loc: _of_area(file, entry, codes) for entry in entries}
    by_loc |= {("others", name): _office(entry, other=name) for name, entry in file.others.items()}
    day = today or japanese_time().date()
    doubts = {office.key: doubt for office in by_loc.values() if (doubt := _doubt(office, file.source, day))}
    offices = {loc: _undoubted(office, doubts) for loc, office in by_loc.items()}
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


def _of_area(file: AnyDirectoryFile, entry: WrittenOffice, codes: Mapping[str, str]) -> Office:
    """Return the office of an area or a service; a misspelt name counts as the nearest, so that it is checked."""
    area = codes.get(_nearest(entry.area, codes), "") if entry.area else None
    service = _nearest(entry.service, file.services) if entry.service else None
    also = tuple(codes[name] for name in entry.office.also_for if name in codes)
    return replace(_office(entry.office, area, service), also_for=also)


def _doubt(office: Office, source: Source, today: date) -> tuple[str, str] | None:
    """Return the key at which an office's verification is invalid, and why; None if it is valid or missing."""
    day, by, called = office.verified_on, office.verified_by, office.verified_number
    if day is None or by is None:
        return None
    reasons = (
        (by.strip() in ("", PLACEHOLDER), "verified_by", _('"{by}" is not a person\'s name').format(by=by)),
        (day > today, "verified_on", _("{day} is in the future").format(day=day)),
        (
            source.dated and day < source.dated,
            "verified_on",
            _("{day} is before the date of the source, {dated}").format(day=day, dated=source.dated),
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
    """Return the office of *entry*: of an area and a service, or under its name among the *other* ones."""
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


def _nearest(word: str, possible: Collection[str]) -> str:
    return word if word in possible else next(iter(get_close_matches(word, possible, n=1)), word)


def with_areas(document: YamlDocument, places: Gazetteer) -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Return *places* with the areas that a directory's file names (`areas`, `within`), and what is wrong with them.

    A misspelt name counts as the nearest one, so that the rest is checked by it; where none is near, no area is known.
    """
    kind, listed, by_name = area_kind(document), at(document.data, "within"), holders(places)
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    problems = [
        document.problem(("within", place), no_holder(name, places), "unknown-place")
        for place, name in enumerate(names)
        if name not in by_name
    ]
    if kind in ("municipalities", "wards") and not names and not isinstance(listed, str):  # its form is reported
        message = _('the key "within" is missing: say of which prefectures or cities these {areas} are')
        problems.append(document.problem(("areas",), message.format(areas=kind), "missing-key", at_key=True))
    within = {
        by_name[near]
        for name in names
        for near in several(name, by_name) or get_close_matches(name, by_name, n=1) or _spelled(name, places)
    }
    if no_kind := _without_kind(document):
        problems.append(no_kind)
    written = at(document.data, "areas")
    unsaid = (
        not isinstance(document.data, dict)  # as of a file that cannot be read
        or no_kind
        or written not in (None, kind)
        or (written is None and any(nearest(key, ("areas",)) for key in entries_at(document.data)))
        or (not within and (problems or isinstance(listed, str)))
    )
    return divided(places, "none" if unsaid else kind, within), tuple(problems)


def _without_kind(document: YamlDocument) -> Problem | None:
    """Return the problem of towns or wards in a directory that does not say that its areas are such."""
    if at(document.data, "areas") is not None or any(nearest(key, ("areas",)) for key in entries_at(document.data)):
        return None
    names = [*entries_at(document.data, "offices")]
    if not names or not all(name.endswith(("市", "区", "町", "村")) for name in names):
        return None
    message = _('without the key "areas" offices are by prefecture, but here is {name}; write areas: {kind}')
    kind = "wards" if all(name.endswith("区") for name in names) else "municipalities"
    return document.problem(("offices",), message.format(name=names[0], kind=kind), "missing-key", at_key=True)


def no_holder(name: str, places: Gazetteer) -> str:
    """Return the message that areas cannot lie in *name*, and what was meant, even if written in Latin letters."""
    message = _('no prefecture, and no city with wards, is called "{name}"{meant}')
    suggestion = suggested(_spelled(name, places)) or meant(name, tuple(holders(places)))
    return message.format(name=shown(name), meant=suggestion)


def _spelled(name: str, places: Gazetteer) -> tuple[str, ...]:
    codes = holders(places).values()
    return spelled(name, (places.prefectures.get(code) or places.municipalities[code] for code in codes))
