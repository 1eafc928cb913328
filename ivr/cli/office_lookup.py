"""How commands find offices by words, and show them: a line for people, an object for programs."""

from collections.abc import Iterable

from ivr.directory import Directory, Office, is_printed
from ivr.places import normal
from ivr.site import Site
from ivr.translation import _, ngettext


def matches(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Return whether each of *words* is somewhere in *texts*."""
    there = "\n".join(normal(text) for text in texts)
    return all(normal(word) in there for word in words)


def texts_of(site: Site, directory: Directory, office: Office) -> list[str]:
    """Return the texts that an office is looked up by."""
    service = directory.services.get(office.service or "")
    areas = (office.prefecture or "", *office.also_for)
    names = [*(site.places.areas[code].name for code in areas if site.places and code in site.places.areas)]
    names += [name for name in (service and service.name, office.printed_name, office.spoken_name) if name]
    numbers = [office.number, office.number.replace("-", ""), office.e164 if is_printed(office.number) else None]
    return [text for text in (office.key, *names, *numbers) if text]


def _area(site: Site, office: Office) -> str | None:
    areas = site.places.areas if site.places else {}
    area = areas.get(office.prefecture or "")
    return area.name if area else None


def office_as_text(office: Office, width: int = 0) -> str:
    """Return a line for people, in which the office's name takes *width* columns."""
    remarks = [_("shared line")] if office.shared_line else []
    if count := len(office.also_for):
        also = ngettext("also for {count} other area", "also for {count} other areas", count)
        remarks.append(also.format(count=count))
    verified = _("verified {day} by {by}") if office.verified else _("unverified")
    remarks.append(verified.format(day=office.verified_on, by=office.verified_by))
    return f"{office.key:<{width}}  {office.number:<13}  {office.printed_name} ({', '.join(remarks)})"


def office_as_data(site: Site, office: Office) -> dict[str, str | bool | None]:
    """Return an object for programs."""
    return {
        "key": office.key,
        "prefecture": _area(site, office),
        "service": office.service,
        "printed_name": office.printed_name,
        "spoken_name": office.spoken_name,
        "number": office.number,
        "e164": office.e164 if is_printed(office.number) else None,
        "shared_line": office.shared_line,
        "verified_on": office.verified_on.isoformat() if office.verified_on else None,
        "verified_by": office.verified_by,
        "verified_number": office.verified_number,
    }
