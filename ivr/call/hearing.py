"""What an answer means wherever it is given: commands, a service, a key, politeness."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ivr.heard.spotter import Spotter, spotter
from ivr.heard.utterance import Utterance, plain
from ivr.places import PlaceOutcome, Unknown

COMMAND_KEYS = {"#": "again", "*": "back", "0": "help"}
"""The keys that mean the same in every one-key question."""

_TURN = re.compile(r"(?:では?|じゃ)(?:なくて?|ないです|ない|ありません)")
_NUMBER = re.compile(r"(?:番目|番号?|つ目)?(?:の(?:ほう|方))?$")
_NAME = 4
"""Characters from which on the name of a service is long enough to be left out of where a place is looked for."""


@dataclass(frozen=True, slots=True)
class Words:
    """What callers say for a command, a service or a key; every word in its plain form (see `plain`).

    *lists* are by name (yes, no, again, back, help, person and what choices name), *services* by service id, *keys* by
    key. The rest is made of these when a plan is made, so that no answer goes through lists: *listed* and *offered*
    find words of the lists and of the services, *spoken_keys* are by word, *service_names* the long names, longest
    first.
    """

    lists: Mapping[str, tuple[str, ...]]
    services: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[str, ...]]
    listed: Spotter = field(init=False, repr=False, compare=False)
    offered: Spotter = field(init=False, repr=False, compare=False)
    spoken_keys: Mapping[str, str] = field(init=False, repr=False, compare=False)
    service_names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = sorted((name for names in self.services.values() for name in names if len(name) >= _NAME), key=len)
        prepared = {
            "listed": spotter(self.lists),
            "offered": spotter(self.services),
            "spoken_keys": {word: key for key, words in reversed([*self.keys.items()]) for word in words},
            "service_names": tuple(reversed(names)),
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What one answer contained.

    *key* is the key that was pressed or named, *names* the word lists that it touched, *service* and *place* what it
    says of the slots, *rule* why the place is what it is. *whole* is a spoken answer in plain form, *core* the same
    without the politeness at its end; *literally* are the keys, or the words in normal form. One that *hesitates* asks
    back or wants no more: nothing in it is a yes.
    """

    mode: Literal["keys", "voice"]
    key: str = ""
    names: frozenset[str] = frozenset()
    service: str = ""
    place: PlaceOutcome = field(default_factory=Unknown)
    rule: str = ""
    whole: str = ""
    core: str = ""
    literally: str = ""
    hesitates: bool = False


@lru_cache(maxsize=1_000)
def label_form(label: str) -> str:
    """Return a label in plain form: labels are few, and each answer is compared with them."""
    return plain(label)


def without_services(words: Words, text: str) -> str:
    """Return *text* (in normal form) without the services' names, which would else run into a place's name."""
    for name in words.service_names:
        text = text.replace(name, "、")
    return text


def hear_keys(keys: str) -> Interpretation:
    """Return what pressed *keys* mean in a one-key question; more than one key, or an unknown one, means nothing."""
    if len(keys) != 1 or keys not in "0123456789#*":
        return Interpretation("keys", literally=keys)
    command = COMMAND_KEYS.get(keys)
    return Interpretation("keys", key=keys, names=frozenset({command} if command else ()), literally=keys)


def hear_words(words: Words, said: Utterance) -> Interpretation:
    """Return what was *said* means but for places: commands, the service, a named key."""
    hesitates = _hesitates(said)
    names = _names(words, said)
    key = words.spoken_keys.get(_NUMBER.sub("", said.core), "")
    return Interpretation(
        "voice",
        key=key,
        names=(names - {"yes"} if hesitates else names) | {COMMAND_KEYS[key] for key in [key] if key in COMMAND_KEYS},
        service=_service(words, said),
        whole=said.spoken,
        core=said.core,
        literally=said.form,
        hesitates=hesitates,
    )


def echoes(whole: str, label: str) -> bool:
    """Tell whether *whole*, all of a spoken answer, is a part of what callers heard as *label*.

    A label of several clauses describes more than it names: a word out of it (相談したい) would choose by chance. So
    would what an answer is without its politeness: 「もういいです」 is no part of 「もう一度かけるとき」.
    """
    return len(whole) > 1 and "、" not in label and whole in label_form(label)


def _names(words: Words, said: Utterance) -> frozenset[str]:
    """Return the lists that were touched.

    A "yes" beside a "no" or a command is only a way to begin or to be polite. Who asks for help chooses nothing:
    「使い方がわからない」 is not 「わからない」. Despair comes before all: 「助けてください」 asks for no explanation.
    """
    names = words.listed.spot(said.whole, said.core)
    if "distress" in names:
        return frozenset({"distress"})
    if "help" in names:
        return names & {"help", "person"}
    if said.whole.startswith(_YES):
        names |= {"yes"}
    return names - {"yes"} if names & _NOT_YES else names


_YES = "はい"
_NOT_YES = {"no", "unsure", *COMMAND_KEYS.values()}


# 「それで、いくらかかりますか」, 「そこの電話番号は」; and 「もう大丈夫です」, but not 「もう一度」.
_ASKS_BACK = re.compile(
    r"(?:か(?:な|ね|ねえ)?|でしょう|は|って)$|何|なに|いくら|どこ|いつ|誰|だれ|どう(?![ぞも])|どの|なぜ"
)
_ENOUGH = re.compile(r"^(?:いえ|いや|いいえ)*もう(?!一|いち|いっ|ひと)|もう(?:いい|結構|けっこう|大丈夫|だいじょうぶ)")


def _hesitates(said: Utterance) -> bool:
    return bool(_ENOUGH.search(said.spoken) or _ASKS_BACK.search(said.core))


def _service(words: Words, said: Utterance) -> str:
    """Return the one service that was meant, or "" for none or several; after 「ではなく」 only the rest counts."""
    named = words.offered.spot(_TURN.split(said.whole)[-1], said.core)
    return next(iter(named)) if len(named) == 1 else ""
