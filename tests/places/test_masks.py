import pytest

from ivr.places import Certain, Gazetteer, Masks, Unknown, locate, masks
from tests.conftest import shipped_plan

SITE = masks(["経営改善", "経営改善支援センター", "協議会", "改善", "405"], ["商工会議所", "信用保証協会"], ["本部"])


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return shipped_plan().places


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("愛知の経営改善支援センターへ", "愛知の、、、、、、、、、、へ"),  # the longest name
        ("愛知県信用保証協会です", "愛知県〓〓〓〓〓〓です"),
        ("改善です", "改善です"),  # too short to be found inside
        ("405の事業", "、、、の事業"),
        ("〒405-0031", "〒405-0031"),  # a piece of a longer number
        ("", ""),
    ],
)
def test_names_are_replaced_and_nothing_moves(text: str, masked: str) -> None:
    assert SITE.masked(text) == masked


def test_a_place_before_a_name_of_the_site_is_the_answer(places: Gazetteer) -> None:
    assert locate(places, "愛知経営改善お願いします", no_places=SITE) == Certain("23", "愛知")
    assert not isinstance(locate(places, "愛知経営改善お願いします"), Certain)


@pytest.mark.parametrize("text", ["千葉商工会議所の者です", "愛知県信用保証協会の紹介で"])
def test_a_place_in_the_name_of_others_is_none(places: Gazetteer, text: str) -> None:
    assert locate(places, text, no_places=SITE) == Unknown()


def test_a_word_of_the_site_is_no_place_by_itself(places: Gazetteer) -> None:
    assert locate(places, "本部です", no_places=SITE) == Unknown()
    assert locate(places, "本部町です", no_places=SITE) == locate(places, "本部町です")


def test_a_name_of_the_site_and_of_others_is_the_sites() -> None:
    assert masks(["協議会"], ["協議会"]).masked("協議会") == "、、、"
    assert Masks().masked("協議会") == "協議会"
