"""One form for what a recogniser may write in several: width, spaces, kana type, variant kanji, long vowels."""

import re
from collections.abc import Iterable
from unicodedata import normalize

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F5)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
_KATAKANA |= str.maketrans("ヵヶゕゖ", "かけかけ")
# Kanji of place names with two forms, and the dashes used for a long vowel.
_VARIANTS = str.maketrans(
    "竈龍鰺檜瀨籠藪澤邊邉濱廣嶋﨑髙國縣關櫻齋齊淵渕驒飛鷗螢惠壽來祿鄕鷄舘冨桒穗曾氣德眞龜圓會燒﹅",
    "釜竜鯵桧瀬篭薮沢辺辺浜広島崎高国県関桜斎斉渕渕騨飛鴎蛍恵寿来禄郷鶏館富桑穂曽気徳真亀円会焼、",
)
# Radicals that look like kanji and that NFKC leaves as they are (it converts the other block of them: ⼭ becomes 山).
RADICALS = str.maketrans("⺟⺠⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲", "母民西角長青食骨鬼麦黄斉歯竜亀")
# Variation selectors: invisible, they choose the shape of the character before them: 葛󠄀飾区.
_SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_FOLD = _KATAKANA | _VARIANTS | RADICALS | _SELECTORS

_ROWS = {
    "あ": "あかさたなはまやらわがざだばぱぁゃゎ",
    "い": "いきしちにひみりぎじぢびぴぃゐ",
    "う": "うくすつぬふむゆるぐずづぶぷぅゅゔ",
    "え": "えけせてねへめれげぜでべぺぇゑ",
    "お": "おこそとのほもよろをごぞどぼぽょぉ",
}
VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_LENGTHENS = {"ー": "あいうえお", "う": "お", "い": "え"}
_SOUND_ALIKE = str.maketrans("ぢづを", "じずお")

_READ, _BEGINNING, _ENDING = 300, 100, 200  # characters of an answer

_DIGIT_BEFORE = re.compile("(?:[0-9][-の ]{0,2}|〒|番号[はがで])$")
_DIGIT_BEHIND = re.compile("[-の ]{0,2}[0-9]")


def normal(text: str) -> str:
    """Return *text* in NFKC and lower case, without spaces, in hiragana, with one form of each variant kanji."""
    plain = normalize("NFKC", text).lower()
    if " " in plain or not plain.isprintable():
        plain = "".join(char for char in plain if char.isprintable() and char != " ")
    return normalize("NFC", plain).translate(_FOLD)  # a small letter may join a mark that a capital did not


def excerpt(text: str) -> str:
    """Return the part of an answer that is read: beyond 300 characters the first 100 and the last 200, with a pause.

    Stories end with the place. Every entry point applies this (`digits`, `utterance`): later steps may take
    more than linear time, and a caller can speak for a minute.
    """
    return text if len(text) <= _READ else f"{text[:_BEGINNING]}、{text[-_ENDING:]}"


def lengths_by_first(words: Iterable[str], characters: int = 1) -> dict[str, tuple[int, ...]]:
    """Return the lengths of *words* by their first *characters*, longest first: to find the longest at a position.

    The lengths of shorter words are also among those of the longer ones that begin like them.
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:characters], set()).add(len(word))
    for first, sizes in lengths.items():
        sizes.update(*(lengths.get(first[:count], ()) for count in range(1, len(first))))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def smooth(kana: str) -> str:
    """Return kana of the same length with long vowels in one form: こーち, こうち and こおち become one."""
    smoothed, vowel = [], ""
    for char in kana:
        if vowel and vowel in _LENGTHENS.get(char, ""):
            smoothed.append(vowel)
        else:
            smoothed.append(char)
            vowel = VOWEL.get(char, "")
    return "".join(smoothed).translate(_SOUND_ALIKE)


def splits_number(text: str, start: int, end: int) -> bool:
    """Return whether [start, end) is only a part of a number: 405 in the postal code 405-0031 is no service."""
    word = text[start:end].strip()
    return bool(
        (word[:1].isdigit() and _DIGIT_BEFORE.search(text[max(0, start - 4) : start]))
        or (word[-1:].isdigit() and _DIGIT_BEHIND.match(text, end))
    )
