"""A number appears twice only where offices share a line, and all of them say so, or all but one.

A number pasted into two rows sends callers to the wrong office without any sign of it.

Refuses: callers would be led to the wrong office.
"""

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
    for offices in _by_number(site.directory or ()):
        first, *others = offices
        if not others or sum(not office.shared_line for office in offices) <= 1:
            continue
        line = site.documents[PATH].place_of_value((*site.offices.locs[first.key], "number")).line
        elsewhere = [office for office in others if office.prefecture and office.service == first.service]
        areas = ", ".join(str(site.offices.locs[office.key][1]) for office in elsewhere)
        for office in others:
            if office in elsewhere[1:]:
                continue  # it is in the message about the first of them
            if office in elsewhere:
                message = _(
                    "{number} is also the number of {printed_name} in line {line}; if that is one office, write it "
                    "once, with also_for: [{areas}]; if callers must ask for each by name, write shared_line: true at "
                    "all but one"
                )
            else:
                message = _(
                    "{number} is also the number of {printed_name} in line {line}; if the two share it, write "
                    "shared_line: true at the one that callers must ask for by name"
                )
            message = message.format(number=office.number, printed_name=first.printed_name, line=line, areas=areas)
            yield site.problem(PATH, (*site.offices.locs[office.key], "number"), message, ID)


def _by_number(offices: Iterable[Office]) -> Iterable[list[Office]]:
    """Group offices by the digits of their number, however those are grouped."""
    groups: dict[str, list[Office]] = {}
    for office in offices:
        groups.setdefault(office.number.replace("-", ""), []).append(office)
    return groups.values()
