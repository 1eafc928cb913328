"""The numbers and promises of a fact are in the source's words beside it.

Written and printed forms are compared as numbers: 「二百万円」 rests on 「２００万円」, 「三分の二」 on 「２／３」.

Refuses: callers would be promised what the source does not promise.
"""

from collections.abc import Iterator

from ivr.check.site_parts import SCHEME, facts_of
from ivr.check.spoken_facts import figures, numbers
from ivr.site import Problem, Site
from ivr.strict_yaml.document import at
from ivr.translation import _

ID = "fact-without-source"
PATH = SCHEME

GOOD = """\
facts:
  center_cap: {text: 二百万円, kana: にひゃくまんえん, leaflet: （上限２００万円）}
"""

BAD = """\
facts:
  center_cap: {text: 三百万円, kana: さんびゃくまんえん, leaflet: （上限２００万円）}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the facts whose amounts, shares, times or prices are not in the words that they are based on."""
    for name, fact in facts_of(site).items():
        source = at(site.documents[PATH].data, "facts", name, "leaflet")
        for figure in figures(fact.text) if isinstance(source, str) else ():
            if not _rests_on(figure, str(source)):
                message = _('"{figure}" is not in the words of the source beside it: {source}').format(
                    figure=figure, source=source
                )
                yield site.problem(PATH, ("facts", name, "text"), message, ID)


def _rests_on(figure: str, source: str) -> bool:
    stated = numbers(figure)
    return stated <= numbers(source) if stated else figure in source
