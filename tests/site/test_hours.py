"""Hours of a site: for all, a service, an area, one office; and every mistake, with its place."""

from datetime import date, datetime, timedelta

from ivr.directory import Directory, Hours, Office, Service, Source
from ivr.problem import Problem
from ivr.site.hours import PATH, read_hours
from ivr.site.prompts import misread
from ivr.speech import reopening
from ivr.strict_yaml import read

TODAY = date(2026, 11, 28)
EVENING = datetime(2026, 11, 28, 20, 0)  # noqa: DTZ001 - local time
CODES = {"愛知県": "23", "沖縄県": "47", "岐阜県": "21", "三重県": "24"}
OFFICES = [
    Office(area, service, "", "03-5470-1840", also_for=("21",) if area == "23" else ())
    for area in ("23", "47")
    for service in ("center", "council")
]
DIRECTORY = Directory(
    Source("leaflet", "current"),
    {id_: Service(id_, id_, id_) for id_ in ("center", "council", "water")},
    {(one.prefecture or "", one.service or ""): one for one in OFFICES},
    {"headquarters": Office(None, None, "", "03-5470-1840", other="headquarters")},
)
WEEKDAY = "expected a day from mon to sun, or several (mon-fri), found "
TIMES = "expected times of day from 00:00 to 24:00, such as 09:00-17:30, found "
NO_TIMES = "for the whole day write [00:00-24:00], for a closed day leave {} out"
LIST = "expected a list ([a, b], or each item after '- '), found \"{}\"; did you mean [{}]?"
WHOLE_DAY = "the whole day is 00:00-24:00, and a day without times is closed"
AFTER_MIDNIGHT = "write what is after midnight under the next day, from 00:00"
DAY = "expected a day, such as 2026-12-29, or 12-29 for every year, found "
FIRST_AND_LAST = "expected its first and its last day, as {from: 12-29, until: 01-03}, found "
NEARLY = "closed from {} until {} is nearly the whole year; are the two days in the wrong order?"
NO_OFFICE = 'there is no office "headquarter"; did you mean "headquarters"?'
SITE = """\
calendar: {add: [2026-12-25], remove: [2026-11-23]}
site:
  week: {mon-fri: [09:00-12:00, 13:00-17:00]}
  exceptions:
    年末年始: {from: 12-29, until: 01-03}
services:
  council:
    week: {mon-sat: [10:00-16:00], sun: []}
areas:
  沖縄県:
    exceptions: {慰霊の日: {from: 06-23, until: 06-23}}
offices:
  愛知県:
    center:
      exceptions:
        年末年始: {from: 2026-12-29, until: 2026-12-30, times: [10:00-12:00]}
        相談会: {from: 2026-12-05, until: 2026-12-05, times: [10:00-12:00]}
others:
  headquarters:
    week: {mon-sun: [00:00-24:00]}
    holidays: usual
    exceptions:
      年末年始: {from: 12-31, until: 12-31, times: [00:00-24:00]}
"""


def hours(text: str) -> tuple[dict[str, Hours], tuple[Problem, ...]]:
    return read_hours(read(text, PATH), DIRECTORY, CODES, TODAY)


OPEN = {
    ("23-center", "2026-11-27 12:30"): False,
    ("23-center", "2026-11-27 13:00"): True,
    ("23-center", "2026-11-28 10:00"): False,  # a Saturday
    ("23-council", "2026-11-28 10:00"): True,  # the service's own week
    ("23-council", "2026-12-29 10:00"): False,  # and of the site what it does not say
    ("23-center", "2026-12-05 10:00"): True,  # a Saturday of this office
    ("47-center", "2026-12-05 10:00"): False,
    ("23-center", "2026-12-29 11:00"): True,  # its own days of that name
    ("23-center", "2027-12-29 11:00"): True,  # in that year only
    ("47-center", "2027-06-23 11:00"): False,
    ("47-council", "2027-06-23 11:00"): False,  # an area is nearer than a service
    ("23-center", "2027-06-23 11:00"): True,
    ("23-center", "2026-11-23 10:00"): True,  # no holiday here
    ("23-center", "2026-12-25 10:00"): False,  # a holiday here
    ("23-center", "2026-09-22 10:00"): False,  # between two holidays
    ("23-center", "2027-03-22 10:00"): False,  # for a holiday on a Sunday
    ("23-center", "2028-01-10 10:00"): False,  # the last of the years that are known
    ("headquarters", "2027-01-01 03:00"): True,
}


