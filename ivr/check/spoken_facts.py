"""Amounts, shares, times, dates and counts in a spoken text, in digits, kanji or kana, and their values."""

import re
from functools import lru_cache
from unicodedata import normalize

from ivr.heard.normal import normal
from ivr.heard.utterance import JAPANESE
from ivr.speech import KEYS
from ivr.speech.prompt import GAP

_SIGN = "0-9〇零一二三四五六七八九十百千万億兆"
_RUN = f"[{_SIGN}][,.{_SIGN}]*+"
# A number begins only where no character of a number precedes, so that a long run is not tried again from each of its
# characters.
_N = f"(?:(?<![{_SIGN}]){_RUN})"
_KEYS = "|".join(KEYS[sign] for sign in "0123456789")

# What follows a number that states a fact about the scheme; もう一度, 二回, お一人, 十分に, 一時的 do not.
_SHARE = f"分の{_RUN}|割(?:{_RUN}分)?|パーセント|%|/{_RUN}"
_CURRENCY = "円|ドル|ユーロ"
_TIME = f"時(?![的折])(?:間|{_RUN}分|半)?|分(?=間|以内|ほど|程度|前|後|から|まで|くらい|ぐらい)"
_DAY = f"月{_RUN}日|月(?=から|まで|末|中|以|[はにの、。])|日(?![市町目月]|も早)間?"
_SPAN = "年(?:度|間)?|か月|ヶ月|カ月|ヵ月|箇月|週間"
_COUNTED = "名|社|件|倍|歳|か所|ヶ所|カ所|箇所|団体|機関|種類|回まで|回以内|回以上"
# The number is one shared expression: repeated in each of these, compiling them took 30 ms of a start.
_NUMBERED = f"{_N}(?:{_SHARE}|{_CURRENCY}|{_TIME}|{_DAY}|{_SPAN}|{_COUNTED})"
_PEOPLE = f"(?<!お)(?!一人){_N}人"
_TELEPHONE = rf"(?:(?:{_KEYS})(?:の、?)?){{4,}}|[0-9]+(?:-[0-9]+)+"
_TIMES = f"(?:午前|午後)(?:{_RUN}時(?:{_RUN}分|半)?)?|正午"
_WEEK = "[月火水木金土日]曜日?|平日|土日|祝日|祝祭日|年末年始|年中無休|営業日|毎日"
_PRICES = "半額|全額|半分|無料|無償|有料|無利子|無利息|無担保"
_FIGURES = (_NUMBERED, _PEOPLE, _TELEPHONE, _TIMES, "令和|平成|昭和", _WEEK, _PRICES)
# The same, written in kana.
_ONES = "いち|に|さん|よん|ご|ろく|なな|はち|きゅう|じゅう"
_KANA_FIGURES = (
    rf"(?:{_ONES})ぶんの(?={_ONES})|ぱーせんと",
    "(?:じゅう|ひゃく|びゃく|ぴゃく|せん|ぜん|まん|おく)えん",
    "(?:げつ|か|すい|もく|きん|ど|にち)ようび|へいじつ|しゅくじつ",
    rf"ごぜん(?=、|{_ONES}|し|く)",
    "むりょう",
)
# The same in English: a number begins as above; "one" is far more often a word than a number.
_ENGLISH_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion"
)
_WORD = rf"(?<![a-z])(?:one (?=hundred|thousand|million))?(?:{_ENGLISH_NUMBERS})(?![a-z])"
_E = rf"(?:(?<![0-9])[0-9](?>(?:[,.:]?[0-9])*)|{_WORD})"
_EN = rf"(?:{_E}(?>(?:[ -]{_E}){{0,6}}))"
_ENGLISH_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH_UNITS = "hours?|minutes?|days?|weeks?|months?|years?"
_ENGLISH_COUNTED = "people|persons|companies|businesses|employees|cases|times a"
_ENGLISH_SHARES = "half|halves|thirds?|quarters?|fifths?|tenths?"
_NUMBERED_IN_ENGLISH = (
    rf"{_EN}(?: ?(?:percent|per cent|%)| (?:{_ENGLISH_SHARES})\b| ?(?:yen|dollars?|euros?)\b"
    rf"| ?(?:a\.?m\b\.?|p\.?m\b\.?|o'clock)|[ -](?:{_ENGLISH_UNITS})\b)"
)
_ENGLISH_FIGURES = (
    _NUMBERED_IN_ENGLISH,
    rf"\bhalf of\b|one (?:{_ENGLISH_SHARES})\b",
    r"[$¥€] ?[0-9][0-9,.]*|\b(?:noon|midnight|24/7)\b",
    rf"\b(?:from (?:{_EN}|one) (?:to|until|till)|(?:open|close[sd]?) (?:at|until|till)) (?:{_EN}|one)\b",
    rf"\b(?:{_ENGLISH_MONTHS}) [0-9]{{1,4}}|\b(?:19|20)[0-9]{{2}}\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    r"\b(?:week(?:day|end)s?|(?:public holi|business )days?|every day)\b",
    r"\bfree of charge\b|\b(?:for|is|are) free\b(?! (?:to|of)\b)|\binterest[- ]free\b",
    r"\b(?:no|without) (?:charge|fee|cost)\b",
    rf"{_EN} (?:{_ENGLISH_COUNTED})\b",
)
_ENGLISH_FIGURE = re.compile("|".join(_ENGLISH_FIGURES), re.IGNORECASE)
_FIGURE, _KANA_FIGURE = re.compile("|".join(_FIGURES)), re.compile("|".join(_KANA_FIGURES))
_NUMBER = re.compile(_N)
_DIGITS = (
    {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0} | {str(d): d for d in range(10)}
)
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}


@lru_cache(maxsize=1_000)  # prompts of two sites: a changed one is checked again, with most prompts unchanged
def figures(text: str, language: str = JAPANESE) -> tuple[str, ...]:
    """Find each amount, share, time, date, price or count in *text*, outside its gaps.

    In Japanese and English words count as well; in any other language only digits.
    """
    rest = normalize("NFKC", GAP.sub("　", text))
    if language != JAPANESE:
        return tuple(match[0] for match in _ENGLISH_FIGURE.finditer(rest))
    by_kana = _KANA_FIGURE.finditer(normal(_FIGURE.sub("　", rest)))
    return tuple(match[0] for match in (*_FIGURE.finditer(rest), *by_kana))


def numbers(text: str) -> set[int]:
    """Return every number in *text*, however it is written: 二百万, ２００万 and 2,000,000 are the same."""
    return {_value(run.replace(",", "")) for run in _NUMBER.findall(normalize("NFKC", text))}


def _value(run: str) -> int:
    """Read a number of kanji and digits: 二百万 is 2000000, 二〇一三 is 2013."""
    total = section = digits = 0
    for char in run:
        if char in _DIGITS:
            digits = digits * 10 + _DIGITS[char]
        elif char in _SMALL:
            section, digits = section + (digits or 1) * _SMALL[char], 0
        elif char in _LARGE:
            total, section, digits = total + (section + digits or 1) * _LARGE[char], 0, 0
    return total + section + digits
