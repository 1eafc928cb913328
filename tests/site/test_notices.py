"""Notices: whom they are about, from when and until when, and every mistake, with its place."""

from datetime import datetime

import pytest

from ivr.directory import Notice
from ivr.site.notices import PATH, NoticesRead, entries_of, read_notices
from ivr.speech import Prompt
from ivr.strict_yaml import read

from .test_hours import CODES, DIRECTORY, NO_OFFICE

MOMENT = "expected a day, such as 2026-12-01, or a day and a time, such as 2026-12-01 09:00"


def notices(*lines: str) -> NoticesRead:
    entry = ["from: 2026-12-01", "until: 2026-12-05", "text: 本日は、休みです。", "kana: ほんじつは、やすみです。"]
    given = {line.partition(":")[0] for line in lines}
    usual = [line for line in entry if line.partition(":")[0] not in given]
    text = "notices:\n  flood:\n" + "".join(f"    {line}\n" for line in (*usual, *lines) if line)
    return read_notices(read(text, PATH), DIRECTORY, CODES, ("subsidy",))


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ((), {"23-center", "23-council", "47-center", "47-council"}),
        (("services: [center]",), {"23-center", "47-center"}),
        (("areas: [愛知県]",), {"23-center", "23-council"}),
        (("areas: [愛知県]", "services: [center]"), {"23-center"}),
        (("others: [headquarters]",), {"headquarters"}),
        (("others: [headquarters]", "areas: [沖縄県]"), {"headquarters", "47-center", "47-council"}),
    ],
)
def test_a_notice_is_for_callers_of_its_services_areas_and_offices(lines: tuple[str, ...], keys: set[str]) -> None:
    read = notices(*lines)
    (notice,) = read.notices

    assert read.problems == ()
    assert {
        one.key
        for one in DIRECTORY
        if notice.concerns(one, None if one.other else (one.prefecture or "", one.service or ""))
    } == keys


@pytest.mark.parametrize("text", ["notices:\n", "notices: {}\n", "notices: null\n"])
def test_the_last_notice_can_be_deleted(text: str) -> None:
    found = read_notices(read(text, PATH), DIRECTORY, CODES, ())

    assert (found.notices, found.problems, dict(entries_of(read(text, PATH)))) == ((), (), {})


def test_who_has_chosen_no_area_is_reported_only_of_the_office_that_rings() -> None:
    (notice,) = notices().notices

    assert not notice.concerns(DIRECTORY.others["headquarters"], None)


@pytest.mark.parametrize(
    ("lines", "since", "until"),
    [
        ((), "2026-12-01 00:00", "2026-12-06 00:00"),  # the last day belongs to it
        (("from: 2026-12-01 09:00", "until: 2026-12-01 17:30"), "2026-12-01 09:00", "2026-12-01 17:30"),
    ],
)
def test_a_notice_lasts_for_days_or_to_the_minute(lines: tuple[str, ...], since: str, until: str) -> None:
    (notice,) = notices(*lines).notices

    assert (notice.since, notice.until) == (datetime.fromisoformat(since), datetime.fromisoformat(until))


def test_it_says_when_it_is_said_what_rings_and_what_closes() -> None:
    (notice,) = notices("when: after", "rings: headquarters").notices

    assert isinstance(notice, Notice)
    assert (notice.when, notice.instead, notice.closes) == ("after", "headquarters", False)
    assert notices("closes: true").notices[0].closes


def test_it_is_said_in_the_words_of_each_language_and_in_japanese_where_there_are_none() -> None:
    read = notices("languages: {en: Closed today.}")
    japanese = {"notice flood": Prompt("本日は、休みです。", "ほんじつは、やすみです。")}

    assert read.prompts() == japanese
    assert read.prompts("fr") == japanese
    assert read.prompts("en") == {"notice flood": Prompt("Closed today.", "Closed today.", language="en")}


