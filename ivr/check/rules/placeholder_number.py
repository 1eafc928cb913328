"""Every office has its own number, not a placeholder for one that is still to be filled in.

Such a placeholder has an exchange that begins with 0 or 1 (052-012-0001): nobody has such a number.

Warns, so that a site can be tried before all numbers are known; a line that is open to the public dials none of them.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.site import Problem, Site
from ivr.translation import _

ID = "placeholder-number"
PATH = DIRECTORY
FEW = 5  # offices that are named

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-012-0001"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Warn once of all placeholders, at the first."""
    placeholders = site.directory.placeholders() if site.directory else ()
    if not placeholders:
        return
    named = ", ".join(office.key for office in placeholders[:FEW]) + (", …" if len(placeholders) > FEW else "")
    message = _("{count} of {offices} numbers are placeholders: write the offices' own ({names})").format(
        count=len(placeholders), offices=sum(1 for _office in site.directory or ()), names=named
    )
    yield site.problem(PATH, (*site.offices.locs[placeholders[0].key], "number"), message, ID, warning=True)
