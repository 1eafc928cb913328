"""Calls to a small site with hours and notices, through signed webhooks, at any time of the year."""

import shutil
from pathlib import Path

import pytest

from ivr.call import Hindrance
from ivr.callscript import End
from ivr.check.proof import prove
from ivr.site import load
from ivr.testcall import PlayedCall, Target
from ivr.testing.phone import Phone
from ivr.testing.targets import site_target

CENTER, HEADQUARTERS, FLOOD_DESK = "052-223-6953", "03-5470-1840", "052-715-1111"
# The national holidays of the present year and the next two are known by themselves, these in every year.
HOURS = """\
calendar: {add: [2026-09-21, 2026-09-22, 2026-09-23, 2026-11-23, 2027-03-22]}
site:
  week: {mon-fri: [09:00-12:00, 13:00-17:00]}
  exceptions:
    年末年始: {from: 12-29, until: 01-03}
others:
  headquarters: {week: {mon-sun: [00:00-24:00]}, holidays: usual, exceptions: {年末年始: {from: 01-02, until: 01-02}}}
  flood_desk: {week: {mon-sun: [08:00-20:00]}, holidays: usual}
"""
NOTICES = """\
notices:
  rain:
    from: 2026-12-01
    until: 2026-12-04
    areas: [愛知県]
    services: [center]
    text: 大雨の被害についても、うかがいます。
    kana: おおあめのひがいについても、うかがいます。
  later:
    from: 2026-12-03
    until: 2026-12-04
    when: after
    text: 相談は、予約制です。
    kana: そうだんは、よやくせいです。
  flood:
    from: 2026-12-07 12:00
    until: 2026-12-11
    services: [center]
    rings: flood_desk
    text: "{office}へのお電話は、災害の相談窓口で、お受けします。"
    kana: "{office}へのおでんわは、さいがいのそうだんまどぐちで、おうけします。"
  moving:
    from: 2026-12-14
    until: 2026-12-15 12:00
    closes: true
    text: 窓口は、移転のため、休みです。
    kana: まどぐちは、いてんのため、やすみです。
  gone:
    from: 2026-12-16
    until: 2026-12-17
    services: [council]
    rings: headquarters
    text: この窓口へのお電話は、全国本部で、お受けします。
    kana: このまどぐちへのおでんわは、ぜんこくほんぶで、おうけします。
  staff:
    from: 2026-12-21
    until: 2026-12-21
    others: [headquarters]
    text: 全国本部は、混み合っています。
    kana: ぜんこくほんぶは、こみあっています。
"""
DESK = """\
others:
  flood_desk:
    printed_name: 災害相談窓口
    number: "052-715-1111"
    spoken_name: 災害の相談窓口
    spoken_kana: さいがいのそうだんまどぐち
"""

BRANCHES = """\
  is_anybody_there:
    kind: branch
    slot: hours
    to: {closed: nobody_there}
    otherwise: is_it_busy
  nobody_there: {kind: say, says: [closed, next_opening], next: ask_service}
  is_it_busy:
    kind: branch
    slot: notice
    to: {staff: it_is_busy}
    otherwise: ask_service
  it_is_busy: {kind: say, says: [failing], next: ask_service}

"""

SENTENCE = "愛知県の経営改善支援センターです"
CLOSED = "経営改善支援センターは、ただいま、受付をしておりません。"
OPEN_DAY, EVENING, HOLIDAY, RAINY_DAY = "2026-11-30 10:00", "2026-11-30 20:00", "2026-11-23 10:00", "2026-12-01 10:00"
WORLDS: dict[str, tuple[str, tuple[Hindrance, ...], str]] = {
    "open": (OPEN_DAY, (), "経営改善支援センターにおつなぎします。"),
    "closed": (EVENING, (), CLOSED + "次の受付は、あす、火曜日の、午前九時からです。"),
    "holiday": (HOLIDAY, (), CLOSED + "次の受付は、あす、火曜日の、午前九時からです。"),
    "notice": (RAINY_DAY, (), "大雨の被害についても、うかがいます。"),
    "failing": (OPEN_DAY, ("failing",), "ただいま、電話が、つながりにくくなっています。"),
}
"""What is heard instead of, or before, the read-back."""
ENDS: dict[End, str] = {
    "answered": "",
    "busy": "窓口は、ただいま話し中です。",
    "no-answer": "応答がありませんでした。",
    "failed": "つながりませんでした。",
    "canceled": "呼び出しが、途中で切れました。",
}
WAYS = {"speech": (SENTENCE,), "keypad": ("1", "1", "1")}


