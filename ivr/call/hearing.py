"""What an answer means: commands, a service, a place, or one of the choices offered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ivr.heard.normal import excerpt, normal
from ivr.places import PlaceOutcome, Unknown

COMMAND_KEYS = {"#": "again", "*": "back", "0": "help"}
"""The keys that mean the same in every one-key question."""

# Politeness and openings around an answer; what is left over decides.
_OPENING = re.compile(
    r"^(?:えーと|えっと|えと|あのう|あのー|あの|そのー|ええと|えー|あー|うーん|んー|では|じゃあ|じゃ|はい(?=.))+"
)
_CLOSING = re.compile(
    r"(?:を|で|に|が|は)?"
    r"(?:お願いします|おねがいします|お願いいたします|お願い致します|ください|下さい|いいです|けっこうです|結構です"
    r"|お願いできますか|お願いしたいです|お願いしたいのですが|お願いしたいんですが|にしてください|にします"
    r"|でございます|なのですが|なんですが|なんですけど|ですね|ですけど|ですが|です|だよ|だね|だ|よ|ね)++$"
)
# Sighs before an answer, and the short forms of yes and no: 「あ、はい」, 「はーい」; 「いえ」 is not 伊江村.
_SIGH = re.compile(
    r"^(?:(?:あっ|ああ|あー|あ|うーん|えーと|えっと|ええと|えー)"
    r"(?:[、。,]|(?=はい|いいえ|いえ)))+"
)
_SHORT_YES = re.compile(r"^は[ーあ]+い")
_SHORT_NO = re.compile(r"^(?:いえ)+(?:[、。,]|$|(?=[^ぁ-んー]|ちが|もう))")
_MARKS = re.compile(r"[^\wー]|_")
_TURN = re.compile(r"(?:では?|じゃ)(?:なくて?|ないです|ない|ありません)")
_NUMBER = re.compile(r"(?:番目|番号?|つ目)?(?:の(?:ほう|方))?$")


@dataclass(frozen=True, slots=True)
class Words:
    """What callers say for a command, a service or a key; every word in its plain form (see `plain`).

    *lists* are by name (yes, no, again, back, help, person and what choices name), *services* by service id, *keys* by
    key.
    """

    lists: Mapping[str, tuple[str, ...]]
    services: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one answer contained.

    *key* is the key that was pressed or named, *names* the word lists that it touched, *service* and *place* what it
    says of the slots, *rule* why the place is what it is. *whole* is a spoken answer in plain form, *core* the same
    without the politeness at its end. One that *hesitates* asks back or wants no more: nothing in it is a yes.
    """

    by: Literal["keys", "voice"]
    key: str = ""
    names: frozenset[str] = frozenset()
    service: str = ""
    place: PlaceOutcome = field(default_factory=Unknown)
    rule: str = ""
    whole: str = ""
    core: str = ""
    hesitates: bool = False


def plain(text: str) -> str:
    """Return *text* in the form in which words are compared: one width, one kana type, no spaces, no marks."""
    return _MARKS.sub("", normal(text))


def clear(text: str) -> str:
    """Return what is read of *text*, in normal form, without the sighs that open it and with yes and no in full."""
    opened = _SIGH.sub("", excerpt(normal(excerpt(text))))
    return _SHORT_NO.sub("いいえ、", _SHORT_YES.sub("はい", opened))


def without_services(words: Words, text: str) -> str:
    """Return *text* (in normal form) without the services' names, which would else run into a place's name."""
    names = sorted((name for names in words.services.values() for name in names if len(name) >= _NAME), key=len)
    for name in reversed(names):
        text = text.replace(name, "、")
    return text


def hear_keys(keys: str) -> Heard:
    """Return what pressed *keys* mean in a one-key question; more than one key, or an unknown one, means nothing."""
    if len(keys) != 1 or keys not in "0123456789#*":
        return Heard(by="keys")
    command = COMMAND_KEYS.get(keys)
    return Heard(by="keys", key=keys, names=frozenset({command} if command else ()))


def hear_words(words: Words, text: str) -> Heard:
    """Return what spoken *text* means but for places: commands, the service, a named key."""
    whole = plain(clear(text))
    spoken = _OPENING.sub("", whole)
    core = _CLOSING.sub("", spoken)
    hesitates = _hesitates(spoken, core)
    names = _names(words, whole, core)
    key = next((key for key, names in words.keys.items() if _NUMBER.sub("", core) in names), "")
    return Heard(
        by="voice",
        key=key,
        names=(names - {"yes"} if hesitates else names) | {COMMAND_KEYS[key] for key in [key] if key in COMMAND_KEYS},
        service=_service(words, whole, core),
        whole=spoken,
        core=core,
        hesitates=hesitates,
    )


def echoes(whole: str, label: str) -> bool:
    """Tell whether *whole*, all of a spoken answer, is a part of what callers heard as *label*.

    A label of several clauses describes more than it names: a word out of it (相談したい) would choose by chance. So
    would what an answer is without its politeness: 「もういいです」 is no part of 「もう一度かけるとき」.
    """
    return len(whole) > 1 and "、" not in label and whole in plain(label)


def _names(words: Words, whole: str, core: str) -> frozenset[str]:
    """Return the lists that were touched.

    A "yes" beside a "no" or a command is only a way to begin or to be polite. Who asks for help chooses nothing:
    「使い方がわからない」 is not 「わからない」. Despair comes before all: 「助けてください」 asks for no explanation.
    """
    names = {name for name, listed in words.lists.items() if _contains(whole, core, listed)}
    if "distress" in names:
        return frozenset({"distress"})
    if "help" in names:
        return frozenset(names & {"help", "person"})
    if whole.startswith(_YES):
        names.add("yes")
    return frozenset(names - {"yes"} if names & _NOT_YES else names)


_YES = "はい"
_NOT_YES = {"no", "unsure", *COMMAND_KEYS.values()}


# 「それで、いくらかかりますか」, 「そこの電話番号は」; and 「もう大丈夫です」, but not 「もう一度」.
_ASKS_BACK = re.compile(
    r"(?:か(?:な|ね|ねえ)?|でしょう|は|って)$|何|なに|いくら|どこ|いつ|誰|だれ|どう(?![ぞも])|どの|なぜ"
)
_ENOUGH = re.compile(r"^(?:いえ|いや|いいえ)*もう(?!一|いち|いっ|ひと)|もう(?:いい|結構|けっこう|大丈夫|だいじょうぶ)")


def _hesitates(spoken: str, core: str) -> bool:
    return bool(_ENOUGH.search(spoken) or _ASKS_BACK.search(core))


def _contains(whole: str, core: str, listed: Iterable[str]) -> bool:
    """Tell whether one of the *listed* words was said: a telling one anywhere, any other one as the whole answer."""
    return any(word in (whole, core) or (word in whole and _is_telling(word)) for word in listed)


def _is_telling(word: str) -> bool:
    """Tell whether *word* has its meaning inside a longer answer too: not a short one, nor one of mere politeness."""
    return len(word) >= _LONG and not _CLOSING.fullmatch(word)


_LONG = 3
_NAME = 4


def _service(words: Words, whole: str, core: str) -> str:
    """Return the one service that was meant, or "" for none or several; after 「ではなく」 only the rest counts."""
    rest = _TURN.split(whole)[-1]
    named = {service for service, listed in words.services.items() if _contains(rest, core, listed)}
    return named.pop() if len(named) == 1 else ""
