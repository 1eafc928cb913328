import pytest

from ivr.places import Ambiguous, Certain, Gazetteer, PlaceOutcome, Probable, Unknown, codes_of, explain, locate
from ivr.places.mishearing import one_sound_apart


def test_every_prefecture_in_every_form_is_recognised(places: Gazetteer) -> None:
    for place in places.prefectures.values():
        for text in (
            place.name,
            f"えーと、{place.name}です",
            place.kana,
            f"{place.kana}です",
            f"いいえ、{place.name}です",
        ):
            assert locate(places, text) == Certain(place.code, place.kana if place.kana in text else place.name)


@pytest.mark.unmeasured
def test_no_prefecture_is_taken_for_another(places: Gazetteer) -> None:
    for one in places.prefectures.values():
        for other in places.prefectures.values():
            if one is other:
                continue
            for a, b in ((one.name, other.name), (one.short, other.short), (one.kana, other.kana)):
                found = locate(places, f"{a}じゃなくて{b}です")
                assert not isinstance(found, Certain) or found.code == other.code, f"{a} {b}"
                both = locate(places, f"{a}と{b}です")
                assert not isinstance(both, Certain), f"{a} {b}"


NAMED = {
    "えーと、愛知県です": "愛知県",
    "えーと、 ｱｲﾁｹﾝ です": "あいちけん",
    "住所は愛知県名古屋市中区三の丸です": "愛知県名古屋市中区",
    "服行券です": "服行券",
    "中央区です": "中央区",
    "わかりません": "",
}


def test_the_part_that_named_the_place_is_given_in_normal_form(places: Gazetteer) -> None:
    assert {text: locate(places, text).heard for text in NAMED} == NAMED


def test_a_name_of_several_prefectures_is_a_choice_with_the_larger_first(places: Gazetteer) -> None:
    assert locate(places, "府中市です") == Ambiguous(("13206", "34208"), "府中市")


@pytest.mark.parametrize("text", ["府中市か府中市です", "府中市、えっと、府中市です", "府中です。府中市です"])
def test_a_name_said_twice_is_the_choice_that_it_is_said_once(places: Gazetteer, text: str) -> None:
    assert codes_of(locate(places, text)) == ("13206", "34208")


SEVERAL: dict[str, tuple[type[PlaceOutcome], tuple[str, ...]]] = {
    "遠別か小樽です": (Certain, ("01",)),  # in the same prefecture
    "栄、設楽です": (Probable, ("23106",)),  # only in Aichi is there one of each name
    "東京か大阪です": (Ambiguous, ("13", "27")),
    "東京と大阪と京都と福岡と広島と札幌です": (Unknown, ()),  # more than a caller can be offered
}


def test_of_several_places_what_they_have_in_common_is_taken(places: Gazetteer) -> None:
    outcomes = {said: locate(places, said) for said in SEVERAL}

    assert {said: (type(found), tuple(codes_of(found))) for said, found in outcomes.items()} == SEVERAL


@pytest.mark.parametrize(
    ("text", "codes"),
    [("宮古です", {"03202", "47214"}), ("丹波です", {"28223", "26"}), ("肥前です", {"41", "42"}), ("近江です", {"25"})],
)
def test_the_name_of_a_town_and_of_a_region_elsewhere_is_asked_about(
    places: Gazetteer, text: str, codes: set[str]
) -> None:
    found = locate(places, text)

    assert isinstance(found, Probable | Ambiguous)
    assert set(codes_of(found)) == codes


def test_the_callers_telephone_orders_a_choice(places: Gazetteer) -> None:
    assert locate(places, "府中市です", near=("34",)) == Ambiguous(("34208", "13206"), "府中市")


def test_the_callers_telephone_decides_nothing(places: Gazetteer) -> None:
    assert locate(places, "愛知県です", near=("34",)) == Certain("23", "愛知県")
    assert locate(places, "横浜です", near=("02",)) == Probable("14100", "横浜", ("02406",))


