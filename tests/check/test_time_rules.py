"""What the rules find in hours and notices: each case is a file, and the sentence that tells of it."""

import pytest

from ivr.check.rules import Rule, expired_notice, forbidden_word, long_notice, misread_sign, unheeded_hours

from .sites import changed, site, told

HOURS, NOTICES = "data/hours.yaml", "data/notices.yaml"
UNHEEDED = "no node of the flow asks whether an office is closed; write unless: {closed: NODE} at its read-back"
OVER = "this notice is over since {}, and is said no more; take it out"


def notice(text: str = "休みです。", kana: str = "やすみです。", until: str = "2999-12-31", more: str = "") -> str:
    return f"notices:\n  flood: {{from: 2020-01-01, until: {until}, text: {text}, kana: {kana}{more}}}\n"


@pytest.mark.parametrize(
    ("rule", "text", "messages"),
    [
        (expired_notice, notice(), []),
        (expired_notice, notice(until="2020-12-31"), [OVER.format("2020-12-31")]),
        (expired_notice, notice(until="2020-12-31 09:00"), [OVER.format("2020-12-31 09:00")]),
        (expired_notice, notice(until="never"), []),  # told where it is read
        (long_notice, notice("休みです。" * 9, "やすみです。" * 9), []),
        (
            long_notice,
            notice("休みです。" * 10, "やすみです。" * 10),
            ["this notice takes 11.0 seconds, 1.0 more than allowed"],
        ),
        (forbidden_word, notice("倒産です。", "とうさんです。"), ['this site forbids itself the word "倒産"']),
        (misread_sign, notice("五割%です。", "ごわりです。"), ['"%" may be misread aloud']),
        (unheeded_hours, notice(), []),
        (unheeded_hours, notice(more=", closes: true"), [UNHEEDED]),
    ],
)
def test_a_notice_is_judged_as_what_callers_hear(rule: Rule, text: str, messages: list[str]) -> None:
    found = told(rule, site(text, NOTICES))

    assert len(found) == len(messages)
    assert all(message in one for message, one in zip(messages, found, strict=True))


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("{}", []),
        ("others: {headquarters: {holidays: usual}}", []),
        ("others: {headquarters: {holidays: closed}}", [UNHEEDED]),
        ("areas: {愛知県: {exceptions: {盆: {from: 08-13, until: 08-15}}}}", [UNHEEDED]),
        ("[", []),
    ],
)
def test_hours_that_close_an_office_need_a_way_for_its_callers(text: str, messages: list[str]) -> None:
    assert told(unheeded_hours, site(text, HOURS)) == messages


def test_a_flow_that_asks_whether_it_is_closed_needs_no_more() -> None:
    asks = changed(("wrong: ask, next: ring}", "wrong: ask, next: ring, unless: {closed: goodbye}}"))

    assert told(unheeded_hours, asks) == []
