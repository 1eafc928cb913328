"""Times, days and numbers as people in Japan write them (9時〜17時半, 月〜金, 12/29, 3秒), turned into the files' form.

They are only suggested in messages: a file has one form, and a guess could close an office that is open.
"""

import re
from datetime import datetime

from ivr.translation import _

from .messages import half_width

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT = "24:00"
_LEAP = "2000-"
_UP_TO = re.compile("[-~\u2010-\u2015\u2212〜ー]|から|(?<=[a-z0-9.])to(?=[A-Za-z0-9])")
_CLOCK = r"([01]?[0-9]|2[0-4])(?:[:.時]([0-5]?[0-9]|半)?分?)?"
_TIMES = re.compile(f"{_CLOCK}-{_CLOCK}(?:まで)?")
_FOUR_DIGITS = re.compile("(?<![0-9])([0-9]{2})([0-9]{2})(?![0-9])")
_HALF_DAY = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?([ap])\.?m\.?", re.IGNORECASE)
_AND = re.compile("[,、/・と]")
_WHOLE_DAY = ("24時間", "24h")
_MOMENT = re.compile(
    f"(?:([0-9]{{4}})[-/.年])?(0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12][0-9]|3[01])(?:日|(?![0-9]))(?: ?{_CLOCK})?"
)
_JOINING = re.compile(f"(?:{_UP_TO.pattern}|to)?(?:まで)?")
"""What is left of two days, the first and the last one, without them."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile("(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.]?")
_DAY_FIRST = re.compile("([0-9]{1,2}) ([0-9]{1,2}月)")
_YEAR_LAST = re.compile("([0-9]{1,2}月 ?[0-9]{1,2}),? ([0-9]{4})")
_ORDINAL = re.compile("(?<=[0-9])(?:st|nd|rd|th)")
_REIWA = re.compile("令和([0-9]{1,2}|元)年")
_BEFORE_REIWA = 2018
_NUMBER = re.compile("([0-9]{1,9}) ?(?:秒|回|件|s|sec|seconds?)", re.IGNORECASE)
"""A whole number before the unit that it has in the files: 3分 is not 3."""
_PERCENT = re.compile("([0-9]{1,3}) ?(?:%|パーセント)")
_ISO = re.compile("(?<=[0-9])T(?=[0-9])")
_TRUE, _FALSE = ("on", "yes", "はい", "true", "する", "1"), ("off", "no", "いいえ", "false", "しない", "0")
_SINGLE = re.compile("[月火水木金土日]|[a-z]+")
_DAYS = {
    "平日": "mon-fri",
    "weekday": "mon-fri",
    "weekdays": "mon-fri",
    "毎日": "mon-sun",
    "土日": "sat-sun",
    **dict(zip("月火水木金土日", DAYS, strict=True)),
    **{
        f"{day}{rest}": day
        for day, rest in zip(DAYS, ["day", "sday", "nesday", "rsday", "day", "urday", "day"], strict=True)
    },
}


def meant_times(text: str) -> str:
    """Suggest the times of day that *text* means, as the end of a sentence; nothing if it means none."""
    return _suggested(_times(text), text)


def meant_list_of_times(text: str) -> str:
    """Suggest the times as a list, for a text that is not one."""
    times = _times(text)
    return _suggested(f"[{times}]" if times else "", text)


def _times(text: str) -> str:
    """Return the times of day that *text* means, in the form of the files; nothing if it means none."""
    plain = _plain(text)
    if plain.lower() in _WHOLE_DAY:
        return f"00:00-{_MIDNIGHT}"
    plain = _HALF_DAY.sub(_in_24_hours, _FOUR_DIGITS.sub(r"\1:\2", plain))
    spans = [_times_from_to(part) for part in _AND.split(plain)]
    return ", ".join(spans) if all(spans) else ""


def _in_24_hours(time: re.Match[str]) -> str:
    """Return 17:30 for 5:30pm."""
    return f"{int(time[1]) % 12 + 12 * (time[3] in 'pP')}:{time[2] or '00'}"


def _times_from_to(text: str) -> str:
    form = _TIMES.fullmatch(text)
    ends = (_clock(*form.group(1, 2)), _clock(*form.group(3, 4))) if form else ("",)
    return "-".join(ends) if max(ends) <= _MIDNIGHT else ""


def meant_days(text: str) -> str:
    """Suggest the days of the week that *text* means; those that do not follow each other have a line each."""
    plain = _plain(text).replace("曜日", "").replace("曜", "").lower()
    named = "-".join(_DAYS.get(end, end) for end in plain.split("-"))
    first, _dash, last = named.partition("-")
    are_days = first in DAYS and (last or first) in DAYS
    fits = are_days and (last or first) in DAYS[DAYS.index(first) :]
    single = [_DAYS.get(day, day) for day in _SINGLE.findall(plain)]
    listed = len({*single}) == len(single) > 1 and {*single} <= {*DAYS} and not _SINGLE.sub("", plain).strip(",、/・")
    if listed and "-".join(single) in "-".join(DAYS):
        return _suggested(f"{single[0]}-{single[-1]}", text)
    if listed and not fits:
        return _("; write a line for each of {days}").format(days=", ".join(single))
    if are_days and not fits:  # over the end of a week
        ends = (f"{first}-sun".removeprefix("sun-"), f"mon-{last}".removesuffix("-mon"))
        return _("; write a line for each of {days}").format(days=", ".join(ends))
    return _suggested(named if fits else "", text)


def meant_date(text: str) -> str:
    """Suggest the day that *text* means, which has no year if it comes every year; or say that there is none."""
    form = _MOMENT.fullmatch(_bare(text))
    if form is None or form[4]:
        return ""
    day = _date(*form.group(1, 2, 3))
    return _suggested(day, text) if _is_day(day) else _absent(day)


def meant_day(text: str) -> str:
    """Suggest the day with its year that *text* means."""
    return meant_moment(text) if (form := _MOMENT.fullmatch(_bare(text))) and not form[4] else ""


def meant_number(text: str) -> str:
    """Suggest the number that *text* has before the unit of the files."""
    form = _NUMBER.fullmatch(half_width(text))
    return _suggested(form[1] if form else "", text)


def meant_decimal(text: str) -> str:
    """Suggest the number that *text* means: that before the unit of the files, or a percentage."""
    percent = _PERCENT.fullmatch(half_width(text))
    return _suggested(str(int(percent[1]) / 100), text) if percent else meant_number(text)


def meant_truth(text: str) -> str:
    """Suggest true or false for another word that means it."""
    plain = half_width(text).lower()
    return _suggested("true" if plain in _TRUE else "false" if plain in _FALSE else "", text)


def meant_period(text: str) -> str:
    """Suggest the first and the last day that *text* means (12/29〜1/3), or the one day, as an entry of the file."""
    bare = _bare(text)
    days = [_date(*form.group(1, 2, 3)) for form in _MOMENT.finditer(bare) if not form[4]] or [""]
    is_joined = _JOINING.fullmatch(_MOMENT.sub("", bare)) is not None
    fits = is_joined and len({len(day) for day in days}) == 1 and all(map(_is_day, days))
    return _suggested(f"{{from: {days[0]}, until: {days[-1]}}}" if fits else "", text)


def meant_moment(text: str) -> str:
    """Suggest the day with its year, or the day and the time, that *text* means; or say that there is none."""
    form = _MOMENT.fullmatch(_bare(_ISO.sub(" ", text)))
    if form is None or not form[1]:
        return ""
    at = " ".join((_date(*form.group(1, 2, 3)), *([_clock(*form.group(4, 5))] if form[4] else ())))
    return _suggested(at, text) if _exists(at) else _absent(at)


def _absent(at: str) -> str:
    return _("; there is no {day}").format(day=at)


def _is_day(day: str) -> bool:
    return _exists(day if day.count("-") > 1 else f"{_LEAP}{day}")


def _exists(at: str) -> bool:
    try:
        return bool(datetime.fromisoformat(at))
    except ValueError:  # a day or an hour that does not exist
        return False


def _bare(text: str) -> str:
    bare = re.sub(" (?![0-9])|(?<![0-9]) ", "", _in_figures(half_width(text)))
    bare = _HALF_DAY.sub(_in_24_hours, bare)
    return _REIWA.sub(lambda year: f"{_BEFORE_REIWA + int(year[1].replace('元', '1'))}年", bare)


def _in_figures(text: str) -> str:
    """Return English days in figures as in Japanese: 12月29 for Dec 29, 2026年12月29 for 29 December 2026."""
    months = _MONTH.sub(lambda month: f"{_MONTHS.index(month[1]) + 1}月", _ORDINAL.sub("", text.lower()))
    return _YEAR_LAST.sub(r"\2年\1", _DAY_FIRST.sub(r"\2\1", months))


def _plain(text: str) -> str:
    return _UP_TO.sub("-", half_width(text).replace(" ", ""))


def _date(year: str | None, month: str, day: str) -> str:
    return "-".join((*([year] if year else ()), f"{month:0>2}", f"{day:0>2}"))


def _clock(hour: str, minute: str | None) -> str:
    return f"{hour:0>2}:{'30' if minute == '半' else minute or '00':0>2}"


def _suggested(form: str, text: str) -> str:
    return _("; did you mean {name}?").format(name=form) if form and form != text else ""