def test_more_than_five_prefectures_are_too_many_to_offer(places: Gazetteer) -> None:
    assert locate(places, "北区です", near=("27",)) == Unknown("北区")


def test_a_great_city_is_asked_about_before_its_small_namesake(places: Gazetteer) -> None:
    assert locate(places, "神戸です") == Probable("28100", "神戸", ("21381",))


@pytest.mark.parametrize(
    ("text", "refused", "outcome"),
    [
        ("神戸です", {"28100"}, Probable("21381", "神戸")),
        ("神戸です", {"28"}, Probable("21381", "神戸")),
        ("府中市です", {"13"}, Probable("34208", "府中市")),
        ("府中市です", {"13206", "34"}, Unknown()),
        ("いいえ、三重県です", {"23"}, Certain("24", "三重県")),
        ("愛知県です", {"23"}, Unknown()),
        ("佐賀県です", {"41"}, Probable("25", "佐賀県")),
        ("さがけんです", {"41"}, Probable("25", "さがけん")),
        ("佐賀県です", {"41", "25"}, Unknown()),
    ],
)
def test_a_refused_place_is_not_proposed_again(
    places: Gazetteer, text: str, refused: set[str], outcome: Probable | Certain | Unknown
) -> None:
    assert locate(places, text, frozenset(refused)) == outcome


RULES = {
    "愛知県です": "a prefecture is named in full",
    "愛知です": "a prefecture is named without 県, 府, 都",
    "豊橋市です": "the only city of this name",
    "札幌の中央区です": "a place is named together with what it lies in",
    "横浜です": "a city's name that smaller places share",
    "愛知と三重です": "places in several prefectures are named",
    "服行券です": "sounds like this place more than like any other",
    "はい": "no place is named",
}


def test_the_rule_that_decided_is_named(places: Gazetteer) -> None:
    assert {text: explain(places, text).rule for text in RULES} == RULES


def test_four_pairs_of_prefectures_are_one_sound_apart(places: Gazetteer) -> None:
    pairs = {
        frozenset({place.short, places.prefectures[code].short})
        for place in places.prefectures.values()
        for code in one_sound_apart(places.prefectures, place.code)
    }
    assert pairs == {frozenset(pair.split("/")) for pair in ("和歌山/岡山", "滋賀/佐賀", "神奈川/香川", "福島/徳島")}


STORY = "三年前に店を始めたのですが売り上げが落ちて銀行への返済が厳しくて、"


VERY_LONG = {
    "愛知県です。" + STORY * 3000: Certain("23", "愛知県"),
    STORY * 20 + "場所は愛知県の岡崎でございます": Certain("23", "愛知県の岡崎"),
    "あ" * 100 + "愛知県です。" + "い" * 200: Unknown(),
    "あ" * 98 + "愛" + "う" * 100 + "知県です。" + "い" * 195: Unknown(),
    "\ufdfa" * 1000 + "、愛知県です": Certain("23", "愛知県"),
    "か\u3099" * 1000 + "、愛知県です": Certain("23", "愛知県"),
}


def test_a_very_long_answer_is_read_at_its_beginning_and_its_end(places: Gazetteer) -> None:
    assert {text: locate(places, text) for text in VERY_LONG} == VERY_LONG


@pytest.mark.parametrize(
    "text",
    [
        "宮崎県、失礼しました、わかやまけの会社",
        "富山、もといとと行けんですがの",
        "群馬県、いやみやぎてす",
        "東京、もとい950の0087です",
    ],
)
def test_a_place_that_is_corrected_by_one_not_understood_is_asked_about(places: Gazetteer, text: str) -> None:
    assert isinstance(locate(places, text), Probable)


@pytest.mark.parametrize(
    "text",
    [
        "愛知県です、失礼しました",
        "愛知県です、間違いないです",
        "東京というか八王子です",
        "愛知県です、いやあ困りました",
    ],
)
def test_a_place_with_no_other_behind_it_is_not_corrected(places: Gazetteer, text: str) -> None:
    assert isinstance(locate(places, text), Certain)
