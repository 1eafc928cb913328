"""A notice is removed when its time is over.

It is no longer said; but anybody who looks for what callers hear finds it, and changes it in vain.

Warns: no caller hears anything wrong.
"""

from collections.abc import Iterator

from ivr.check.site_parts import NOTICES
from ivr.clock import japanese_time
from ivr.site import Problem, Site
from ivr.site.notices import entries_of, moment
from ivr.translation import _

ID = "expired-notice"
PATH = NOTICES

GOOD = """\
notices:
  flood: {from: 2026-12-01, until: 2999-12-31, text: 休みです。, kana: やすみです。}
"""

BAD = """\
notices:
  flood: {from: 2020-12-01, until: 2020-12-31, text: 休みです。, kana: やすみです。}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the notices that are over."""
    now = japanese_time().replace(tzinfo=None)
    for name, entry in entries_of(site.documents.get(PATH)).items():
        since, until = moment(entry.from_, whole=False), moment(entry.until, whole=True)
        if since and until and since < until <= now:  # one that ends before it begins is told where it is read
            message = _("this notice ended on {until}, and is no longer said; remove it").format(until=entry.until)
            yield site.problem(PATH, ("notices", name, "until"), message, ID, warning=True)
