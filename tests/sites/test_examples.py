"""The three examples of the package pass what the shipped site passes: rules, proof, every office."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from ivr.call import Plan
from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.load.scenarios import Scenario, scenarios
from ivr.simulator import Carrier
from ivr.site import Site, load, shipped
from ivr.testcall import Target, dial
from ivr.testcall.answer_lines import step_of
from ivr.testing.targets import site_target
from tests.callers import Scripted

pytestmark = pytest.mark.unmeasured
EXAMPLES = ("nationwide", "partial", "city")
OPEN = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


def folder(name: str) -> Path:
    return shipped() / "data" / "examples" / name


@pytest.fixture(scope="module")
def carriers() -> dict[str, Carrier]:
    """Return a carrier for each example, whose line is the example's application in this process."""
    return {name: site_target(folder(name)).carrier() for name in EXAMPLES}


@cache
def timed(name: str) -> Target:
    """Return an example's application for calls at an hour of their own."""
    return site_target(folder(name))


@cache  # a site that was read never changes
def site_of(name: str) -> Site:
    return load(folder(name))


def plan_of(name: str) -> Plan:
    plan = site_of(name).plan
    assert plan
    return plan


@cache
def scenarios_of(name: str) -> tuple[Scenario, ...]:
    return scenarios(plan_of(name))


@pytest.mark.parametrize("name", EXAMPLES)
def test_only_what_is_to_be_filled_in_is_left(name: str) -> None:
    problems = problems_of(site_of(name))

    assert [str(problem) for problem in problems if problem.rule not in OPEN or not problem.warning] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_caller_is_lost_and_every_office_rings_by_voice_and_by_keypad(name: str) -> None:
    proof = prove(site_of(name), processes=1)

    assert proof
    assert proof.problems == ()
    assert proof.ways == 3 * len(plan_of(name).directory.offices)  # in one sentence, word by word, by keys


@pytest.mark.parametrize("kind", ["one sentence", "keypad"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_so_it_is_over_the_webhooks(carriers: dict[str, Carrier], name: str, kind: str) -> None:
    """Call every tenth office, for the proof has played the ways to each of them."""
    offices = [*plan_of(name).directory.offices.values()][::10]
    ways = {one.office: one.answers for one in scenarios_of(name) if one.kind == kind}

    rung = {office.key: carriers[name].call(Scripted(ways[office])).dialled for office in offices}

    assert rung == {office.key: (office.e164,) for office in offices}


CALLS = {
    "nationwide": [
        # A sentence that answers both questions, each on its own, the first taken back.
        (["はじめてです", "愛知県です", "はい"], "愛知県", "はじめてのかたからの、お電話です。"),
        (["愛知県です", "前に相談しました", "はい"], "愛知県", "二度目からのかたからの、お電話です。"),
        (["2", "3", "1"], "愛知県", "二度目からのかたからの、お電話です。"),
        (["はじめてです", "豊田市の会社です", "はい"], "愛知県", "はじめてのかたからの、お電話です。"),
    ],
    "partial": [
        (["愛知県の輸出相談をお願いします"], "愛知県", "export"),
        # Where there is no office for it, the general one of the prefecture answers.
        (["静岡県の輸出相談をお願いします"], "静岡県", "general"),
        (["3", "3", "2"], "静岡県", "general"),
    ],
    "city": [
        (["天白区の福祉の相談をお願いします"], "天白区", "welfare"),
        (["4", "2", "1"], "中村区", "garbage"),
        (["ごみのこと", "名古屋市です", "中区です"], "中区", "garbage"),
        (["ごみのこと", "大阪市です", "中区です"], "中区", "garbage"),
    ],
}


@pytest.mark.parametrize(("name", "call"), [(name, call) for name, calls in CALLS.items() for call in calls])
def test_the_right_office_rings(carriers: dict[str, Carrier], name: str, call: tuple[list[str], str, str]) -> None:
    answers, area, what = call
    plan = plan_of(name)
    made = carriers[name].call(Scripted(answers))

    service = "revival" if name == "nationwide" else what
    office = plan.directory.office(plan.codes[area], service)
    assert office
    assert made.dialled == (office.e164,)
    assert name != "nationwide" or what in str(made.transcript)


@pytest.mark.parametrize("answer", ["水道のことで", "中区の水道です", "5"])
def test_where_one_office_answers_for_the_whole_city_nobody_is_asked_for_a_ward(
    carriers: dict[str, Carrier], answer: str
) -> None:
    call = carriers["city"].call(Scripted([answer]))

    assert call.dialled == ("+81520000002",)
    assert "お住まいの区は、どちらですか。" not in call.said


def test_a_place_that_holds_several_areas_is_said_once(carriers: dict[str, Carrier]) -> None:
    call = carriers["city"].call(Scripted(["税の相談です", "名古屋市です", "中区です"]))

    assert "愛知県の、ナゴヤシですね。" in call.said
    assert "どの区" not in call.said


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_number_that_was_read_out_is_read_out_again(carriers: dict[str, Carrier], name: str) -> None:
    sentence = next(one for one in scenarios_of(name) if one.kind == "one sentence").answers
    calls = ([*sentence, "", "番号を教えて"], [*sentence, "", "番号を教えて", "番号を教えて"])
    first, again = (carriers[name].call(Scripted(["!busy", *answers])).said.count("の番号は") for answers in calls)

    assert (first, again) == (2, 4)


@pytest.mark.parametrize("ends", ["!busy", "!no-answer", "!failed", "!canceled"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_however_a_ring_ends_in_vain_its_caller_hears_the_number(
    carriers: dict[str, Carrier], name: str, ends: str
) -> None:
    sentence = next(one for one in scenarios_of(name) if one.kind == "one sentence").answers
    call = carriers[name].call(Scripted([ends, *sentence]))

    assert len(call.dialled) == 1
    assert call.said.count("の番号は") == 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_out_of_hours_a_caller_hears_so_and_may_have_it_rung(name: str) -> None:
    target = timed(name)
    sentence = next(one for one in scenarios_of(name) if one.kind == "one sentence").answers
    played = dial(target, target.carrier(), at=datetime(2026, 12, 30, 10, 0))  # noqa: DTZ001 - local time, as of --at
    for answer in sentence:
        played.take(step_of(answer))

    assert "受付をしておりません" in played.call.said
    assert played.dialled == ()


@pytest.mark.parametrize("hour", [10, 23])
@pytest.mark.parametrize("name", EXAMPLES)
def test_who_despairs_is_put_through_at_once_whatever_the_hour(name: str, hour: int) -> None:
    target = timed(name)
    played = dial(target, target.carrier(), at=datetime(2026, 12, 1, hour, 0))  # noqa: DTZ001 - local time, as of --at
    played.take(step_of("もう死にたいです"))

    assert played.rang == target.printed(plan_of(name).fallback.number)


def test_a_closed_office_of_no_area_is_named_and_rung_on_request() -> None:
    target = timed("city")
    played = dial(target, target.carrier(), at=datetime(2026, 12, 30, 10, 0))  # noqa: DTZ001 - local time, as of --at
    played.take(step_of("水道です"))
    played.take(step_of("1"))

    assert "水道の窓口は、ただいま、受付をしておりません" in played.call.said
    assert played.rang == target.printed(plan_of("city").directory.others["waterworks"].number)