@pytest.fixture(scope="module")
def target(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Target:
    root = tmp_path_factory.mktemp("timed") / "site"
    shutil.copytree(small_site, root)
    (root / "data/hours.yaml").write_text(HOURS, encoding="utf-8")
    (root / "data/notices.yaml").write_text(NOTICES, encoding="utf-8")
    directory = root / "data/directory.yaml"
    text = directory.read_text(encoding="utf-8")
    directory.write_text(text.replace("others:\n", DESK), encoding="utf-8")
    flow = root / "data/flow.yaml"
    before, _, after = flow.read_text(encoding="utf-8").partition("    says: [welcome]\n    next: ask_service\n\n")
    flow.write_text(f"{before}    says: [welcome]\n    next: is_anybody_there\n\n{BRANCHES}{after}", encoding="utf-8")
    return site_target(root)


def call(target: Target, at: str, *answers: str, world: tuple[Hindrance, ...] = ()) -> PlayedCall:
    played = Phone(target).dial(at=at, world=world)
    for answer in answers:
        played.press(answer) if answer.isdecimal() else played.say(answer)
    played.listen()
    return played


@pytest.mark.unmeasured
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", WORLDS)
def test_whatever_the_hour_the_number_is_said_rings_and_how_it_ended_is_said(
    target: Target, name: str, way: str
) -> None:
    at, world, words = WORLDS[name]
    for ends, how in ENDS.items():
        played = call(target, at, *WAYS[way], world=world)

        played.hears(words)
        if name in ("closed", "holiday", "failing"):
            played.hears("ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。")
            played.press("1")
        played.rings(CENTER, ends)
        if ends != "answered":
            played.hears(how)
        played.leave()
        assert played.dialled == (CENTER,), ends
        assert played.unexpected == (), ends


@pytest.mark.parametrize("way", WAYS)
def test_over_the_limit_the_number_is_said_and_nothing_rings(target: Target, way: str) -> None:
    played = call(target, OPEN_DAY, *WAYS[way], world=("over_limit",))

    played.hears("ただいま、この電話からは、おつなぎできません。")
    played.hears("ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。")
    played.wait()
    assert played.dialled == ()


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-30 12:30", "きょうの、午後一時から"),
        ("2026-11-27 17:00", "十一月三十日、月曜日の、午前九時から"),
        ("2026-12-28 17:00", "一月四日、月曜日の、午前九時から"),  # after the turn of the year
        ("2026-09-21 10:00", "九月二十四日、木曜日の、午前九時から"),  # between two holidays is none to work
        ("2027-03-21 10:00", "三月二十三日、火曜日の、午前九時から"),  # a holiday on a Sunday
    ],
)
def test_a_closed_office_says_when_it_opens_next(target: Target, at: str, opens: str) -> None:
    call(target, at, SENTENCE).hears(f"次の受付は、{opens}です。")


@pytest.mark.parametrize(
    ("at", "rings"),
    [
        ("2026-11-30 16:59:55", True),  # the read-back comes after five
        ("2026-11-30 17:00:00", False),
        ("2026-11-30 08:59:55", True),  # and this one after nine
        ("2026-11-30 08:59:00", False),
    ],
)
def test_a_call_that_is_taken_before_closing_time_is_rung(target: Target, at: str, *, rings: bool) -> None:
    played = call(target, at, SENTENCE)

    assert played.second > 5
    played.hears("おつなぎします。" if rings else "受付をしておりません。")


def test_silence_rings_no_closed_office(target: Target) -> None:
    played = call(target, EVENING, SENTENCE)
    played.wait()
    played.wait()
    played.listen()

    assert played.is_over
    assert played.dialled == ()