def test_each_office_has_the_hours_that_are_nearest_to_it() -> None:
    found, problems = hours(SITE)

    assert problems == ()
    assert {(office, moment): found[office].is_open(datetime.fromisoformat(moment)) for office, moment in OPEN} == OPEN


def test_offices_of_which_nothing_is_said_have_none() -> None:
    found, _ = hours("services: {center: {week: {mon-fri: [09:00-17:00]}}}")

    assert found.keys() == {"23-center", "47-center"}


def test_days_may_be_named_where_no_week_is_known() -> None:
    found, _ = hours("site: {exceptions: {年末年始: {from: 12-29, until: 01-03}}}")
    office = found["23-center"]

    assert [office.is_open(datetime(2026, 12, day, 3)) for day in (25, 28, 29)] == [True, True, False]  # noqa: DTZ001


def test_the_order_of_times_and_of_days_in_the_file_changes_nothing() -> None:
    found, problems = hours(
        "site:\n  week: {mon-fri: [13:00-17:00, 09:00-12:00]}\n  exceptions:\n"
        "    盆: {from: 08-13, until: 08-15}\n"
        "    相談会: {from: 2027-08-14, until: 2027-08-14, times: [14:00-15:00, 10:00-12:00]}\n"
    )
    office = found["23-center"]

    assert problems == ()
    assert office.next_opening(datetime(2027, 8, 12, 8, 0)) == datetime(2027, 8, 12, 9, 0)  # noqa: DTZ001
    assert office.next_opening(datetime(2027, 8, 12, 17, 0)) == datetime(2027, 8, 14, 10, 0)  # noqa: DTZ001


