"""The wording of a language: expressions by which an answer is understood, beside the site's own words.

All are for plain form, but `Wording.asked`, which is for it without the words that open an answer.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The expressions of one language.

    What stands before a *turn* counts no more, nor what is *taken_back*. An answer that was *asked* is a question,
    unless it *asks_for_it* (a polite request); what *wonders* is in a question that has an answer. What *denies* takes
    back a yes before it. *person* asks for somebody by name, *named* are names of banks and firms, *unnamed* what only
    looks like one. *sentence* are the characters from which on an answer can be a question of its own. *numbered* is
    what may stand around the word for a key. *request* ends an answer that has only the form of a question, *protest*
    one that may be an objection; of *repeating* and words for "again" a wish to hear the same is made, of which no word
    alone has fewer than *telling* characters. Words in *empty* name no choice alone.
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
