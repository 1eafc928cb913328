"""Faults of a ``data/directory.yaml`` whose form is right, each with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ivr.directory import NONE, is_printed
from ivr.heard.utterance import JAPANESE
from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, YamlDocument, at
from ivr.strict_yaml.messages import absent, meant, suggested
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

from .directory_file import AnyDirectoryFile, OtherEntry, ServiceEntry, WrittenOffice, is_id, named_prompts
from .meant_telephone import meant_telephone
from .named_entries import without_reading
from .places import meant_area

_NO_KANA = re.compile("[^ぁ-ゖァ-ヺー・、。 　]+")

_NEEDED = (
    ("spoken_kana", "spoken_name"),
    ("verified_on", "verified_by"),
    ("verified_by", "verified_on"),
    ("verified_number", "verified_on"),
)
"""Keys of an office, each with one that it needs; that a name needs its reading depends on the language."""


def faults_of(
    document: YamlDocument, file: AnyDirectoryFile, entries: Sequence[WrittenOffice], codes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find invalid names, malformed numbers and readings, and areas with two offices."""
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
    yield from _unknown_services(document, entries, file.services)
    for entry in entries:
        yield from _problems_of_entry(document, entry.loc, entry.office)


def _unknown_services(
    document: YamlDocument, entries: Sequence[WrittenOffice], services: Mapping[str, ServiceEntry]
) -> Iterator[Problem]:
    """Find unknown services; one that was renamed is in every area, and is reported once."""
    places = Counter(entry.service for entry in entries)
    reported: set[str] = {"", *services}
    for entry in entries:
        if entry.service not in reported:
            reported.add(entry.service)
            by_name = suggested(id_ for id_, service in services.items() if service.name == entry.service)
            message = absent("service", entry.service, services, by_name or None)
            if more := places[entry.service] - 1:
                message += _(" (and in {count} more places)").format(count=more)
            yield document.problem(entry.loc, message, "unknown-service", at_key=True)


def unread_names(
    document: YamlDocument, file: AnyDirectoryFile, entries: Sequence[WrittenOffice], language: str
) -> Iterator[Problem]:
    """Find Japanese names without their reading, if the first *language* of the line is Japanese."""
    if language != JAPANESE:
        return
    for id_, service in file.services.items():
        if service.kana is None:
            yield from without_reading(document, ("services", id_))
    offices = ((("others", name), other) for name, other in file.others.items())
    for loc, office in (*offices, *((entry.loc, entry.office) for entry in entries)):
        if office.spoken_name is not None and office.spoken_kana is None:
            yield _incomplete(document, loc, "spoken_name", "spoken_kana")


def _incomplete(document: YamlDocument, loc: Loc, given: str, missing: str) -> Problem:
    message = _('the key "{missing}" is missing here; it goes together with "{given}"')
    text = message.format(missing=missing, given=given)
    return document.problem((*loc, given), text, "missing-key", at_key=True)


def _problems_of_areas(
    document: YamlDocument, entries: Sequence[WrittenOffice], codes: Mapping[str, str]
) -> Iterator[Problem]:
    """Find unknown areas, and those for which two offices answer."""
    kind = area_word(document)
    own = {(entry.area, entry.service): entry for entry in entries}
    for area in dict.fromkeys(entry.area for entry in entries if entry.area):
        if codes and area not in codes:
            message = absent(kind, area, codes, meant_area(area, codes))
            yield document.problem(("offices", area), message, f"unknown-{kind}", at_key=True)
    for entry in entries:
        for place, area in enumerate(entry.office.also_for):
            loc = (*entry.loc, "also_for", place)
            if codes and area not in codes:
                message = absent(kind, area, codes, meant_area(area, codes))
                yield document.problem(loc, message, f"unknown-{kind}")
            elif other := own.get((area, entry.service)):
                message = _("{name} answers for {area} already")
                yield document.problem(loc, message.format(name=other.office.printed_name, area=area), "two-offices")
            own[area, entry.service] = entry


def area_word(document: YamlDocument) -> str:
    """Return what an area of the site is called in messages."""
    return {"municipalities": "municipality", "wards": "ward"}.get(str(at(document.data, "areas")), "prefecture")


def _problems_of_elsewhere(
    document: YamlDocument, loc: Loc, name: str | None, file: AnyDirectoryFile
) -> Iterator[Problem]:
    possible = (*(service for service in file.services if service not in loc), *file.others, NONE)
    if name is not None and name not in possible:
        message = _('no other service and no office under others is called "{name}"{meant}')
        yield document.problem(loc, message.format(name=shown(name), meant=meant(name, possible)), "unknown-office")


def _problems_of_id(document: YamlDocument, loc: Loc) -> Iterator[Problem]:
    """Check that the ID of a service or an office is plain ASCII, because it appears in URLs and records."""
    if not is_id(str(loc[-1])):
        message = _('"{name}" cannot be a name here; it is made of a-z, 0-9 and _, and begins with a letter').format(
            name=shown(str(loc[-1]))
        )
        yield document.problem(loc, message, "wrong-value", at_key=True)


def _problems_of_entry(document: YamlDocument, loc: Loc, entry: OtherEntry) -> Iterator[Problem]:
    """Find what is wrong within one office: its number, keys that need each other, its reading."""
    if not is_printed(entry.number):
        expected = _("digits and hyphens of normal width, such as 052-223-6953")
        message = _('"{number}" is not a number as printed: {expected}{lost}').format(
            number=shown(entry.number), expected=expected, lost=meant_telephone(entry.number)
        )
        yield document.problem((*loc, "number"), message, "number-form")
    for given, missing in _NEEDED:
        if getattr(entry, given) is not None and getattr(entry, missing) is None:
            yield _incomplete(document, loc, given, missing)
    yield from _problems_of_kana(document, (*loc, "spoken_kana"), entry.spoken_kana or "")


def _problems_of_kana(document: YamlDocument, loc: Loc, kana: str) -> Iterator[Problem]:
    """Check that a reading is in kana, because its length is counted in morae."""
    if wrong := _NO_KANA.search(kana):
        message = _('a reading is written in kana; "{other}" is not').format(other=shown(wrong[0]))
        yield document.problem(loc, message, "kana")


def unknown_prompts(document: YamlDocument, prompts: tuple[str, ...] | None) -> Iterator[Problem]:
    """Find prompts that offices name but that are not among *prompts* (None: those are not known)."""
    if prompts is None:
        return
    for loc, name in named_prompts(document.data):
        if name not in prompts:
            yield document.problem(loc, absent("prompt", name, prompts), "unknown-prompt")
