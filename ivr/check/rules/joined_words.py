"""A word of a list is one word: each has quotes or a comma of its own.

`["水道、下水"]` looks like two words and is one, 水道下水, which no caller says; neither 水道 nor 下水 is understood
then. Whole answers under `examples` may have commas, and so may a name in katakana have ・ (コール・センター).

Warns: if it was meant as one word, it is recognised as before.
"""

import re
from collections.abc import Iterator

from ivr.check.site_parts import MEANINGS, WORDS
from ivr.heard.utterance import JAPANESE, plain_word
from ivr.site import Problem, Site
from ivr.translation import _

ID = "joined-words"
PATH = MEANINGS
IN_EACH_LANGUAGE = True

GOOD = """\
services:
  water: {names: [水道, 下水], words: [[みず, 水], [蛇口]]}
  tax: {names: [ケア・マネージャー], alone: [2/3], examples: [水道、下水のことです]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

BAD = """\
services:
  water: {names: ["水道、下水"], words: [[水・みず], [蛇口]]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

_SPARED = frozenset({"examples"})
_BETWEEN = re.compile(r"[、，,;；/／|｜・･\u3000]+")
_ONE_NAME = re.compile(r"(?<=[ァ-ヺーｦ-ﾟ])[・･](?=[ァ-ヺｦ-ﾟ])|(?<=\d)[/／](?=\d)")


def check(site: Site) -> Iterator[Problem]:
    """Find the entries that are several words, joined by punctuation as in a sentence."""
    for path in (MEANINGS, WORDS):
        for loc, word in site.documents[path].texts if path in site.documents else ():
            in_list = loc and isinstance(loc[-1], int)  # a whole file may be one text
            if not in_list or not _BETWEEN.search(word) or _SPARED.intersection(loc):
                continue
            parts = [part.strip() for part in _BETWEEN.split(_ONE_NAME.sub("", word))]
            if len(parts) > 1 and all(plain_word(part, site.language).strip() for part in parts):
                message = _("{word} is one word here; write {parts}, or {joined} where it is said as one").format(
                    word=_quoted(word),
                    parts=f"[{', '.join(map(_quoted, parts))}]",
                    joined=_quoted(("" if site.language == JAPANESE else " ").join(parts)),
                )
                yield site.problem(path, loc, message, ID, warning=True)


def _quoted(word: str) -> str:
    return f'"{word}"'
