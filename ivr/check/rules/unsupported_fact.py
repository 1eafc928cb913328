"""Amounts, shares, times, dates and prices are not written into a prompt: they are in scheme.yaml, with their source.

A number in a sentence is believed, but nobody can see where it came from or find it again when it changes. As a fact it
has the source's own words beside it, and prompts name it in a gap: `{center_cap}`.

Refuses: it may mislead, and nobody could tell.
"""

from collections.abc import Iterator

from ivr.check.site_parts import PROMPTS, facts_of, language_of, prompts_of
from ivr.check.spoken_facts import figures
from ivr.site import Problem, Site
from ivr.translation import _

ID = "unsupported-fact"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = """\
prompts:
  welcome:
    text: 上限、{center_cap}までの、支援です。もう一度、どうぞ。
    kana: じょうげん、{center_cap}までの、しえんです。もういちど、どうぞ。
"""

BAD = """\
prompts:
  welcome:
    text: 上限、三百万円までの、支援です。受付は、月曜日です。
    kana: じょうげん、さんびゃくまんえんまでの、しえんです。うけつけは、げつようびです。
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the facts that a prompt states without a gap."""
    facts = {fact.text: name for name, fact in facts_of(site).items()}
    for name, prompt in prompts_of(site).items():
        for figure in dict.fromkeys(figures(prompt.text, language_of(site, name))):
            instead = (
                _("write {{{fact}}} instead").format(fact=facts[figure])
                if figure in facts
                else _(
                    "put it into scheme.yaml with the words of its source, and name it here in a gap; or leave it out"
                )
            )
            yield site.problem(
                PATH,
                ("prompts", name, "text"),
                _('"{figure}" is a fact written by hand; {instead}').format(figure=figure, instead=instead),
                ID,
            )
