"""A meaning that is found by likeness has enough examples.

What no name and no word decides is compared with the examples of all meanings. A service, and trouble, need at least
three for that; a question from callers, and what they may say at every question, need at least two to show what is
meant. Words of single choices need none.

Warns: the names and words still work.
"""

from collections.abc import Iterator

from ivr.check.site_parts import MEANINGS, meanings_of
from ivr.heard.utterance import plain_word
from ivr.meaning import Meaning
from ivr.meaning.understand import EVERYWHERE
from ivr.site import Problem, Site
from ivr.site.meanings import loc_of
from ivr.translation import _, ngettext

ID = "few-examples"
PATH = MEANINGS
IN_EACH_LANGUAGE = True

GOOD = """\
services:
  center: {names: [経営改善], examples: [計画を作りたい, 計画の補助がほしい, 専門家を探している]}
trouble: {words: [[赤字]], examples: [赤字です, 赤字で困る, 赤字続きです]}
lists:
  again: {names: [もう一度], examples: [もう一度どうぞ, もう一度だけ]}
"""

BAD = """\
services:
  center: {names: [経営改善], examples: [計画を作りたい]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

_LEAST = {"service": 3, "trouble": 3, "question": 2, "list": 2}


def check(site: Site) -> Iterator[Problem]:
    """Find the meanings that have words, and too few examples."""
    meanings = meanings_of(site)
    for one in meanings.by_id.values() if meanings else ():
        least = _LEAST.get(one.kind, 0)
        count = len({plain_word(text, site.language) for text in one.examples})  # what is written twice shows no more
        if _is_used(one) and count < least:
            message = _("{found}; write at least {least} sentences that callers say")
            message = message.format(found=_found(one.name, count), least=least)
            yield site.problem(PATH, loc_of(one), message, ID, warning=True, at_key=True)


def _found(name: str, count: int) -> str:
    message = ngettext("{name} has {count} example", "{name} has {count} examples", count)
    return (message if count else _("{name} has no examples")).format(name=name, count=count)


def _is_used(meaning: Meaning) -> bool:
    """Return whether callers can mean it: it has words, and is not a list for single choices."""
    return bool(meaning.names or meaning.words or meaning.alone) and (
        meaning.kind != "list" or meaning.name in EVERYWHERE
    )
