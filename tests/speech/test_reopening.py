"""When an office opens next, in words."""

from datetime import date, datetime, time, timedelta

import pytest

from ivr.speech import Line, reopening

SATURDAY = datetime(2026, 11, 28, 20, 0)  # noqa: DTZ001 - local time


def at(day: str, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour, minute))


SAID = {
    at("2026-11-28", 21): ("きょうの、午後九時から", "きょうの、ごごくじから"),
    at("2026-11-29", 9): ("あす、日曜日の、午前九時から", "あす、にちようびの、ごぜんくじから"),
    at("2026-11-30", 9, 30): (
        "十一月三十日、月曜日の、午前九時半から",
        "じゅういちがつさんじゅうにち、げつようびの、ごぜんくじはんから",
    ),
    at("2026-12-01", 12): ("十二月一日、火曜日の、正午から", "じゅうにがつついたち、かようびの、しょうごから"),
    at("2026-12-04", 12, 30): (
        "十二月四日、金曜日の、午後零時半から",
        "じゅうにがつよっか、きんようびの、ごごれいじはんから",
    ),
    at("2027-01-04", 8, 45): (
        "一月四日、月曜日の、午前八時四十五分から",
        "いちがつよっか、げつようびの、ごぜんはちじよんじゅうごふんから",
    ),
    at("2027-04-14", 16, 20): (
        "四月十四日、水曜日の、午後四時二十分から",
        "しがつじゅうよっか、すいようびの、ごごよじにじゅっぷんから",
    ),
    at("2027-07-20", 7, 10): (
        "七月二十日、火曜日の、午前七時十分から",
        "しちがつはつか、かようびの、ごぜんしちじじゅっぷんから",
    ),
    at("2027-09-24", 0): (
        "九月二十四日、金曜日の、午前零時から",
        "くがつにじゅうよっか、きんようびの、ごぜんれいじから",
    ),
    at("2027-10-17", 10, 5): (
        "十月十七日、日曜日の、午前十時五分から",
        "じゅうがつじゅうしちにち、にちようびの、ごぜんじゅうじごふんから",
    ),
}


def test_the_next_opening_is_said_as_people_say_it() -> None:
    assert {opens: reopening(opens, SATURDAY) for opens in SAID} == {opens: Line(*said) for opens, said in SAID.items()}


@pytest.mark.parametrize(
    ("opens", "text"),
    [
        (at("2026-11-28", 21), "today, from nine p.m."),
        (at("2026-11-29", 9), "tomorrow, Sunday, from nine a.m."),
        (at("2026-12-01", 9, 30), "on Tuesday, December first, from nine thirty a.m."),
        (at("2026-12-03", 12), "on Thursday, December third, from noon"),
        (at("2026-12-19", 0), "on Saturday, December nineteenth, from midnight"),
        (at("2026-12-20", 0, 5), "on Sunday, December twentieth, from twelve oh five a.m."),
        (at("2026-12-21", 13, 45), "on Monday, December twenty-first, from one forty-five p.m."),
        (at("2027-01-14", 10, 15), "on Thursday, January fourteenth, from ten fifteen a.m."),
        (at("2027-01-31", 10, 10), "on Sunday, January thirty-first, from ten ten a.m."),
    ],
)
def test_the_next_opening_is_said_in_english(opens: datetime, text: str) -> None:
    assert reopening(opens, SATURDAY, "en") == Line(text, text, language="en")


def test_where_a_language_has_no_words_for_it_nothing_is_said() -> None:
    assert reopening(at("2026-11-29", 9), SATURDAY, "fr") is None


def test_after_midnight_the_same_morning_is_today() -> None:
    assert reopening(at("2026-11-30", 9), at("2026-11-30", 0, 20)) == Line(
        "きょうの、午前九時から", "きょうの、ごぜんくじから"
    )


def test_every_day_has_a_word_of_its_own_in_english() -> None:
    days = [reopening(SATURDAY + timedelta(days=day), SATURDAY, "en") for day in range(2, 367)]

    assert len({line.text for line in days if line}) == len(days)
