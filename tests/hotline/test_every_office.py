"""Every office of the leaflet is reached by speech and by keypad, by a carrier that knows no flow; some over HTTP."""

from collections.abc import Callable, Sequence
from itertools import cycle

import pytest

from ivr.simulator import Action, Caller, Carrier, Desk, Playback, PressKeys, SimulatedCall
from ivr.speech import KEYS
from tests.callers import Scripted
from tests.directory.test_leaflet import leaflet_rows

PHRASE = "「経営改善支援センターでの相談」"
pytestmark = pytest.mark.unmeasured
WHISPER = "経営改善支援センターでの、相談です。"
SERVICE = {"center": "経営改善支援センター", "council": "中小企業再生支援協議会"}
KEYPAD = {"center": "計画づくり", "council": "銀行との調整"}
# One sound apart on a telephone line, and therefore asked yes or no when spoken.
ASKED = ("和歌山県", "岡山県", "滋賀県", "佐賀県", "神奈川県", "香川県", "福島県", "徳島県")
# Each prefecture's region in the keypad menu; 山梨 and 三重 are looked for in either of two.
REGIONS = {
    "関東": "東京 神奈川 埼玉 千葉 茨城 群馬 栃木",
    "近畿": "大阪 兵庫 京都 滋賀 奈良 和歌山",
    "東海": "愛知 静岡 岐阜 三重",
    "九州と沖縄": "福岡 熊本 鹿児島 沖縄 長崎 大分 宮崎 佐賀",
    "北海道と東北": "北海道 宮城 福島 青森 岩手 山形 秋田",
    "甲信越と北陸": "新潟 長野 石川 富山 山梨 福井",
    "中国": "広島 岡山 山口 島根 鳥取",
    "四国": "愛媛 香川 徳島 高知",
}

Office = tuple[str, str, str, bool]  # prefecture, service, number in E.164, on a shared line

OFFICES: tuple[Office, ...] = tuple(
    (*where.split(" "), "+81" + number.replace("-", "")[1:], shared)  # type: ignore[misc]  # two words
    for where, _, number, shared in leaflet_rows()
    if where != "headquarters"
)
TEN = OFFICES[::10] + tuple(office for office in OFFICES if office[3])
HEADQUARTERS = "+81354701840"


def short(prefecture: str) -> str:
    return prefecture if prefecture == "北海道" else prefecture[:-1]


def region(prefecture: str) -> str:
    return next(region for region, listed in REGIONS.items() if short(prefecture) in listed.split())


def one_sentence(office: Office) -> Scripted:
    prefecture, service, *_ = office
    return Scripted([f"{prefecture}の{SERVICE[service]}をお願いします", *yes(prefecture)])


def two_answers(office: Office) -> Scripted:
    prefecture, service, *_ = office
    return Scripted([f"{SERVICE[service]}です", f"えーと、{prefecture}です", *yes(prefecture)])


class Keypad:
    """Presses only what is heard: the key that is announced for the first of what is wanted, 「東海はサン」."""

    def __init__(self, *wants: str) -> None:
        self._wants = wants

    def hears(self, heard: Playback) -> Sequence[Action]:
        keys = [key for want in self._wants for key, word in KEYS.items() if f"{want}は{word}" in heard.text]
        return [PressKeys(keys[0])] if heard.asked and keys else []

    def desk(self, _number: str) -> Desk:
        return Desk()


def keypad(office: Office) -> Keypad:
    prefecture, service, *_ = office
    return Keypad(KEYPAD[service], region(prefecture), short(prefecture))


def yes(prefecture: str) -> Sequence[str]:
    return ["はい"] if prefecture in ASKED else []


Way = Callable[[Office], Caller]
WAYS: tuple[Way, ...] = (one_sentence, two_answers, keypad)


def identify(office: Office) -> str:
    return f"{office[0]}-{office[1]}"


def test_there_are_94_offices_with_a_prefecture() -> None:
    assert len(OFFICES) == 94


@pytest.mark.parametrize("way", WAYS)
def test_every_office_rings_by_speech_and_by_keypad(in_process: Carrier, way: Way) -> None:
    offices = TEN if way is two_answers else OFFICES  # all of them by two answers: tests/testing/test_every_office.py

    assert {identify(office): heard(in_process, office, way) for office in offices} == {
        identify(office): right(office) for office in offices
    }


def test_a_tenth_of_them_rings_through_the_real_service(carrier: Carrier) -> None:
    ways = dict(zip(TEN, cycle(WAYS), strict=False))

    assert {identify(office): heard(carrier, office, way) for office, way in ways.items()} == {
        identify(office): right(office) for office in ways
    }


Heard = tuple[tuple[str, ...], bool, bool, str, list[str]]
"""What rings, whether the office is named and the phrase for a shared line given, what the desk hears, and warnings."""


def heard(carrier: Carrier, office: Office, way: Way) -> Heard:
    prefecture, service, *_ = office
    call = carrier.call(way(office))

    named = f"{prefecture}の{SERVICE[service]}におつなぎします。" in call.said
    return call.dialled, named, PHRASE in call.said, call.whispered, [str(warning) for warning in call.warnings]


def right(office: Office) -> Heard:
    *_, number, shared = office
    return (number,), True, shared, WHISPER if shared else "", []


def test_a_refused_read_back_is_corrected(in_process: Carrier) -> None:
    for prefecture, service, number, shared in TEN:
        wrong = "東京都" if prefecture != "東京都" else "大阪府"

        call = in_process.call(
            Scripted([f"{wrong}の{SERVICE[service]}です", f"いいえ、{prefecture}です", *yes(prefecture)])
        )

        assert call.dialled == (number,), prefecture
        assert (PHRASE in call.said) is shared, prefecture


def test_a_step_back_leads_to_the_same_office(in_process: Carrier) -> None:
    for prefecture, service, number, _ in TEN:
        call = in_process.call(
            Scripted(["1" if service == "center" else "2", "*", f"{SERVICE[service]}です", *keys(prefecture)])
        )

        assert call.dialled == (number,), prefecture


def keys(prefecture: str) -> list[str]:
    names = list(REGIONS)
    row = REGIONS[region(prefecture)].split()
    return [str(names.index(region(prefecture)) + 1), str(row.index(short(prefecture)) + 1)]


def test_one_silence_leads_to_the_menu_and_on(in_process: Carrier) -> None:
    for prefecture, service, number, _ in TEN:
        call = in_process.call(Scripted(["", "1" if service == "center" else "2", *keys(prefecture)]))

        assert "計画づくりはイチ、銀行との調整はニー" in call.said, prefecture
        assert call.dialled == (number,), prefecture


def test_a_busy_office_is_followed_by_the_headquarters_at_a_key(carrier: Carrier) -> None:
    for prefecture, service, number, _ in TEN:
        said = [f"{prefecture}の{SERVICE[service]}です", *yes(prefecture), "", "!busy", "0"]

        call = carrier.call(Scripted(said))

        assert call.dialled == (number, HEADQUARTERS), prefecture
        assert "話し中です" in call.said, prefecture


def test_nobody_is_rung_twice_unasked(carrier: Carrier) -> None:
    busy = Desk("busy")

    call: SimulatedCall = carrier.dial(desks=lambda _number: busy)
    call.play(Scripted(["愛知県の協議会です"]))

    assert len(call.dialled) == 1
    assert "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン" in call.said
