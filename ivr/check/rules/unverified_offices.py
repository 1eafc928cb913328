"""Somebody has called each number and put his name, the day and that number to it (`ivr offices verify`).

Old numbers ring strangers. A verification is of a number: where the number changes, it ends. One dated in the future,
or before the source, or without a name verifies nothing.

Warns; behind a public URL the service starts with unverified offices, and accepts a change to one, only if its operator
has explicitly accepted that.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.site import Problem, Site
from ivr.translation import _

ID = "unverified-offices"
PATH = DIRECTORY
FEW = 5  # at most this many offices are named; `ivr offices` lists all

GOOD = """\
offices:
  愛知県:
    center:
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6953"
      verified_on: 2026-11-20
      verified_by: 山田
      verified_number: "052-223-6953"
"""

BAD = """\
offices:
  愛知県:
    center:
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6950"
      verified_on: 2026-11-20
      verified_by: 山田
      verified_number: "052-223-6953"
"""


def check(site: Site) -> Iterator[Problem]:
    """Warn once of all unverified offices, with their number, and of each verification that verifies nothing."""
    if site.directory is None or not (unverified := site.directory.unverified()):
        return
    message = _("{count} of {all} offices are unverified").format(
        count=len(unverified), all=sum(1 for _office in site.directory)
    )
    if len(unverified) <= FEW:
        message += f" ({', '.join(office.key for office in unverified)})"
    if site.directory.source.status == "historic":
        message += _(", and the directory's source is historic")
    yield site.problem(PATH, ("source",), message, ID, warning=True)
    for office, (key, why) in site.offices.doubts.items():
        message = _(
            "this verifies nothing: {why}; call the number, then: ivr offices verify {office} --by NAME"
        ).format(why=why, office=office)
        yield site.problem(PATH, (*site.offices.locs[office], key), message, ID, warning=True)