def test_a_closed_office_can_be_corrected(target: Target) -> None:
    played = call(target, EVENING, SENTENCE, "2")

    played.hears("失礼しました。都道府県が違うときは、イチ。")


def test_a_notice_is_said_once_to_whom_it_concerns_and_lengthens_nobody_elses_way(target: Target) -> None:
    concerned = call(target, RAINY_DAY, SENTENCE)
    other = call(target, RAINY_DAY, "愛知県の中小企業再生支援協議会です")
    day_before = call(target, OPEN_DAY, SENTENCE)
    day_after = call(target, "2026-12-07 10:00", SENTENCE)

    assert concerned.heard.startswith(
        "大雨の被害についても、うかがいます。愛知県の経営改善支援センターにおつなぎします。"
    )
    for played in (other, day_before, day_after):
        assert played.heard.startswith("愛知県の")
        assert "大雨" not in played.said


def test_a_notice_after_the_read_back_is_said_there(target: Target) -> None:
    played = call(target, "2026-12-03 10:00", SENTENCE)

    played.hears("大雨の被害", "おつなぎします。", "相談は、予約制です。", "電話がつながったら、")
    assert played.heard.count("予約制") == 1
    played.rings(CENTER)


def test_a_notice_is_said_to_who_finds_the_office_closed_too(target: Target) -> None:
    call(target, "2026-12-03 20:00", SENTENCE).hears(
        "大雨の被害", "予約制", "受付をしておりません。次の受付は、あす、金曜日の、"
    )


def test_another_office_rings_while_a_notice_says_so(target: Target) -> None:
    played = call(target, "2026-12-08 10:00", SENTENCE)

    played.hears(
        "愛知県の経営改善支援センターへのお電話は、災害の相談窓口で、お受けします。災害の相談窓口におつなぎします。"
    )
    assert "電話がつながったら" not in played.heard  # its line is its own
    played.rings(FLOOD_DESK, "busy")
    played.press("2")
    played.hears("ゼロゴーニーの、ナナイチゴーの、イチイチイチイチ。")
    played.press("1")
    played.rings(FLOOD_DESK)


def test_the_fallback_office_may_ring_instead(target: Target) -> None:
    played = call(target, "2026-12-16 10:00", "愛知県の中小企業再生支援協議会です")

    played.hears("全国本部で、お受けします。", "全国本部におつなぎします。")
    played.rings(HEADQUARTERS)


def test_whoever_is_led_elsewhere_can_still_choose_another_office(target: Target) -> None:
    played = call(target, "2026-12-08 10:00", SENTENCE, "いいえ、中小企業再生支援協議会です")

    played.hears("愛知県の中小企業再生支援協議会におつなぎします。")
    assert "災害" not in played.heard
    played.rings(CENTER)


def test_back_at_a_read_back_takes_back_what_was_answered_last_also_where_another_office_rings(target: Target) -> None:
    played = Phone(target).dial(at="2026-12-08 10:00")
    played.say("経営改善支援センターです")
    played.say("愛知県です")
    played.press("*")

    played.hears("都道府県")


def test_the_hours_of_the_office_that_rings_instead_count(target: Target) -> None:
    call(target, "2026-12-08 18:00", SENTENCE).rings(FLOOD_DESK)  # the center would be closed
    call(target, "2026-12-08 21:00", SENTENCE).hears(
        "災害の相談窓口は、ただいま、受付をしておりません。次の受付は、あす、水曜日の、午前八時からです。"
    )


def test_a_notice_closes_its_offices_and_the_next_opening_comes_after_it(target: Target) -> None:
    played = call(target, "2026-12-14 10:00", SENTENCE)

    played.hears("窓口は、移転のため、休みです。", CLOSED, "次の受付は、あす、火曜日の、午後一時からです。")


def test_a_notice_about_the_fallback_office_is_said_before_that_rings(target: Target) -> None:
    played = call(target, "2026-12-21 10:00", "人と話したい")

    played.hears("全国本部は、混み合っています。")
    played.rings(HEADQUARTERS)
    assert "混み合って" not in call(target, "2026-12-21 10:00", SENTENCE).said