MISTAKES = {
    "site: {week: {mon-fry: [09:00-17:00]}}": (1, WEEKDAY + '"mon-fry"', "wrong-value"),
    "site: {week: {fri-mon: [09:00-17:00]}}": (
        1,
        WEEKDAY + '"fri-mon"; write a line for each of fri-sun, mon',
        "wrong-value",
    ),
    "site:\n  week:\n    mon-fri: [09:00-17:00]\n    fri: [09:00-16:00]": (
        4,
        "the times of fri are given twice",
        "hours",
    ),
    "site: {week: {mon: [9-17]}}": (1, TIMES + '"9-17"; did you mean 09:00-17:00?', "hours"),
    "site: {week: {月-金: [09:00-17:00]}}": (1, WEEKDAY + '"月-金"; did you mean mon-fri?', "wrong-value"),
    "site: {exceptions: {盆: {from: 8月13日, until: 08-15}}}": (
        1,
        DAY + '"8月13日"; did you mean 08-13?',
        "wrong-value",
    ),
    "site: {week: {mon: [09:00-25:00]}}": (1, TIMES + '"09:00-25:00"', "hours"),
    "site: {week: {mon: [09:00-24:30]}}": (1, TIMES + '"09:00-24:30"', "hours"),
    "site: {week: {mon: [24:01-24:30]}}": (1, TIMES + '"24:01-24:30"', "hours"),
    "site: {week: {mon: [09:00-09:00]}}": (1, '"09:00-09:00" ends when it begins; ' + WHOLE_DAY, "hours"),
    "site: {week: {mon: [17:00-09:00]}}": (1, '"17:00-09:00" ends before it begins; ' + AFTER_MIDNIGHT, "hours"),
    "site:\n  week:\n    mon:\n      - 09:00-12:00\n      - 11:30-17:00": (
        5,
        '"11:30-17:00" overlaps with other times of the same day',
        "hours",
    ),
    "site: {exceptions: {盆: {from: 2026-02-30, until: 2026-03-01}}}": (
        1,
        DAY + '"2026-02-30"; there is no 2026-02-30',
        "wrong-value",
    ),
    "site: {exceptions: {盆: {from: 20260813, until: 2026-08-15}}}": (1, DAY + '"20260813"', "wrong-value"),
    "site: {exceptions: {盆: {from: 2026-W33-4, until: 2026-08-15}}}": (1, DAY + '"2026-W33-4"', "wrong-value"),
    "site: {exceptions: {正月: {from: 01-03, until: 01-01}}}": (1, NEARLY.format("01-03", "01-01"), "hours"),
    "site: {exceptions: {年中: {from: 01-01, until: 12-31}}}": (1, NEARLY.format("01-01", "12-31"), "hours"),
    "site: {exceptions: {盆: {from: 08-13, until: 2026-08-15}}}": (
        1,
        "both days have a year (2026-12-29), or neither has one (12-29)",
        "hours",
    ),
    "site: {exceptions: {盆: {from: 2026-08-15, until: 2026-08-13}}}": (
        1,
        "the last day, 2026-08-13, is before the first, 2026-08-15",
        "hours",
    ),
    "site: {week: {mon-fri: [09:00-17:00], sat: 休み}}": (1, '"休み" is no time; ' + NO_TIMES.format("sat"), "hours"),
    "site: {week: {sat: 24時間}}": (1, LIST.format("24時間", "00:00-24:00"), "hours"),
    "site: {week: {sat: 9:00〜12:00}}": (1, LIST.format("9:00〜12:00", "09:00-12:00"), "hours"),
    "site: {week: {mon-fri: 終日}}": (1, '"終日" is no time; ' + NO_TIMES.format("mon-fri"), "hours"),
    "site: {exceptions: {盆: {from: 08-13, until: 08-15, times: closed}}}": (
        1,
        '"closed" is no time; ' + NO_TIMES.format("times"),
        "hours",
    ),
    "offices: {愛知県: {week: {mon-fri: [09:00-17:00]}}}": (
        1,
        'offices are here by area and service; with one of the two, write "愛知県" under areas or services',
        "hours",
    ),
    "site: {exceptions: {年末年始: 12-29~01-03}}": (
        1,
        f'{FIRST_AND_LAST}"12-29~01-03"; did you mean {{from: 12-29, until: 01-03}}?',
        "wrong-value",
    ),
    "site: {exceptions: {年末年始: [12-29, 01-03]}}": (
        1,
        f"{FIRST_AND_LAST}a list; did you mean {{from: 12-29, until: 01-03}}?",
        "wrong-value",
    ),
    "site: {exceptions: {盆: [08-13, 08-14, 08-15]}}": (1, f"{FIRST_AND_LAST}a list", "wrong-value"),
    "site: {exceptions: {盆: {from: 2026-08-13}}}": (1, 'the key "until" is missing here', "missing-key"),
    "site: {exceptions: {盆: {form: 08-13, until: 08-15}}}": (
        1,
        'no key is called "form" here; did you mean "from"?',
        "unknown-key",
    ),
    "site:\n  exceptions:\n    盆: {from: 08-13, until: 08-15}\n    夏: {from: 08-15, until: 08-20}": (
        4,
        '"夏" and "盆" have days in common',
        "hours",
    ),
    "site: {week: {}}": (1, "these offices never open; leave out the week if nothing is known of it", "hours"),
    "services: {centre: {}}": (1, 'there is no service "centre"; did you mean "center"?', "unknown-service"),
    "areas: {愛知: {}}": (1, 'there is no area "愛知"; did you mean "愛知県"?', "unknown-area"),
    "areas: {23-center: {}}": (1, 'there is no area "23-center"; did you mean "愛知県"?', "unknown-area"),
    "areas: {岐阜県: {}}": (
        1,
        '"岐阜県" has no office of its own; write the hours of the one that answers for it, "愛知県"',
        "hours",
    ),
    "areas: {Gifu: {}}": (1, 'there is no area "Gifu"; did you mean "岐阜県"?', "unknown-area"),
    "offices: {岐阜県: {center: {}}}": (
        1,
        '"岐阜県 center" has no office of its own; write the hours of the one that answers for it, "愛知県"',
        "hours",
    ),
    "offices: {愛知県: {water: {}}}": (
        1,
        '"愛知県 water" has no office of its own; write the hours of the one that answers under others',
        "hours",
    ),
    "areas: {三重県: {}}": (1, '"三重県" has no office of its own', "hours"),
    "services: {water: {}}": (
        1,
        '"water" has no office of its own; write the hours of the one that answers under others',
        "hours",
    ),
    "offices: {愛知県: {concil: {}}}": (
        1,
        'there is no service "concil"; did you mean "council"?',
        "unknown-service",
    ),
    "others: {headquarter: {}}": (1, NO_OFFICE, "unknown-office"),
    "calendar: {add: [2027-02-29]}": (
        1,
        'expected a date, such as 2026-04-01, found "2027-02-29"; there is no 2027-02-29',
        "wrong-value",
    ),
    "site: {holidays: open}": (1, '"open" is not allowed here; possible here: closed, usual', "wrong-value"),
}


