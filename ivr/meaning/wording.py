"""The wording of a language: expressions by which an answer is understood, in addition to the site's own words.

All match plain form, except `Wording.asked`, which matches it without the words that open an answer.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ivr.heard.utterance import JAPANESE, Utterance


@dataclass(frozen=True, slots=True)
class Wording:
    """The expressions of one language.

    - *turn*: a correction; what precedes it no longer counts
    - *taken_back*: what the caller takes back; it does not count
    - *kept*: before a correction of something else, what still counts (計画づくりで、愛知じゃなくて岐阜です): its group
    - *asked*: the answer is a question, unless it matches *asks_for_it* (a polite request)
    - *requests*: a question that asks for something to be done (かけてもらえますか) has it
    - *leaves_it*: a ring is declined, useless or over, or the caller will call himself: 「あとでもう一度かけます」
    - *wonders*: occurs in a question that has an answer
    - *denies*: takes back a yes before it
    - *not_wanted*: directly behind a command or a choice, or (in *not_wanted_before*) before it, it is not meant
    - *person*: asks for somebody by name
    - *named*: names of banks and firms; *unnamed*: what only looks like one
    - *sentence*: the fewest characters of an answer that can be a question of its own
    - *wavers*: behind a place that is said again: it is no yes
    - *numbered*: what may surround the word for a key
    - *accepts*: words of a plain yes, which takes what is offered
    - *around*: what may surround the words for a service that is named again
    - *request*: ends an answer that only has the form of a question
    - *protest*: ends an answer that may be an objection
    - *cut_denial*: behind a name at the end, it may be a denial that the recogniser has cut off
    - *repeating*: together with words for "again", a wish to hear the same; a word for "again" alone must have at least
      *telling* characters
    - *empty*: words that alone name no choice
    """

    turn: re.Pattern[str]
    taken_back: re.Pattern[str]
    kept: re.Pattern[str]
    asked: re.Pattern[str]
    asks_for_it: re.Pattern[str]
    requests: re.Pattern[str]
    leaves_it: re.Pattern[str]
    wonders: re.Pattern[str]
    denies: re.Pattern[str]
    not_wanted: re.Pattern[str]
    not_wanted_before: re.Pattern[str]
    person: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    unnamed: tuple[str, ...]
    sentence: int
    wavers: re.Pattern[str]
    numbered: re.Pattern[str]
    accepts: frozenset[str]
    around: frozenset[str]
    request: str
    protest: tuple[str, ...]
    cut_denial: tuple[str, ...]
    repeating: frozenset[str]
    telling: int
    empty: frozenset[str] = frozenset()

    def after_correction(self, whole: str) -> str:
        """Return the part of an answer that counts: after the last 「…ではなく」, without what is taken back."""
        rest = self.taken_back.sub("", self._turned(whole))
        return rest or self._turned(self.taken_back.sub("", whole))

    def before_correction(self, whole: str) -> str:
        """Return what was said before a correction that is about something else, or ""."""
        kept = self.kept.match(whole)
        return kept.group(1) if kept else ""

    def _turned(self, whole: str) -> str:
        return whole[max((turn.end() for turn in self.turn.finditer(whole)), default=0) :]

    def asks(self, said: Utterance) -> bool:
        """Return whether an answer is a question; a polite request only has the form of one."""
        whole = said.whole if said.language == JAPANESE else said.spoken
        return (self.asked.search(whole) is not None or "?" in said.form) and not self.asks_for_it.search(whole)

    def asks_whether(self, spoken: str) -> bool:
        """Return whether an answer only asks about something, and does not ask for it: 「もう一度かけますか」."""
        asks = self.asked.search(spoken) is not None
        return asks and not (self.asks_for_it.search(spoken) or self.requests.search(spoken))

    def wants_ring(self, spoken: str) -> bool:
        """Return whether an answer with a word for a ring asks for it: not 「もう一度かけなくていいです」."""
        return not (self.asks_whether(spoken) or self.leaves_it.search(spoken))

    def denial(self, whole: str, start: int, end: int) -> range:
        """Return where what is at [start, end) is denied, with it (「間違い電話じゃないです」); or nothing."""
        before, behind = self.not_wanted_before.search(whole[:start]), self.not_wanted.match(whole, end)
        begin, stop = before.start() if before else start, behind.end() if behind else end
        return range(begin, stop) if before or behind else range(0)

    def names_person(self, whole: str) -> str:
        """Return the part in which a person is asked for by name, or ""."""
        match = self.person.search(whole)
        return match.group() if match else ""

    def without_names(self, whole: str) -> str:
        """Return an answer with the names of banks and firms blanked: 千葉銀行 is a caller, 銀行 a reason to call."""
        for names in self.named:
            whole = names.sub(self._blanked, whole)
        return whole

    def _blanked(self, name: re.Match[str]) -> str:
        return name[0] if name[0].startswith(self.unnamed) else "＿" * len(name[0])


def consists_of(text: str, pieces: Collection[str]) -> bool:
    """Return whether *text* is a sequence of *pieces*, in linear time however the pieces overlap."""
    lengths = set(map(len, pieces))
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + length for length in lengths if text[start : start + length] in pieces}
    return len(text) in reached
