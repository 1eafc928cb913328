"""A notice is short: the callers it concerns hear it before their office rings, every time they call.

`notice` under `budgets` in the flow says how many seconds it may take; what fills a gap in it counts as a name of ten
kana.

Warns: a caller who listens longer reaches the same office.
"""

from collections.abc import Iterator

from ivr.check.site_parts import NOTICES, PROMPTS
from ivr.site import Problem, Site
from ivr.site.notices import entries_of
from ivr.speech import Line, SpeakingRate, line_seconds
from ivr.speech.prompt import GAP
from ivr.strict_yaml.document import at
from ivr.translation import _

ID = "long-notice"
PATH = NOTICES

GOOD = """\
notices:
  flood: {from: 2026-12-01, until: 2999-12-31, text: 休みです。, kana: やすみです。}
"""

BAD = f"""\
notices:
  flood: {{from: 2026-12-01, until: 2999-12-31, text: {"休みです。" * 10}, kana: {"やすみです。" * 10}}}
"""

_NAME = "あ" * 10


def check(site: Site) -> Iterator[Problem]:
    """Find the notices that take longer than they may."""
    flow = site.flow
    rate = at(site.documents[PROMPTS].data, "voice", "rate")
    for name, entry in entries_of(site.documents.get(PATH)).items() if flow else ():
        said = GAP.sub(_NAME, entry.kana or entry.text)
        spoken = line_seconds(Line(said, said, language=site.language), SpeakingRate(_number(rate)))
        if flow and spoken > flow.budgets.notice:
            message = _("this notice takes {spoken:.1f} seconds, {over:.1f} more than allowed (budgets.notice)")
            over = spoken - flow.budgets.notice
            yield site.problem(
                PATH, ("notices", name, "text"), message.format(spoken=spoken, over=over), ID, warning=True
            )


def _number(rate: object) -> float:
    """Return the rate in the file, or the natural rate if the file has none that can be read."""
    try:
        return float(rate) if isinstance(rate, str) else 1.0
    except ValueError:  # reported when the file is read
        return 1.0
