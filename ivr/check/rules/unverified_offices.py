"""Somebody has called each number and put his name and the day to it (`verified_by`, `verified_on`).

Old numbers ring strangers.

Warns; behind a public URL the service starts with unverified offices only when its operator accepts that in so many
words.
"""

from collections.abc import Iterator

from ivr.site import Problem, Site

ID = "unverified-offices"
PATH = "data/directory.yaml"

GOOD = """\
offices:
  愛知県:
    center:
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6953"
      verified_on: 2026-11-20
      verified_by: 山田
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Warn once of all unverified offices, with their number."""
    if site.directory is None or not (unverified := site.directory.unverified()):
        return
    message = f"{len(unverified)} of {sum(1 for _ in site.directory)} offices are unverified"
    if site.directory.source.status == "historic":
        message += ", and the directory's source is historic"
    yield site.problem(PATH, ("source",), message, ID, warning=True)
