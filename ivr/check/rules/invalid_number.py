"""An office's number exists in the Japanese numbering plan, and its hyphens are where the plan groups it.

Fixed lines, IP telephones (050) and toll-free numbers are fine. Other kinds (mobile, 0570, premium) are refused: no
office of the leaflet has one, and here they are far likelier a slip. The hyphens matter: callers hear the number in the
groups that they make.

Refuses a number that rings nobody, or somebody else. Warns of hyphens: the number is right, but is heard in odd groups.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.directory import is_placeholder, is_printed
from ivr.national_number import in_plan, why_not_dialled
from ivr.site import Problem, Site
from ivr.translation import _

ID = "invalid-number"
PATH = DIRECTORY

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "0120-123-456"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-695"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "0592-53-4300"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the numbers that cannot exist, that no office can have, or that are grouped differently."""
    for office in site.directory or ():
        if not is_printed(office.number) or is_placeholder(office.number):
            continue
        loc = (*site.offices.locs[office.key], "number")
        if wrong := why_not_dialled(office.number):
            yield site.problem(PATH, loc, wrong, ID)
        elif (grouped := in_plan(office.number)[1]) != office.number:
            message = _("{number} has its hyphens in other places than the numbering plan: {grouped}")
            yield site.problem(PATH, loc, message.format(number=office.number, grouped=grouped), ID, warning=True)
