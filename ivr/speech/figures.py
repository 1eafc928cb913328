"""Digits and telephone keys as a caller hears them: in kana, or in English words.

In kana every digit has two morae, and none has a reading that the telephone swallows (シ, シチ, ク). A hyphen is
「の」 and a pause. A synthesiser misreads some bare digits: the zero inside 303 becomes マル (9 of the leaflet's 95
numbers, measured).
"""

from ivr.heard.utterance import ENGLISH, JAPANESE

from .prompt import Line

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


KEYS_IN_ENGLISH = {
    "0": "zero",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "#": "the pound key",
    "*": "the star key",
}


def key(name: str, language: str = JAPANESE) -> Line:
    """Return the word for a telephone key (0-9, # or *): in Japanese, or in English for any other language."""
    word = (KEYS if language == JAPANESE else KEYS_IN_ENGLISH)[name]
    return Line(word, word, language=language)


def telephone_number(printed: str, language: str = JAPANESE) -> Line:
    """Return a printed number (052-223-6953) digit by digit, grouped at its hyphens."""
    words, within, between = (KEYS, "", "の、") if language == JAPANESE else (KEYS_IN_ENGLISH, " ", ", ")
    spoken = between.join(within.join(words[digit] for digit in group) for group in printed.split("-"))
    return Line(spoken, spoken, language=language)


def number_texts(printed: str) -> tuple[str, ...]:
    """Return what callers hear where a printed number is read out, whatever the language of their call."""
    return tuple(telephone_number(printed, language).text for language in (JAPANESE, ENGLISH))
