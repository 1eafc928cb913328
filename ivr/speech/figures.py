"""Figures and keys as a caller must hear them.

Every figure has two morae, none is one that a telephone swallows (シ, シチ, ク), and a hyphen is 「の」 and a pause, as
printed. A synthesiser that is given raw figures misreads them: the zero inside 303 becomes マル (9 of the 95 numbers of
the leaflet, measured).
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


def key(sign: str) -> Line:
    """Return the word for a key of the telephone (0-9, # or *)."""
    return Line(KEYS[sign], KEYS[sign])


def telephone_number(printed: str) -> Line:
    """Return a printed number (052-223-6953) figure by figure, grouped at its hyphens."""
    spoken = "の、".join("".join(KEYS[figure] for figure in group) for group in printed.split("-"))
    return Line(spoken, spoken)
