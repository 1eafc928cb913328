"""Whether an office is open: by its hours, by the time the call was answered, and times that are not credible."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ivr.call import Answered, Call, Conditions, Outcome, Plan, Said, begin, step
from ivr.call.moves import Enter
from ivr.call.step import advance
from ivr.clock import JAPAN
from ivr.directory import Hours, Notice

from .talk import Turn, after, turns

MIE = ("事業再生", "三重県")
MONDAY = datetime(2026, 11, 30, 17, 1, tzinfo=JAPAN)
CLOSED = "三重県の中小企業再生支援協議会は、ただいま、受付をしておりません。"
OFFICE = "24-council"


@pytest.fixture(scope="module")
def timed(plan: Plan) -> Plan:
    """Open the council of Mie from nine to five."""
    return replace(plan, hours={OFFICE: Hours(week=(((540, 1020),),) * 7)})


def led(plan: Plan, call: Call, now: datetime) -> Turn:
    return Turn(*step(plan, call, Said("三重県の中小企業再生支援協議会です", Conditions(now=now))))


def asked(plan: Plan, answered: str) -> Call:
    return after(plan).call._replace(answered=answered)


@pytest.mark.parametrize(
    ("answered", "is_closed"),
    [
        ("202611301659", False),
        ("202611301502", False),  # the longest call
        ("202611301500", True),  # none is so long: an address from elsewhere
        ("202611301700", True),
        ("202612301659", True),  # still to come
        ("202613451659", True),
        ("", True),
    ],
)
def test_an_office_that_was_open_when_the_call_was_taken_is_rung(
    timed: Plan, answered: str, *, is_closed: bool
) -> None:
    turn = led(timed, asked(timed, answered), MONDAY)

    assert turn.said.startswith(CLOSED) is is_closed


def test_a_call_carries_when_it_was_taken_only_where_there_are_hours(plan: Plan, timed: Plan) -> None:
    event = Answered(Conditions(now=MONDAY))

    assert step(timed, begin(timed), event)[0].answered == "202611301701"
    assert step(plan, begin(plan), event)[0].answered == ""


def test_where_nobody_knows_the_time_an_office_is_rung(timed: Plan) -> None:
    assert "おつなぎします。" in after(timed, *MIE).said


def test_only_the_office_that_has_hours_is_closed_by_them(timed: Plan) -> None:
    turn = Turn(*step(timed, after(timed).call, Said("三重県の経営改善支援センターです", Conditions(now=MONDAY))))

    assert "おつなぎします。" in turn.said


def test_a_number_is_read_out_and_nothing_rings_unasked(timed: Plan) -> None:
    turn = led(timed, after(timed).call, MONDAY)

    assert turn.rang == ""
    assert turn.said.count("ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。") == 2
    assert "次の受付は、あす、火曜日の、午前九時からです。" in turn.said


def test_an_office_that_opens_no_more_does_not_say_when(plan: Plan) -> None:
    closed = replace(plan, hours={OFFICE: Hours(week=((),) * 7)})

    assert "次の受付" not in led(closed, after(closed).call, MONDAY).said


def test_a_notice_does_not_let_an_office_open_that_opens_no_more(plan: Plan) -> None:
    notice = Notice("moving", MONDAY.replace(tzinfo=None), datetime(2026, 12, 2, 12), closes=True)  # noqa: DTZ001 - local
    said = {"notice moving": plan.prompts["sorry"]}
    hours = {OFFICE: Hours(week=((),) * 7)}
    closed = replace(plan, hours=hours, notices=(notice,), prompts={**plan.prompts, **said})
    world = Conditions(now=MONDAY, notices=frozenset({"moving"}))

    assert "次の受付" not in Turn(*step(closed, after(closed).call, Said("三重県の協議会です", world))).said


def test_callers_in_english_hear_in_english_when_an_office_opens(timed: Plan) -> None:
    taken = turns(timed, "8", "The council in Mie Prefecture", world=Conditions(now=MONDAY))

    assert "It takes calls again tomorrow, Tuesday, from nine a.m." in taken[-1].said


def test_one_notice_that_closes_follows_another(timed: Plan) -> None:
    first = Notice("first", MONDAY.replace(tzinfo=None), datetime(2026, 12, 2, 12), closes=True)  # noqa: DTZ001 - local
    second = replace(first, name="second", since=first.until - timedelta(hours=1), until=datetime(2026, 12, 4))  # noqa: DTZ001
    said = {f"notice {name}": timed.prompts["sorry"] for name in ("first", "second")}
    plan = replace(timed, notices=(first, second), prompts={**timed.prompts, **said})
    turn = Turn(
        *step(plan, after(plan).call, Said("三重県の協議会です", Conditions(now=MONDAY, notices=frozenset({"first"}))))
    )

    assert "次の受付は、十二月四日、金曜日の、午前九時からです。" in turn.said


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2026, 12, 2, 12), f"{CLOSED}次の受付は、十二月二日、水曜日の、正午からです。"),  # noqa: DTZ001 - local
        (datetime(2027, 12, 2), f"{CLOSED}三重県の"),  # noqa: DTZ001 - so far away a date would need its year
    ],
)
def test_an_office_without_hours_that_a_notice_closes_says_until_when(plan: Plan, until: datetime, words: str) -> None:
    notice = Notice("moving", MONDAY.replace(tzinfo=None), until, closes=True)
    closed = replace(plan, notices=(notice,), prompts={**plan.prompts, "notice moving": plan.prompts["sorry"]})
    world = Conditions(now=MONDAY, notices=frozenset({"moving"}))

    assert words in Turn(*step(closed, after(closed).call, Said("三重県の協議会です", world))).said


def test_an_office_that_is_closed_although_its_hours_say_no_such_thing_does_not_say_when(timed: Plan) -> None:
    world = Conditions(now=MONDAY.replace(hour=10), closed=frozenset({OFFICE}))

    assert "次の受付" not in Turn(*step(timed, after(timed).call, Said("三重県の協議会です", world))).said


def test_a_notice_that_names_the_office_is_said_once_of_each(plan: Plan) -> None:
    notice = Notice("moved", MONDAY.replace(tzinfo=None), datetime(2026, 12, 2))  # noqa: DTZ001 - local
    noticed = replace(plan, notices=(notice,), prompts={**plan.prompts, "notice moved": plan.prompts["closed"]})
    world = Conditions(now=MONDAY, notices=frozenset({"moved"}))
    taken = turns(noticed, *MIE, "#", "違います", "*", "違います", "1", "愛知県です", world=world)
    said = [turn.said for turn in taken]

    assert taken[5].call.node == "read_back"  # again, for the same office
    assert [text.count("受付をしておりません。") for text in said] == [0, 0, 1, 0, 0, 0, 0, 0, 1]
    assert [turn.call.noticed for turn in taken] == [(), (), *[(-1,)] * 5, (), (-1,)]


def test_one_about_an_office_without_an_area_is_said_once_whatever_the_call_is_about(plan: Plan) -> None:
    notice = Notice(
        "busy",
        MONDAY.replace(tzinfo=None),
        datetime(2026, 12, 2),  # noqa: DTZ001 - local
        others=frozenset({"headquarters"}),
    )
    noticed = replace(plan, notices=(notice,), prompts={**plan.prompts, "notice busy": plan.prompts["fallback_closed"]})
    world = Conditions(now=MONDAY, notices=frozenset({"busy"}))
    taken = turns(noticed, *MIE, "本部", Outcome.NO_ANSWER, "愛知県です", "本部", world=world)

    assert [turn.rang != "" for turn in taken] == [False, False, False, True, False, False, True]
    assert [turn.said.count("受付をしておりません。") for turn in taken] == [0, 0, 0, 1, 0, 0, 0]


def test_a_notice_that_is_not_in_force_does_not_change_which_office_a_call_is_about(plan: Plan) -> None:
    over = Notice("over", datetime(2020, 1, 1), datetime(2020, 1, 2))  # noqa: DTZ001 - local
    noticed = replace(plan, notices=(over,), prompts={**plan.prompts, "notice over": plan.prompts["sorry"]})
    rung = after(plan, *MIE).call._replace(rang="headquarters")
    read_back = [advance(one, Enter("read_back", rung), Conditions(now=MONDAY)) for one in (plan, noticed)]

    assert [call.rang for call, _ in read_back] == ["headquarters"] * 2
    assert read_back[0][1] == read_back[1][1]


@pytest.mark.parametrize("notice", [{}, {"closes": True}, {"instead": "headquarters"}])
def test_an_office_is_led_to_by_a_notice_only_while_that_is_in_force(plan: Plan, notice: dict[str, Any]) -> None:
    moved = Notice("moved", datetime(2020, 1, 1), datetime(2020, 1, 2), **notice)  # noqa: DTZ001 - local
    noticed = replace(plan, notices=(moved,), prompts={**plan.prompts, "notice moved": plan.prompts["sorry"]})
    turned = [
        after(noticed, *MIE, world=Conditions(now=MONDAY, notices=names))
        for names in (frozenset[str](), frozenset({"moved"}))
    ]

    assert turned[0].instructions == after(plan, *MIE).instructions
    assert turned[1].call.rang == notice.get("instead", "")
    assert turned[1].call.noticed == (1,)  # said for good: its sentence is the same for whatever office


def test_each_of_two_notices_is_said_once_and_to_its_own_callers(plan: Plan) -> None:
    mie = Notice("mie", MONDAY.replace(tzinfo=None), datetime(2026, 12, 2), frozenset({"24"}))  # noqa: DTZ001 - local
    aichi = replace(mie, name="aichi", areas=frozenset({"23"}))
    said = {"notice mie": plan.prompts["sorry"], "notice aichi": plan.prompts["silence"]}
    noticed = replace(plan, notices=(mie, aichi), prompts={**plan.prompts, **said})
    world = Conditions(now=MONDAY, notices=frozenset({"mie", "aichi"}))
    sentences = [said[f"notice {name}"].text for name in ("mie", "aichi")]
    taken = turns(noticed, *MIE, "愛知県です", "三重県です", world=world)

    assert [[text in turn.said for text in sentences] for turn in taken[2:]] == [
        [True, False],
        [False, True],
        [False, False],
    ]
    assert [turn.call.noticed for turn in taken[2:]] == [(1,), (1, 2), (1, 2)]


def test_a_notice_that_closes_the_offices_of_an_area_closes_no_office_without_one(plan: Plan) -> None:
    storm = Notice("storm", MONDAY.replace(tzinfo=None), datetime(2026, 12, 2), frozenset({"24"}), closes=True)  # noqa: DTZ001 - local
    noticed = replace(plan, notices=(storm,), prompts={**plan.prompts, "notice storm": plan.prompts["sorry"]})
    taken = turns(noticed, *MIE, "本部", world=Conditions(now=MONDAY, notices=frozenset({"storm"})))

    assert CLOSED in taken[-2].said
    assert taken[-1].rang == plan.fallback.e164
