"""What a Japanese prompt announces: functions and their keys, the function first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

KEYS = {
    "ゼロ": "0",
    "レイ": "0",
    "イチ": "1",
    "ニー": "2",
    "ニ": "2",
    "サン": "3",
    "ヨン": "4",
    "ゴー": "5",
    "ゴ": "5",
    "ロク": "6",
    "ナナ": "7",
    "シチ": "7",
    "ハチ": "8",
    "キュー": "9",
    "シャープ": "#",
    "コメジルシ": "*",
    "米印": "*",
} | {key: key for key in "0123456789#*"}

# 「関東はイチ、」 「よろしければ、イチ。」 「全国本部につなぐときは、もう一度、ゼロを。」
_KEY = "|".join(re.escape(word) for word in sorted(KEYS, key=len, reverse=True))
_LINK = r"(?:は|れば|たら|なら)、?(?:もう一度、)?"
_ANNOUNCED = re.compile(rf"(?P<function>[^。]*?){_LINK}(?P<key>{_KEY})(?![ァ-ヺー0-9])(?:です|を)?[、。]?")


@dataclass(frozen=True, slots=True)
class Option:
    """*key* is announced for *function*; the announcement ends before sign *end* of the text."""

    function: str
    key: str
    end: int


def announced(text: str) -> Iterator[Option]:
    """Yield the options that *text* announces, in order."""
    for found in _ANNOUNCED.finditer(text):
        yield Option(found["function"].strip("、 "), KEYS[found["key"]], found.end())


def chosen(options: Iterable[Option], wants: Sequence[str]) -> Option | None:
    """Return the option for the first of *wants* that is announced, None where none is.

    The function is the wanted word, or ends with it, or holds it, in this order: 「京都」 before 「東京都」.
    """
    offered = tuple(options)
    fits: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.endswith, str.__contains__)
    return next(
        (option for want in wants for fit in fits for option in offered if fit(option.function, want)),
        None,
    )
