"""``data/directory.yaml`` as it is written: its keys, and its offices in either of its two forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, get_args

from ivr.bounds import Between
from ivr.directory import NONE, Source
from ivr.places import AreaKind
from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, YamlDocument, at, entries_at
from ivr.strict_yaml.schema import validate
from ivr.translation import _

_ID = re.compile("[a-z][a-z0-9_]*")
LONGEST_NAME = 80  # characters
Name = Annotated[str, Between(1, LONGEST_NAME)]
FOR_DESKS = ("whisper", "accept")
"""Keys of an office that name a prompt which its desk hears."""

PLACEHOLDER = "（確認した人の名前）"
"""Placeholder for a name in the instructions of the shipped directory; copied unchanged, it verifies nothing."""


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

    `printed_name` and `number` (quoted) are written as in the source. `spoken_name` is what callers hear instead,
    `spoken_kana` how it is read: both or neither. `verified_on`, `verified_by` and `verified_number` say when somebody
    called the number and found it right, who, and which number that was; `ivr offices verify` writes all three.
    `whisper` is a prompt that its desk hears before it is put through; `accept` one that asks it to press a key for
    that: a desk that presses none, as an answering machine, has not answered. Both are those of the flow if they
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
    services: Annotated[dict[str, ServiceEntry], Between(0, 9)] = field(default_factory=dict)
    elsewhere: Name | None = None
    others: dict[str, OtherEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFile(_Head):
    """Who answers: services, if any, the offices by area (full name) and service, and offices of neither.

    `name` is the hotline's. `areas` says between which places callers choose: `prefectures` (also if it is left
    out), `municipalities`, `wards`, or `none`; `within` of which prefectures or cities, by their full names. Where the
    site has only areas or only services, or one service, an office is directly under its area or service. `elsewhere`
    says what answers in an area without an office, as a service's own `elsewhere` does for that service.
    """

    offices: dict[str, dict[str, OfficeEntry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatDirectoryFile(_Head):
    """A directory whose offices are directly under their area, or their service."""

    offices: dict[str, OfficeEntry] = field(default_factory=dict)


AnyDirectoryFile = DirectoryFile | FlatDirectoryFile


@dataclass(frozen=True, slots=True)
class WrittenOffice:
    """An office as written in the file at *loc*, with the names of its area and service ("" if it has none)."""

    loc: Loc
    area: str
    service: str
    office: OfficeEntry


def is_flat(document: YamlDocument) -> bool:
    """Return whether offices are directly under their area or service: so unless the site has several of both."""
    count = len(entries_at(document.data, "services"))
    if at(document.data, "areas") == "none" or not count:
        return True
    return count == 1 and any("number" in entries_at(one) for one in entries_at(document.data, "offices").values())


def area_kind(document: YamlDocument) -> AreaKind:
    """Return what the areas of the site are; prefectures if the file does not say it."""
    kinds: tuple[AreaKind, ...] = get_args(AreaKind)
    return next((one for one in kinds if one == at(document.data, "areas")), kinds[0])


def entries_of(file: AnyDirectoryFile) -> Iterator[WrittenOffice]:
    """Yield the offices of areas and services, as written in *file*."""
    if isinstance(file, DirectoryFile):
        for area, offices in file.offices.items():
            yield from (WrittenOffice(("offices", area, one), area, one, entry) for one, entry in offices.items())
        return
    only = next(iter(file.services)) if len(file.services) == 1 else ""
    for name, entry in file.offices.items():
        area, service = ("", name) if file.areas == "none" else (name, only)
        yield WrittenOffice(("offices", name), area, service, entry)


def read_file_of(document: YamlDocument) -> tuple[AnyDirectoryFile | None, tuple[Problem, ...]]:
    """Return what is written in *document*, None if its form is wrong, and what is wrong with that."""
    if is_flat(document):
        if document.broken and "services" not in entries_at(document.data):  # which form it has is lost with them
            return None, document.problems
        return validate(document, FlatDirectoryFile)
    file, problems = validate(document, DirectoryFile)
    offices = entries_at(document.data, "offices")
    if not offices:
        problems = tuple(sorted(_beside_lost_offices(document, problems)))
    flat = [area for area, one in offices.items() if isinstance(entries_at(one).get("number"), str)]
    if not flat:
        return file, problems
    message = _("with several services, an office is under its area and its service ({form}); {count} here are not")
    form = f"{flat[0]}: {{{next(iter(entries_at(document.data, 'services')))}: {{…}}}}"
    told = document.problem(
        ("offices", flat[0]), message.format(form=form, count=len(flat)), "wrong-value", at_key=True
    )
    below = tuple(f"offices.{area}." for area in flat)
    return None, tuple(sorted((told, *(one for one in problems if not one.at.startswith(below)))))


def _beside_lost_offices(document: YamlDocument, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield *problems*; of areas under others only that the line "offices:" before them is missing."""
    lost = [name for name, one in entries_at(document.data, "others").items() if not _is_office(one)]
    if not lost:
        yield from problems
        return
    message = _('"{name}" is no office: it has no number. Is the line "offices:" missing above it?')
    yield document.problem(("others", lost[0]), message.format(name=lost[0]), "missing-key", at_key=True)
    below = ("offices", *(f"others.{name}" for name in lost))
    echoes = (one for one in problems if one.at.startswith(below) or (one.rule == "missing-key" and not one.at))
    yield from {*problems} - {*echoes}


def _is_office(entry: Data) -> bool:
    return bool({"number", "printed_name"} & {*entries_at(entry)})


def named_prompts(data: Data) -> Iterator[tuple[Loc, str]]:
    """Yield the prompts that offices name for their desks, each with its location."""
    for key in ("others", "offices"):
        yield from _for_desks(at(data, key), (key,))


def _for_desks(data: Data, loc: Loc) -> Iterator[tuple[Loc, str]]:
    for key, value in entries_at(data).items():
        if key in FOR_DESKS and isinstance(value, str) and value != NONE:
            yield (*loc, key), value
        else:
            yield from _for_desks(value, (*loc, key))


def is_id(name: str) -> bool:
    """Return whether *name* can be a service's or an office's own name in the file."""
    return _ID.fullmatch(name) is not None and name != NONE
