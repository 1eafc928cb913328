"""The wording of a language: expressions by which an answer is understood, in addition to the site's own words.

All match plain form, except `Wording.asked`, which matches it without the words that open an answer.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The expressions of one language.

    - *turn*: a correction; what precedes it no longer counts
    - *taken_back*: what the caller takes back; it does not count
    - *asked*: the answer is a question, unless it matches *asks_for_it* (a polite request)
    - *wonders*: occurs in a question that has an answer
    - *denies*: takes back a yes before it
    - *person*: asks for somebody by name
    - *named*: names of banks and firms; *unnamed*: what only looks like one
    - *sentence*: the fewest characters of an answer that can be a question of its own
    - *numbered*: what may surround the word for a key
    - *request*: ends an answer that only has the form of a question
    - *protest*: ends an answer that may be an objection
    - *repeating*: together with words for "again", a wish to hear the same; a word for "again" alone must have at least
      *telling* characters
    - *empty*: words that alone name no choice
    """

    turn: re.Pattern[str]
    taken_back: re.Pattern[str]
    asked: re.Pattern[str]
    asks_for_it: re.Pattern[str]
    wonders: re.Pattern[str]
    denies: re.Pattern[str]
    person: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    unnamed: tuple[str, ...]
    sentence: int
    numbered: re.Pattern[str]
    request: str
    protest: tuple[str, ...]
    repeating: frozenset[str]
    telling: int
    empty: frozenset[str] = frozenset()
