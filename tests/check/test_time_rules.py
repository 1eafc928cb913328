"""What the rules find in hours and notices: each case is a file, and its message."""

from dataclasses import replace

import pytest

from ivr.check.rules import Rule, expired_notice, forbidden_word, idle_day, long_notice, misread_sign, unheeded_hours
from ivr.clock import japanese_time

from .sites import changed, messages_of, site

FLOW, HOURS, NOTICES = "data/flow.yaml", "data/hours.yaml", "data/notices.yaml"
UNHEEDED = "no node of the flow checks whether an office is closed; write unless: {closed: NODE} at its read-back"
OVER = "this notice ended on {}, and is no longer said; remove it"


def notice(text: str = "休みです。", kana: str = "やすみです。", until: str = "2999-12-31", more: str = "") -> str:
    return f"notices:\n  flood: {{from: 2020-01-01, until: {until}, text: {text}, kana: {kana}{more}}}\n"


@pytest.mark.parametrize(
    ("rule", "text", "messages"),
    [
        (expired_notice, notice(), []),
        (expired_notice, notice(until="2020-12-31"), [OVER.format("2020-12-31")]),
        (expired_notice, notice(until="2020-12-31 09:00"), [OVER.format("2020-12-31 09:00")]),
        (expired_notice, notice(until="2019-12-31"), []),  # before it begins, which is told where it is read
        (expired_notice, notice(until="never"), []),  # so is this
        (long_notice, notice("休みです。" * 9, "やすみです。" * 9), []),
        (
            long_notice,
            notice("休みです。" * 10, "やすみです。" * 10),
            ["this notice takes 11.0 seconds, 1.0 more than allowed"],
        ),
        (forbidden_word, notice("倒産です。", "とうさんです。"), ['this site forbids the word "倒産"']),
        (misread_sign, notice("五割%です。", "ごわりです。"), ['"%" may be misread aloud']),
        (unheeded_hours, notice(), []),
        (unheeded_hours, notice(more=", closes: true"), [UNHEEDED]),
    ],
)
def test_a_notice_is_judged_as_what_callers_hear(rule: Rule, text: str, messages: list[str]) -> None:
    found = messages_of(rule, site(text, NOTICES))

    assert len(found) == len(messages)
    assert all(message in one for message, one in zip(messages, found, strict=True))


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("{}", []),
        ("others: {headquarters: {holidays: usual}}", []),
        ("others: {headquarters: {holidays: closed}}", [UNHEEDED]),
        ("areas: {愛知県: {exceptions: {盆: {from: 08-13, until: 08-15}}}}", [UNHEEDED]),
        ("site: {holidays: closed}\nareas: {愛知県: {holidays: closed}}", [UNHEEDED]),  # one node is missing
        ("[", []),
    ],
)
def test_hours_that_close_an_office_need_a_way_for_its_callers(text: str, messages: list[str]) -> None:
    assert messages_of(unheeded_hours, site(text, HOURS)) == messages


RINGS_IT = """
  person:
    {{kind: ring, office: {}, completed: gone, busy: gone, no_answer: gone, failed: gone, canceled: gone{}}}"""
ASKS = ("wrong: ask, next: ring}", "wrong: ask, next: ring, unless: {closed: goodbye}}")
RINGS_CLOSED = "the fallback office rings even while it is closed; write unless: {closed: NODE} where it rings"


@pytest.mark.parametrize("office", ["fallback", "headquarters"])
@pytest.mark.parametrize(
    ("asks", "hours", "messages"),
    [
        ("", "others: {headquarters: {week: {mon-fri: [09:00-17:00]}}}", [RINGS_CLOSED]),
        ("", "site: {week: {mon-fri: [09:00-17:00]}}", [RINGS_CLOSED]),
        ("", "site: {week: {mon-sun: [00:00-24:00]}, holidays: usual}", []),
        ("", "areas: {愛知県: {week: {mon-fri: [09:00-17:00]}}}", []),
        (", unless: {closed: gone}", "site: {week: {mon-fri: [09:00-17:00]}}", []),
    ],
)
def test_a_fallback_office_that_closes_is_rung_by_a_node_that_asks(
    asks: str, hours: str, messages: list[str], office: str
) -> None:
    asking = changed(ASKS, ("nodes:", f"nodes:{RINGS_IT.format(office, asks)}"))
    timed = replace(asking, documents={**site(hours, HOURS).documents, FLOW: asking.documents[FLOW]})

    assert messages_of(unheeded_hours, timed) == messages


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("calendar: {add: [2999-08-13], remove: [{next}-11-23]}", []),
        ("calendar: {add: [{next}-05-03]}", ["{next}-05-03 is a holiday already"]),
        (
            "calendar: {remove: [{next}-11-24]}",
            ["{next}-11-24 is not a holiday, and need not be removed; did you mean {next}-11-23?"],
        ),
        ("calendar: {remove: [{next}-06-15]}", ["{next}-06-15 is not a holiday, and need not be removed"]),
        (
            "calendar: {remove: [2999-01-01]}",
            ["the holidays of 2999 are not known yet, so none of them can be removed"],
        ),
        (
            "calendar: {add: [{next}-08-13], remove: [{next}-08-13]}",
            ["{next}-08-13 is both added and removed; it counts as a holiday"],
        ),
        ("calendar: {add: [2020-08-13]}", ["2020-08-13 is past; delete it"]),
        ("site: {exceptions: {盆: {from: 2020-08-13, until: 2020-08-15}}}", ["2020-08-15 is past; delete it"]),
        ("site: {exceptions: {盆: {from: 2020-08-13, until: 2999-08-15}}}", []),
        ("site: {exceptions: {盆: {from: 08-13, until: 08-15}, 日: {from: never, until: 2020-02-30}}}", []),
    ],
)
def test_a_day_that_changes_nothing_is_reported(text: str, messages: list[str]) -> None:
    ahead = str(japanese_time().year + 1)

    assert messages_of(idle_day, site(text.replace("{next}", ahead), HOURS)) == [
        one.replace("{next}", ahead) for one in messages
    ]


def test_a_flow_that_asks_whether_it_is_closed_needs_no_more() -> None:
    asks = changed(("wrong: ask, next: ring}", "wrong: ask, next: ring, unless: {closed: goodbye}}"))

    assert messages_of(unheeded_hours, asks) == []
