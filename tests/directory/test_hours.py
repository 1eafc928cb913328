"""Whether an office is open, and when it opens next."""

from datetime import date, datetime, timedelta, timezone

import pytest

from ivr.directory import DAY, Hours, Notice, Office, Period

MORNING_AND_AFTERNOON = ((9 * 60, 12 * 60), (13 * 60, 17 * 60))
NEW_YEAR = Period("年末年始", date(2000, 12, 29), date(2000, 1, 3), yearly=True)
SUMMER = Period("お盆", date(2000, 8, 13), date(2000, 8, 15), yearly=True)
DRILL = Period("防災の日", date(2000, 9, 1), date(2000, 9, 1), yearly=True)
OFFICE = Hours(
    week=(*(MORNING_AND_AFTERNOON,) * 5, (), ()),
    periods=(Period("相談会", date(2026, 11, 29), date(2026, 11, 29), ((630, 750),)), NEW_YEAR, SUMMER, DRILL),
    holidays=frozenset({date(2026, 11, 23)}),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


OPENING = {
    "2026-11-27 08:59": (False, "2026-11-27 09:00"),
    "2026-11-27 09:00": (True, "2026-11-27 09:00"),
    "2026-11-27 11:59": (True, "2026-11-27 11:59"),
    "2026-11-27 12:00": (False, "2026-11-27 13:00"),
    "2026-11-27 17:00": (False, "2026-11-29 10:30"),  # a Friday; on that Sunday people come together
    "2026-11-29 10:29": (False, "2026-11-29 10:30"),
    "2026-11-29 12:29": (True, "2026-11-29 12:29"),
    "2026-11-29 12:30": (False, "2026-11-30 09:00"),
    "2027-11-29 09:00": (True, "2027-11-29 09:00"),  # a Monday: they came together in that year only
    "2027-08-12 17:00": (False, "2027-08-16 09:00"),  # a Thursday before the days in summer
    "2029-08-13 10:00": (False, "2029-08-16 09:00"),  # each year, from the first of them
    "2029-08-15 10:00": (False, "2029-08-16 09:00"),  # to the last
    "2027-09-01 10:00": (False, "2027-09-02 09:00"),  # a single day
    "2026-11-22 11:00": (False, "2026-11-24 09:00"),  # a Sunday; Monday is a holiday
    "2026-12-28 17:00": (False, "2027-01-04 09:00"),  # the turn of the year
    "2027-01-03 10:00": (False, "2027-01-04 09:00"),
    "2027-12-29 10:00": (False, "2028-01-04 09:00"),  # each year
}


def test_an_office_is_open_by_its_week_its_days_and_the_holidays() -> None:
    found = {moment: (OFFICE.is_open(at(moment)), OFFICE.next_opening(at(moment))) for moment in OPENING}

    assert found == {moment: (is_open, at(opens)) for moment, (is_open, opens) in OPENING.items()}


def test_a_moment_with_a_time_zone_keeps_it() -> None:
    japan = timezone(timedelta(hours=9))
    opens = OFFICE.next_opening(datetime(2026, 11, 30, 20, 0, tzinfo=japan))

    assert opens == datetime(2026, 12, 1, 9, 0, tzinfo=japan)


def test_days_without_a_week_are_open_but_for_what_is_named() -> None:
    hours = Hours(periods=(NEW_YEAR,))

    assert hours.is_open(at("2026-12-28 23:59"))
    assert hours.next_opening(at("2026-12-29 00:00")) == at("2027-01-04 00:00")


def test_an_office_that_closes_at_midnight_and_opens_then_is_never_closed() -> None:
    hours = Hours(week=(((0, DAY),),) * 7)

    assert all(hours.is_open(at("2026-11-27 23:50") + timedelta(minutes=minute)) for minute in range(20))


def test_an_office_that_opens_no_more_has_no_next_opening() -> None:
    assert Hours(week=((),) * 7).next_opening(at("2026-11-27 09:00")) is None


@pytest.mark.parametrize(
    ("moment", "is_in_force"),
    [("2026-11-30 23:59", False), ("2026-12-01 00:00", True), ("2026-12-05 08:59", True), ("2026-12-05 09:00", False)],
)
def test_a_notice_is_in_force_from_its_beginning_up_to_its_end(moment: str, is_in_force: bool) -> None:
    notice = Notice("flood", at("2026-12-01 00:00"), at("2026-12-05 09:00"))

    assert notice.is_in_force(at(moment)) is is_in_force
    assert notice.is_in_force(at(moment).replace(tzinfo=timezone(timedelta(hours=9)))) is is_in_force


CENTER = Office("23", "center", "愛知県経営改善支援センター", "052-223-6953")
HEADQUARTERS = Office(None, None, "全国本部", "03-5470-1840", other="headquarters")


@pytest.mark.parametrize(
    ("whom", "center", "headquarters"),
    [
        ({}, True, False),
        ({"areas": {"23", "24"}}, True, False),
        ({"areas": {"24"}}, False, False),
        ({"services": {"center"}}, True, False),
        ({"services": {"council"}}, False, False),
        ({"areas": {"23"}, "services": {"council"}}, False, False),
        ({"areas": {"24"}, "services": {"center"}}, False, False),
        ({"others": {"headquarters"}}, False, True),
        ({"others": {"headquarters"}, "areas": {"23"}}, True, True),
        ({"others": {"headquarters"}, "services": {"center"}}, True, True),
        ({"others": {"desk"}, "services": {"council"}}, False, False),
    ],
)
def test_a_notice_is_for_the_callers_that_it_names(whom: dict[str, set[str]], center: bool, headquarters: bool) -> None:
    areas, services, others = (frozenset(whom.get(key, ())) for key in ("areas", "services", "others"))
    notice = Notice("flood", at("2026-12-01 00:00"), at("2026-12-05 09:00"), areas, services, others)

    assert notice.concerns(CENTER, ("23", "center")) is center
    assert notice.concerns(HEADQUARTERS, None) is headquarters
