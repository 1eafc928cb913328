"""Times and days as people write them, and the form that is suggested; nothing where it is not sure what is meant."""

from ivr.strict_yaml.customary import meant_date, meant_days, meant_moment, meant_period, meant_times

TIMES = {
    "8:45-17:15": "08:45-17:15",
    "８：４５～１７：１５": "08:45-17:15",
    "9時〜17時半": "09:00-17:30",
    "9:00 - 17:00まで": "09:00-17:00",
    "9時から17時": "09:00-17:00",
    "09:00-17:00": "",
    "25:00-26:00": "",
    "9:00-24:00": "09:00-24:00",
    "9:00-24:30": "",
    "午前9時": "",
    "0900-1700": "09:00-17:00",
    "09:00〜12:00、13:00〜17:00": "09:00-12:00, 13:00-17:00",
    "9時から12時と13時から17時": "09:00-12:00, 13:00-17:00",
    "24時間": "00:00-24:00",
    "9-12、午後": "",
    "9am-5pm": "09:00-17:00",
    "9:30 a.m. to 12:00 p.m.": "09:30-12:00",
    "9 to 17": "09:00-17:00",
}
DAYS = {
    "月〜金": "mon-fri",
    "月曜日": "mon",
    "平日": "mon-fri",
    "Monday-Friday": "mon-fri",
    "Monday to Friday": "mon-fri",
    "mon": "",
    "月火水木金": "mon-fri",
    "土、日": "sat-sun",
    "Mon, Tue": "mon-tue",
    "土日祝": "",
    "第2土曜": "",
    "weekdays": "mon-fri",
    "月月": "",
    "土日〜月": "",
    "month": "",
    "祝日": "",
    "": "",
}
DATES = {
    "2026/12/1": "2026-12-01",
    "2026年12月1日": "2026-12-01",
    "12/29": "12-29",
    "13/1": "",
    "2/29": "02-29",
    "令和8年1月1日": "2026-01-01",
    "令和元年12月1日": "2019-12-01",
    "平成30年1月1日": "",
    "Dec 29": "12-29",
    "29 December": "12-29",
    "Sept. 3, 2026": "2026-09-03",
    "3 September 2026": "2026-09-03",
    "January 3rd": "01-03",
    "29 Dez": "",
}
MOMENTS = {
    "2026/12/1": "2026-12-01",
    "２０２６年１２月１日　９：３０": "2026-12-01 09:30",
    "2026年12月1日9時": "2026-12-01 09:00",
    "2026-12-01 9:00": "2026-12-01 09:00",
    "2026-12-01 9am": "2026-12-01 09:00",
    "3 Dec 2026 5:30 p.m.": "2026-12-03 17:30",
    "12/29": "",
    "2026/12/115": "",
}

PERIODS = {
    "12-29~01-03": "{from: 12-29, until: 01-03}",
    "12-29-01-03": "{from: 12-29, until: 01-03}",
    "１２月２９日から１月３日まで": "{from: 12-29, until: 01-03}",
    "2026/12/29 - 2027/1/3": "{from: 2026-12-29, until: 2027-01-03}",
    "令和8年12月29日〜令和9年1月3日": "{from: 2026-12-29, until: 2027-01-03}",
    "8/15": "{from: 08-15, until: 08-15}",
    "Dec 29 - Jan 3": "{from: 12-29, until: 01-03}",
    "Dec 29 to Jan 3": "{from: 12-29, until: 01-03}",
    "2026-12-29~01-03": "",
    "12-29, 12-30": "",
    "12-29〜12-32": "",
    "12-29 10:00": "",
    "12月29日〜31日": "",
    "休み": "",
}


def test_what_is_written_as_people_do_is_suggested_in_the_form_of_the_files() -> None:
    for suggest, table in (
        (meant_times, TIMES),
        (meant_days, DAYS),
        (meant_date, DATES),
        (meant_moment, MOMENTS),
        (meant_period, PERIODS),
    ):
        suggested = {text: suggest(text) for text in table}
        assert suggested == {text: f"; did you mean {form}?" if form else "" for text, form in table.items()}


def test_days_that_do_not_follow_each_other_have_a_line_each() -> None:
    assert meant_days("金〜月") == "; write a line for each of fri-sun, mon"
    assert meant_days("sun-tue") == "; write a line for each of sun, mon-tue"
    assert meant_days("日月") == "; write a line for each of sun, mon"
    for text in ("月水金", "月・水・金曜日", "mon,wed,fri", "Mon/Wed/Fri"):
        assert meant_days(text) == "; write a line for each of mon, wed, fri"


def test_of_a_day_that_is_in_no_calendar_that_is_said() -> None:
    assert meant_date("2/30") == meant_date("Feb 30") == meant_date("02-30") == "; there is no 02-30"
    assert meant_moment("2026-11-31") == "; there is no 2026-11-31"
    assert meant_moment("2026年11月31日 9時") == "; there is no 2026-11-31 09:00"
