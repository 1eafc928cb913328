"""The next opening of an office, as callers hear it: one function per language.

Months, days and hours have irregular readings (よじ, くじ, ついたち, はつか): the synthesiser gets kanji, which it
reads correctly, and the readings are given here.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ivr.heard.utterance import ENGLISH, JAPANESE

from .prompt import Line

_WEEK = "月火水木金土日"
_WEEK_KANA = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_FIGURES = "〇一二三四五六七八九"
_UNITS = ("", "いち", "に", "さん", "よん", "ご", "ろく", "しち", "はち", "きゅう")
_MONTHS = (
    *("いちがつ", "にがつ", "さんがつ", "しがつ", "ごがつ", "ろくがつ"),
    *("しちがつ", "はちがつ", "くがつ", "じゅうがつ", "じゅういちがつ", "じゅうにがつ"),
)
_DAYS: Mapping[int, str] = {
    **dict(enumerate(("ついたち", "ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか"), 1)),
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    19: "じゅうくにち",
    20: "はつか",
    24: "にじゅうよっか",
    29: "にじゅうくにち",
}
"""Days of a month that are not read as a number and にち."""
_HOURS = ("れい", "いち", "に", "さん", "よ", "ご", "ろく", "しち", "はち", "く", "じゅう", "じゅういち")
_MINUTES = (
    *("じゅっぷん", "いっぷん", "にふん", "さんぷん", "よんぷん"),
    *("ごふん", "ろっぷん", "ななふん", "はっぷん", "きゅうふん"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEK_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS_EN = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty")
_ORDINALS_EN: Mapping[int, str] = {
    1: "first",
    2: "second",
    3: "third",
    5: "fifth",
    8: "eighth",
    9: "ninth",
    12: "twelfth",
    20: "twentieth",
    30: "thirtieth",
}
"""Those that are not a number and "th"."""
_NOON = 12


def reopening(opens: datetime, now: datetime, language: str = JAPANESE) -> Line | None:
    """Return when it *opens*, as it is said *now*: 「あす、月曜日の、午前九時から」.

    Today and tomorrow are called that, other days by date and day of the week. None if there are no words for it in
    *language*.
    """
    said = _LANGUAGES.get(language)
    return said(opens, (opens.date() - now.date()).days) if said else None


def _japanese(opens: datetime, days: int) -> Line:
    day, day_kana = f"{_WEEK[opens.weekday()]}曜日", f"{_WEEK_KANA[opens.weekday()]}ようび"
    on, on_kana = _date(opens.date())
    named, kana = {
        0: ("きょうの", "きょうの"),
        1: (f"あす、{day}の", f"あす、{day_kana}の"),
    }.get(days, (f"{on}、{day}の", f"{on_kana}、{day_kana}の"))
    at, at_kana = _time(opens.hour, opens.minute)
    return Line(f"{named}、{at}から", f"{kana}、{at_kana}から")


def _date(day: date) -> tuple[str, str]:
    tens, ones = divmod(day.day, 10)
    kana = _DAYS.get(day.day) or f"{_tens(tens)}{_UNITS[ones]}にち"
    return f"{_figure(day.month)}月{_figure(day.day)}日", f"{_MONTHS[day.month - 1]}{kana}"


def _time(hour: int, minute: int) -> tuple[str, str]:
    """Return a time of day and its reading: 午前九時半; noon is 正午."""
    if (hour, minute) == (_NOON, 0):
        return "正午", "しょうご"
    half, half_kana = ("午前", "ごぜん") if hour < _NOON else ("午後", "ごご")
    hour %= _NOON
    text, kana = f"{half}{_figure(hour) if hour else '零'}時", f"{half_kana}{_HOURS[hour]}じ"
    match minute:
        case 0:
            return text, kana
        case 30:
            return f"{text}半", f"{kana}はん"
        case _:
            return f"{text}{_figure(minute)}分", f"{kana}{_minutes(minute)}"


def _minutes(minute: int) -> str:
    tens, ones = divmod(minute, 10)
    return f"{_tens(tens) if ones else _UNITS[tens] if tens > 1 else ''}{_MINUTES[ones]}"


def _tens(tens: int) -> str:
    """Return the reading of so many tens: にじゅう."""
    return f"{_UNITS[tens] if tens > 1 else ''}{'じゅう' if tens else ''}"


def _figure(number: int) -> str:
    """Return a number below a hundred as people write it: 二十九."""
    tens, ones = divmod(number, 10)
    return f"{_FIGURES[tens] if tens > 1 else ''}{'十' if tens else ''}{_FIGURES[ones] if ones else ''}"


def _english(opens: datetime, days: int) -> Line:
    day = _WEEK_EN[opens.weekday()]
    on = {0: "today", 1: f"tomorrow, {day}"}.get(days, f"on {day}, {_MONTHS_EN[opens.month - 1]} {_ordinal(opens.day)}")
    text = f"{on}, from {_time_en(opens.hour, opens.minute)}"
    return Line(text, text, language=ENGLISH)


def _ordinal(day: int) -> str:
    if day in _ORDINALS_EN:
        return _ORDINALS_EN[day]
    return f"{_TENS_EN[day // 10]}-{_ordinal(day % 10)}" if day > len(_NUMBERS_EN) else f"{_NUMBERS_EN[day]}th"


def _time_en(hour: int, minute: int) -> str:
    if minute == 0 and hour % _NOON == 0:
        return "noon" if hour else "midnight"
    words = [_NUMBERS_EN[hour % _NOON or _NOON], *([_minute_en(minute)] if minute else [])]
    return f"{' '.join(words)} {'a.m.' if hour < _NOON else 'p.m.'}"


def _minute_en(minute: int) -> str:
    if minute < len(_NUMBERS_EN):
        return f"oh {_NUMBERS_EN[minute]}" if minute < 10 else _NUMBERS_EN[minute]  # noqa: PLR2004 - two figures
    tens, ones = divmod(minute, 10)
    return _TENS_EN[tens] + (f"-{_NUMBERS_EN[ones]}" if ones else "")


_LANGUAGES: Mapping[str, Callable[[datetime, int], Line]] = {JAPANESE: _japanese, ENGLISH: _english}
