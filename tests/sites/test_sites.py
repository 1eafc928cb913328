"""What a site may be: with services and areas of its own, or without, every office rings by voice and by keypad."""

from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.simulator import Carrier
from ivr.testing.targets import site_target
from tests.callers import Scripted

from . import NAMES, build, site_of

pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def carriers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Carrier]:
    """Return a carrier for each hotline, whose line is the hotline's application in this process."""
    folder = tmp_path_factory.mktemp("sites")
    return {name: site_target(build(folder / name, name)).carrier() for name in NAMES}


WARNINGS = {"unverified-offices", "placeholder-number", "too-many-choices", "fallback-not-agreed"}


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_every_rule(tmp_path: Path, name: str) -> None:
    problems = problems_of(site_of(tmp_path, name))

    assert [str(problem) for problem in problems if problem.rule not in WARNINGS or not problem.warning] == []


@pytest.mark.parametrize("name", ["departments", "kanto", "towns"])
def test_no_caller_of_it_is_lost(tmp_path: Path, name: str) -> None:
    proof = prove(site_of(tmp_path, name), processes=1)

    assert proof
    assert proof.problems == ()


CALLS = {
    "city": [
        # Each department, by voice in one sentence, in two, and by the keypad.
        (["天白区の福祉の相談をお願いします"], "+81520020016"),
        (["ごみのことです", "中村区です"], "+81520030005"),
        (["4", "2", "1"], "+81520030005"),
        (["1", "1", "1"], "+81520010001"),
        # One office for several areas, and one for all of them.
        (["税の相談です", "緑区です", "はい"], "+81520010007"),
        (["税の相談です", "名東区です"], "+81520010001"),
        (["5", "3", "4"], "+81520000002"),
        (["水道のことで", "中区です"], "+81520000002"),
        # A shared line of two departments.
        (["子育ての相談です", "千種区です"], "+81520020001"),
        # Finer than a ward: a quarter, a postal code.
        (["ごみのこと", "栄です", "はい"], "+81520030006"),
        (["4", "9", "4600008", "1"], "+81520030006"),
        # Wider: which of its wards? Outside: told so, and asked again.
        (["ごみのこと", "名古屋市です", "中区です"], "+81520030006"),
        (["ごみのこと", "愛知県の名古屋です", "中区です"], "+81520030006"),
        (["ごみのこと", "大阪市です", "中区です"], "+81520030006"),
        (["名古屋市のごみのこと", "中区です"], "+81520030006"),
        (["大阪市の税の相談です", "千種区です"], "+81520010001"),
        (["中区のごみのこと", "いいえ、大阪市です", "東区です", "はい"], "+81520030002"),
        # Corrected at the read-back.
        (["中区のごみのこと", "いいえ、東区です", "はい"], "+81520030002"),
    ],
    "partial": [
        (["愛知県の資金相談をお願いします"], "+81522236953"),
        (["愛知県の輸出相談をお願いします"], "+81520000023"),
        # Where there is no office for it, the general one of the prefecture answers.
        (["静岡県の輸出相談をお願いします"], "+81542535118"),
        (["3", "3", "2"], "+81542535118"),
        (["1", "3", "2"], "+81542535118"),
    ],
    "departments": [
        (["もよおしのことです"], "+81354701842"),
        (["", "3"], "+81354701843"),
        (["貸し出し", "いいえ", "部屋の予約"], "+81354701843"),
        # Where no places are asked for, none is heard.
        (["愛知県の貸し出し"], "+81354701841"),
        (["愛知県です", "貸し出し"], "+81354701841"),
    ],
    "kanto": [
        (["埼玉県です"], "+81488361330"),
        (["横浜です", "はい"], "+81456335143"),
        (["", "1"], "+81332837425"),
        (["", "7"], "+81272556505"),
        (["大阪府です", "千葉県です"], "+81432013331"),
    ],
    "towns": [
        (["丸亀市です"], "+81877222371"),
        (["小豆島です", "はい"], "+81878115886"),
        (["", "3", "5"], "+81877222371"),
        (["", "1", "9", "7618071", "1"], "+81878115886"),
        (["香川県です", "琴平町です", "はい"], "+81877222371"),
        (["徳島市です", "さぬき市です", "はい"], "+81878115886"),
    ],
}


def test_the_right_office_rings(carriers: dict[str, Carrier]) -> None:
    for name, calls in CALLS.items():
        for answers, number in calls:
            call = carriers[name].call(Scripted(answers))

            assert call.dialled == (number,), (name, answers)
            assert [str(warning) for warning in call.warnings] == [], (name, answers)
