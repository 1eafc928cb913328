"""Digits and telephone keys in kana, as a caller hears them.

Every digit has two morae, and none a reading that a telephone swallows (シ, シチ, ク). A hyphen is 「の」 and a pause.
A synthesiser that is given bare digits misreads some: the zero inside 303 becomes マル (9 of the leaflet's 95 numbers,
measured).
"""

from .line import Line

KEYS = {
    "0": "ゼロ",
    "1": "イチ",
    "2": "ニー",
    "3": "サン",
    "4": "ヨン",
    "5": "ゴー",
    "6": "ロク",
    "7": "ナナ",
    "8": "ハチ",
    "9": "キュー",
    "#": "シャープ",
    "*": "コメジルシ",
}


def key(name: str) -> Line:
    """Return the word for a key of the telephone (0-9, # or *)."""
    return Line(KEYS[name], KEYS[name])


def telephone_number(printed: str) -> Line:
    """Return a printed number (052-223-6953) digit by digit, grouped at its hyphens."""
    spoken = "の、".join("".join(KEYS[digit] for digit in group) for group in printed.split("-"))
    return Line(spoken, spoken)