MISTAKES = [
    (("until:",), 6, 'nothing follows "until"; expected text', "wrong-value"),
    (("from: tomorrow",), 6, MOMENT, "wrong-value"),
    (("from: 2026-12-01 24:00",), 6, MOMENT, "wrong-value"),
    (("until: 2026-11-30",), 6, "this notice ends before it begins", "hours"),
    (("until: 9999-12-31",), 6, "a notice must end; write a day before the year 3000", "hours"),
    (("until: 3000-01-01",), 6, "a notice must end; write a day before the year 3000", "hours"),
    (("from: 2026-12-01 09:00", "until: 2026-12-01 09:00"), 6, "this notice ends before it begins", "hours"),
    (("services: [centre]",), 7, 'there is no service "centre"; did you mean "center"?', "unknown-service"),
    (("areas: [愛知]",), 7, 'there is no area "愛知"; did you mean "愛知県"?', "unknown-area"),
    (("others: [headquarter]",), 7, NO_OFFICE, "unknown-office"),
    (
        ("rings: 23-center",),
        7,
        'there is no office "23-center"; possible here: headquarters',
        "unknown-office",
    ),
    (("rings: headquarters", "closes: true"), 8, "another office rings instead, so nothing is closed", "hours"),
    (
        ("rings: headquarters", "others: [headquarters]"),
        8,
        "another office can ring only in place of an office of an area or a service",
        "hours",
    ),
    (
        ("text: '{opens}、休みです。'", "kana: '{opens}、やすみです。'"),
        5,
        "nothing fills {opens} in a notice",
        "unknown-gap",
    ),
    (("kana: ほんじつは、おやすみ。",), 6, '"おやすみ" cannot be the reading of "休みです"', "reading"),
    (("areas: 全部",), 7, 'for all there are, leave "areas" out', "wrong-value"),
    (("services: [All]",), 7, 'for all there are, leave "services" out', "unknown-service"),
    (("areas: [Aichi-ken]",), 7, 'there is no area "Aichi-ken"; did you mean "愛知県"?', "unknown-area"),
    (("who: all",), 7, 'no key is called "who" here', "unknown-key"),
]


def test_every_mistake_is_reported_where_it_is_written() -> None:
    for lines, line, message, rule in MISTAKES:
        found = [(one.line, one.message, one.rule) for one in notices(*lines).problems]

        assert any((line, rule) == (at, by) and said.startswith(message) for at, said, by in found), found


def test_a_notice_without_an_end_is_refused() -> None:
    text = "notices:\n  flood: {from: 2026-12-01, text: 休みです。, kana: やすみです。}\n"
    problems = read_notices(read(text, PATH), DIRECTORY, CODES, ()).problems

    assert [(one.line, one.message) for one in problems] == [(2, 'the key "until" is missing here')]


def test_what_fills_the_gaps_of_prompts_fills_those_of_notices() -> None:
    read = notices("text: '{office}、{subsidy}。'", "kana: '{office}、{subsidy}。'")

    assert read.problems == ()


def test_a_notice_is_in_the_first_language_of_the_site() -> None:
    words = "text: We are closed., languages: {fr: Fermé., en: Closed.}"
    text = f"notices:\n  flood: {{from: 2026-12-01, until: 2026-12-05, {words}}}\n"

    notices_read = read_notices(read(text, PATH), DIRECTORY, CODES, (), ("en",))

    assert [problem.message for problem in notices_read.problems] == [
        "there is no language fr: it has no prompts/fr.yaml",
        'the first language is en already: its words are under "text"',
    ]
    assert notices_read.prompts("en")["notice flood"] == Prompt("Closed.", "Closed.", language="en")
    assert notices_read.prompts("zh")["notice flood"] == Prompt("We are closed.", "We are closed.", language="en")


def redirects(*rest: str, since: str = "2999-12-01") -> list[tuple[int, str]]:
    """Return what is said of two notices; the first rings the headquarters from *since*, the second has keys *rest*."""
    first = f"from: {since}, until: {since[:-2]}05, areas: [愛知県], rings: headquarters"
    text = "".join(
        f"  {name}: {{{keys}, text: 休みです。, kana: やすみです。}}\n"
        for name, keys in (("flood", first), ("moved", ", ".join(rest)))
    )
    problems = read_notices(read(f"notices:\n{text}", PATH), DIRECTORY, CODES, ()).problems
    return [(one.line, one.message) for one in problems if one.rule == "hours" and one.warning]


def test_an_office_that_does_not_ring_because_another_one_does_is_warned_of() -> None:
    always = ("from: 2999-12-05 23:59", "until: 2999-12-31")
    both = "it stands first, so its office rings, and they hear both notices"
    found = [(3, f'"flood" redirects the same callers at the same time; {both}')]

    assert redirects(*always, "rings: desk") == found
    assert redirects(*always, "rings: desk", "services: [center]", "areas: [沖縄県, 愛知県]") == found
    assert redirects(*always, "rings: desk", "areas: [沖縄県]") == []
    assert redirects("from: 2999-12-06", "until: 2999-12-31", "rings: desk") == []
    assert redirects(*always, "rings: headquarters") == []
    assert redirects("from: 2020-12-01", "until: 2020-12-31", "rings: desk", since="2020-12-01") == []  # both are over
    # An office that is closed is the one that another rings for.
    assert redirects(*always, "closes: true") == []
