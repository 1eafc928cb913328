"""Times and days as people in Japan write them (9時〜17時半, 月〜金, 12/29), in the form that a site's files have.

They are only suggested: a file has one form, and a guess could close an office that is open.
"""

import re

from ivr.strict_yaml.messages import half_width
from ivr.translation import _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UP_TO = re.compile("[-~\u2010-\u2015\u2212〜ー]|から")
_CLOCK = r"([01]?[0-9]|2[0-4])(?:[:.時]([0-5]?[0-9]|半)?分?)?"
_TIMES = re.compile(f"{_CLOCK}-{_CLOCK}(?:まで)?")
_MOMENT = re.compile(
    f"(?:([0-9]{{4}})[-/.年])?(0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12][0-9]|3[01])(?:日|(?![0-9]))(?: ?{_CLOCK})?"
)
_DAYS = {"平日": "mon-fri", "毎日": "mon-sun", "土日": "sat-sun", **dict(zip("月火水木金土日", DAYS, strict=True))}


def meant_times(text: str) -> str:
    """Suggest the times of day that *text* means, as the end of a sentence; nothing where it means none."""
    form = _TIMES.fullmatch(_plain(text))
    return _suggested("-".join((_clock(*form.group(1, 2)), _clock(*form.group(3, 4)))) if form else "", text)


def meant_days(text: str) -> str:
    """Suggest the days of the week that *text* means."""
    ends = _plain(text).replace("曜日", "").replace("曜", "").lower().split("-")
    named = [_DAYS.get(end, end[:3]) for end in ends]
    fits = len(named) <= 2 and {*"-".join(named).split("-")} <= {*DAYS}  # noqa: PLR2004 - from and until
    return _suggested("-".join(named) if fits else "", text)


def meant_date(text: str) -> str:
    """Suggest the day that *text* means, which has no year where it comes every year."""
    form = _MOMENT.fullmatch(_bare(text))
    return _suggested(_date(*form.group(1, 2, 3)) if form and not form[4] else "", text)


def meant_moment(text: str) -> str:
    """Suggest the day with its year, or the day and the time, that *text* means."""
    form = _MOMENT.fullmatch(_bare(text))
    if form is None or not form[1]:
        return ""
    return _suggested(" ".join((_date(*form.group(1, 2, 3)), *([_clock(*form.group(4, 5))] if form[4] else ()))), text)


def _bare(text: str) -> str:
    return re.sub(" (?![0-9])|(?<![0-9]) ", "", half_width(text))


def _plain(text: str) -> str:
    return _UP_TO.sub("-", half_width(text).replace(" ", ""))


def _date(year: str | None, month: str, day: str) -> str:
    return "-".join((*([year] if year else ()), f"{month:0>2}", f"{day:0>2}"))


def _clock(hour: str, minute: str | None) -> str:
    return f"{hour:0>2}:{'30' if minute == '半' else minute or '00':0>2}"


def _suggested(form: str, text: str) -> str:
    return _("; did you mean {name}?").format(name=form) if form and form != text else ""