def test_every_mistake_is_reported_where_it_is_written() -> None:
    found = {text: [(one.line, one.message, one.rule) for one in hours(text)[1]] for text in MISTAKES}

    assert {text: found[text] for text, mistake in MISTAKES.items() if mistake not in found[text]} == {}


def test_for_a_place_that_holds_areas_they_are_asked_for() -> None:
    each = "; write each area in it, or, for all there are, no area"
    for areas, name, said in (
        ({"中区": "23106"}, "名古屋市", each),
        ({"中区": "23106"}, "愛知県", each),
        ({"豊田市": "23211"}, "愛知県", each),
        ({"豊田市": "23211"}, "全部", each),
        ({"愛知県": "23"}, "名古屋市", "; possible here: 愛知県"),
        ({"豊田市": "23211"}, "豊橋市", '; did you mean "豊田市"?'),
    ):
        _, problems = read_hours(read(f"areas: {{{name}: {{}}}}", PATH), DIRECTORY, areas, TODAY)
        assert [one.message for one in problems] == [f'there is no area "{name}"{said}']


def test_an_office_may_open_on_named_days_only() -> None:
    assert (
        hours("site: {week: {}, exceptions: {相談会: {from: 2026-12-05, until: 2026-12-05, times: [10:00-12:00]}}}")[1]
        == ()
    )


def test_a_mistake_is_reported_once() -> None:
    assert len(hours("site: {exceptions: {盆: 8/15, 年末年始: {from: 12-29, until: 01-03}}}")[1]) == 1
    assert [len(hours(f"site: {{week: {{mon: [{times}]}}}}")[1]) for times in ("09:00-17:00, 9-12", "9-12")] == [1, 1]
    assert len(hours("offices: {愛知県: {week: {sat: 休み, mon-fri: [09:00-17:00]}}}")[1]) == 1


def test_the_other_mistakes_beside_a_word_for_times_are_reported_with_it() -> None:
    for mistake, beside in (("site: {week: {sat: 休み}, ", "}"), ("offices: {愛知県: {week: {}}}\nsite: {", "}")):
        _, problems = hours(f"{mistake}holidays: open{beside}\nareas: {{愛知県: {{weak: {{}}}}}}")

        assert [one.rule for one in problems] == ["hours", "wrong-value", "unknown-key"]


def test_the_words_for_every_day_and_every_minute_have_a_reading_that_fits() -> None:
    minutes = (EVENING + timedelta(days=day, minutes=7 * day) for day in range(400))
    lines = [line for opens in minutes if (line := reopening(opens, EVENING))]

    assert [misread(line.text, line.kana) for line in lines] == [""] * 400
    assert len({line.kana for line in lines}) == 400
