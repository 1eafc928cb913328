"""A shared line is the number of another office of the same prefecture, which does not share it itself.

Callers for an office with a shared line are told what to say to those who answer. On a number of its own that sentence
would be wrong, and with both offices marked everybody would hear it.

Refuses: callers would be told to say what those who answer do not understand.
"""

from collections.abc import Iterator

from ivr.directory import Office
from ivr.site import Problem, Site
from ivr.translation import _

ID = "shared-line"
PATH = "data/directory.yaml"

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the shared lines that are nobody else's."""
    if site.directory is None:
        return
    offices = site.directory.offices.values()
    for office in offices:
        owners = [other for other in offices if other.prefecture == office.prefecture and not other.shared_line]
        if office.shared_line and office.number not in {owner.number for owner in owners}:
            message = _("{number} is marked as a shared line, but {others}").format(
                number=office.number, others=_others(owners)
            )
            yield site.problem(PATH, (*site.offices.locs[office.key], "number"), message, ID)


def _others(owners: list[Office]) -> str:
    if not owners:
        return _("no office of this prefecture has a line of its own")
    return _(" and ").join(
        _("{name} has {number}").format(name=owner.printed_name, number=owner.number) for owner in owners
    )