@pytest.mark.parametrize(
    ("at", "answers", "words"),
    [
        ("2026-12-21 10:00", ("人と話したい", "busy", "愛知県です", "人と話したい"), "混み合って"),
        (RAINY_DAY, (SENTENCE, "2", "2", "1"), "大雨"),  # taken back and said anew
        ("2026-12-03 10:00", (SENTENCE, "2", "2", "1"), "予約制"),
        ("2026-12-14 10:00", (SENTENCE, "中小企業再生支援協議会です"), "移転"),
    ],
)
def test_no_notice_is_said_twice_in_a_call(target: Target, at: str, answers: tuple[str, ...], words: str) -> None:
    played = Phone(target).dial(at=at)
    for answer in answers:
        played.rings(HEADQUARTERS, "busy") if answer == "busy" else (
            played.press(answer) if answer.isdecimal() else played.say(answer)
        )

    assert played.said.count(words) == 1


@pytest.mark.parametrize(
    ("at", "first"),
    [
        (OPEN_DAY, "経営相談の案内です。どのような"),
        (
            "2027-01-02 10:00",
            "全国本部は、ただいま、受付をしておりません。次の受付は、あす、日曜日の、午前零時からです。",
        ),
        ("2026-12-21 10:00", "全国本部は、ただいま、電話が、つながりにくくなっています。"),
    ],
)
def test_a_branch_goes_by_the_hours_of_the_fallback_office_and_by_notices(target: Target, at: str, first: str) -> None:
    call(target, at).hears(first)


HEADQUARTERS_CLOSED = "2027-01-02 10:00"
ASKS_FOR_A_PERSON = "オペレーターをお願いします"


def test_a_closed_fallback_office_says_when_it_opens_and_its_number_and_rings_when_asked_to(target: Target) -> None:
    played = call(target, HEADQUARTERS_CLOSED, ASKS_FOR_A_PERSON)

    played.hears("全国本部は、ただいま、受付をしておりません。", "次の受付は、あす、日曜日の、午前零時からです。")
    played.hears("ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。", "このまま、本部におつなぎするときは、イチ。")
    assert "全国本部に、おつなぎします。" not in played.said
    assert played.rang is None
    played.press("1")
    assert played.rang == HEADQUARTERS


@pytest.mark.parametrize(
    ("at", "answer"),
    [(OPEN_DAY, ASKS_FOR_A_PERSON), ("2027-01-01 23:59:45", ASKS_FOR_A_PERSON), (HEADQUARTERS_CLOSED, "もう死にたい")],
)
def test_the_fallback_office_rings_where_it_is_open_was_open_or_nobody_else_can_help(
    target: Target, at: str, answer: str
) -> None:
    assert call(target, at, answer).rang == HEADQUARTERS


@pytest.mark.unmeasured
def test_every_call_is_served_whatever_hours_and_notices_say(target: Target, tmp_path: Path) -> None:
    assert target.site
    site = tmp_path / "site"
    shutil.copytree(target.site.root, site)
    led_to_the_fallback = NOTICES.replace("    when: after\n", "    rings: headquarters\n")
    (site / "data/notices.yaml").write_text(led_to_the_fallback, encoding="utf-8")
    flow = site / "data/flow.yaml"
    by_name = flow.read_text(encoding="utf-8").replace("office: fallback\n", "office: headquarters\n")
    flow.write_text(by_name, encoding="utf-8")  # which is a handing over too
    proof = prove(load(site), processes=1)

    assert proof
    assert proof.problems == ()


@pytest.mark.parametrize(("at", "rings"), [(EVENING, True), ("2027-01-02 10:00", False)])
def test_help_tells_of_the_fallback_office_only_in_its_hours(target: Target, at: str, *, rings: bool) -> None:
    played = call(target, at, "0")

    played.hears("声でも、ボタンでも、お答えいただけます。")
    assert ("全国本部につなぐときは、もう一度、ゼロ。" in played.heard) is rings
    played.press("0")
    if rings:
        played.rings(HEADQUARTERS)
    else:
        played.hears("全国本部は、ただいま、受付をしておりません。次の受付は、あす、日曜日の、午前零時からです。")
        assert played.dialled == ()
