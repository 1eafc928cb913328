"""What an answer means wherever it is given: its meaning, a service, a key."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from ivr.heard.utterance import JAPANESE, Utterance, plain
from ivr.meaning import NOTHING, Meanings, Outcome, Understood, understand
from ivr.meaning.wording import is_made_of, wording
from ivr.places import PlaceOutcome, Unknown

COMMAND_KEYS = {"#": "again", "*": "back", "0": "help"}
"""The keys that mean the same in every one-key question."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What one answer contained.

    *key* is the key that was pressed or named. *meaning* is what the words mean but for a place (see
    `ivr.meaning.Understood`), with its *outcome* and *why*; *names* are the word lists that it touched. *service* and
    *place* are what it says of the slots, *rule* why the place is what it is. *whole* is a spoken answer in plain form,
    *core* the same without the politeness at its end; *literally* are the keys, or the words in normal form.
    """

    mode: Literal["keys", "voice"]
    key: str = ""
    meaning: str = NOTHING
    outcome: Outcome = "unknown"
    names: frozenset[str] = frozenset()
    service: str = ""
    place: PlaceOutcome = field(default_factory=Unknown)
    rule: str = ""
    whole: str = ""
    core: str = ""
    literally: str = ""
    why: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Tell whether the service is only probable."""
        return bool(self.service) and self.outcome != "certain"


@lru_cache(maxsize=1_000)
def label_form(label: str, language: str = JAPANESE) -> str:
    """Return a label in plain form: labels are few, and each answer is compared with them."""
    return plain(label, language)


def hear_keys(keys: str) -> Interpretation:
    """Return what pressed *keys* mean in a one-key question; more than one key, or an unknown one, means nothing."""
    if len(keys) != 1 or keys not in "0123456789#*":
        return Interpretation("keys", literally=keys)
    command = COMMAND_KEYS.get(keys)
    return Interpretation("keys", key=keys, names=frozenset({command} if command else ()), literally=keys)


def hear_words(keys: Mapping[str, str], meanings: Meanings, said: Utterance) -> Interpretation:
    """Return what was *said* means but for places; *keys* are by the words for them, in plain form."""
    key = keys.get(meanings.wording.numbered.sub("", said.core), "")
    heard = Interpretation("voice", key=key, whole=said.spoken, core=said.core, literally=said.form)
    return with_meaning(heard, understand(meanings, said))


def with_meaning(heard: Interpretation, found: Understood) -> Interpretation:
    """Return what was *heard* with the meaning that was *found* in it."""
    commands = {COMMAND_KEYS[heard.key]} if heard.key in COMMAND_KEYS else set[str]()
    return replace(
        heard,
        meaning=found.meaning,
        outcome=found.outcome,
        names=found.lists | commands,
        service=found.service,
        why=found.why,
    )


def echoes(whole: str, label: str, language: str = JAPANESE) -> bool:
    """Tell whether *whole*, all of a spoken answer, is a part of what callers heard as *label*.

    A label of several clauses describes more than it names: a word out of it (相談したい) would choose by chance. So
    would what an answer is without its politeness: 「もういいです」 is no part of 「もう一度かけるとき」.
    """
    of = wording(language)
    clauses = "、" in label or "," in label
    return len(whole) > 1 and not clauses and whole in label_form(label, language) and not is_made_of(whole, of.empty)
