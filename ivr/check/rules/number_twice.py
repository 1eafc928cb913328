"""A number appears twice only where offices share a line, and all of them say so, or all but one.

A number pasted into two rows sends callers to the wrong office without any sign of it.

Refuses: callers would be led to the wrong office.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.directory import Office
from ivr.site import Problem, Site
from ivr.translation import _

ID = "number-twice"
PATH = DIRECTORY

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953"}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find each office with the number of an earlier one, unless the two may share it."""
    numbers = _by_number(site.directory or ())
    groups = [group for group in numbers if sum(not office.shared_line for office in group) > 1]
    desks = Counter(_services(first, one) for first, *others in groups for one in others)
    for first, *others in groups:
        line = site.documents[PATH].place_of_value((*site.offices.locs[first.key], "number")).line
        elsewhere = [office for office in others if office.prefecture and office.service == first.service]
        areas = ", ".join(str(site.offices.locs[office.key][1]) for office in elsewhere)
        for office in others:
            both = _services(first, office)
            more = desks.pop(both, 0) - 1 if both else 0
            if office in elsewhere[1:] or more < 0:
                continue  # it is in the message about the first of them
            message = _("{number} is also the number of {printed_name} in line {line}; {advice}").format(
                number=office.number,
                printed_name=first.printed_name,
                line=line,
                advice=_advice(both, areas if office in elsewhere else ""),
            )
            message += _(" (and in {count} more places)").format(count=more) if more else ""
            yield site.problem(PATH, (*site.offices.locs[office.key], "number"), message, ID)


def _advice(services: tuple[str, ...], areas: str) -> str:
    """Return what to write where one office may have been written several times, for *services* or *areas*."""
    if services:
        return _(
            "if that is one office for both services, write elsewhere: {first} at the service {second} and leave its "
            "offices out; if callers must say which, write shared_line: true at one of the two"
        ).format(first=services[0], second=services[1])
    if areas:
        return _(
            "if that is one office, write it once, with also_for: [{areas}]; if callers must ask for each by name, "
            "write shared_line: true at all but one"
        ).format(areas=areas)
    return _("if the two share it, write shared_line: true at the one that callers must ask for by name")


def _services(first: Office, other: Office) -> tuple[str, ...]:
    """Return the services of two offices of one area that have one name; none for others."""
    if first.prefecture != other.prefecture or first.printed_name != other.printed_name:
        return ()
    return tuple(one.service for one in (first, other) if one.service)


def _by_number(offices: Iterable[Office]) -> Iterable[list[Office]]:
    """Group offices by the digits of their number, however those are grouped."""
    groups: dict[str, list[Office]] = {}
    for office in offices:
        groups.setdefault(office.number.replace("-", ""), []).append(office)
    return groups.values()
