"""Places as a site divides the country: each answer is one of its areas, a question, or beyond them."""

import pytest

from ivr.places import (
    AreaKind,
    Beyond,
    Certain,
    Gazetteer,
    PlaceOutcome,
    Probable,
    Unknown,
    codes_of,
    divided,
    holders,
    locate,
    postal,
)

Where = tuple[AreaKind, tuple[str, ...]]
NAGOYA: Where = ("wards", ("23100",))
KANAGAWA: Where = ("wards", ("14",))
AICHI: Where = ("municipalities", ("23",))
KANTO: Where = ("prefectures", ("13", "14", "11"))


HEARD: dict[tuple[Where, str], tuple[type[PlaceOutcome], str]] = {
    (NAGOYA, "中区です"): (Certain, "23106"),
    (NAGOYA, "港区です"): (Certain, "23111"),  # not Tokyo's, nor Osaka's
    (NAGOYA, "名古屋市中区です"): (Certain, "23106"),
    (NAGOYA, "なかくです"): (Probable, "23106"),
    (NAGOYA, "天白です"): (Probable, "23116"),
    (NAGOYA, "北です"): (Probable, "23103"),  # as any other ward is
    (NAGOYA, "きたです"): (Probable, "23103"),
    (NAGOYA, "栄です"): (Probable, "23106"),  # a quarter of the ward
    (NAGOYA, "名古屋市です"): (Beyond, "23100"),
    (NAGOYA, "愛知県です"): (Beyond, "23"),
    (NAGOYA, "大阪市です"): (Beyond, "27100"),
    (NAGOYA, "大阪の港区です"): (Beyond, "27107"),
    (NAGOYA, "豊田市です"): (Beyond, "23211"),
    (NAGOYA, "大阪じゃなくて中区です"): (Certain, "23106"),
    (NAGOYA, "大阪から引っ越して中区です"): (Beyond, "27142"),  # asked again rather than guessed
    (NAGOYA, "052です"): (Beyond, "23"),  # as if the prefecture of the area code were named
    (NAGOYA, "ええとですね"): (Unknown, ""),
    (AICHI, "豊田市です"): (Certain, "23211"),
    (AICHI, "東浦町です"): (Probable, "23442"),  # 碧南市 has a quarter of that name
    (AICHI, "中村区です"): (Certain, "23100"),  # the city in which it lies
    (AICHI, "愛知県です"): (Beyond, "23"),
    (KANAGAWA, "横浜の緑区です"): (Certain, "14113"),
    (KANAGAWA, "川崎です"): (Probable, "14131"),  # the ward, or the city: asked
    (KANTO, "八王子です"): (Certain, "13"),
    (KANTO, "府中市です"): (Certain, "13"),  # the other one lies elsewhere
    (KANTO, "名古屋市中区です"): (Beyond, "23106"),
    (KANTO, "大阪です"): (Beyond, "27"),
    (KANTO, "045です"): (Probable, "14"),
    (KANTO, "06です"): (Beyond, "27"),
}


def test_an_answer_is_an_area_a_question_or_beyond(places: Gazetteer) -> None:
    outcomes = {(where, said): locate(divided(places, *where), said) for where, said in HEARD}

    assert {key: (type(found), getattr(found, "code", "")) for key, found in outcomes.items()} == HEARD
    for (where, _), outcome in outcomes.items():
        assert all(divided(places, *where).area_of(code) for code in codes_of(outcome))


def test_wards_that_are_called_alike_are_a_choice_and_have_their_city_in_their_name(places: Gazetteer) -> None:
    here = divided(places, *KANAGAWA)

    assert codes_of(locate(here, "緑区です")) == ("14151", "14113")
    assert (here.areas["14113"].name, here.areas["14104"].name) == ("横浜市緑区", "中区")


@pytest.mark.parametrize(
    ("where", "keyed", "expected"),
    [
        (NAGOYA, "4600008", Probable("23106", "4600008")),
        (NAGOYA, "5300001", Beyond("27127", "5300001")),
        (AICHI, "4600008", Probable("23106", "4600008")),
        (NAGOYA, "0000000", Unknown()),
    ],
)
def test_a_postal_code_leads_to_the_area_that_holds_it(
    places: Gazetteer, where: Where, keyed: str, expected: PlaceOutcome
) -> None:
    assert postal(divided(places, *where), keyed) == expected


def test_what_lies_in_a_place_and_what_a_place_lies_in(places: Gazetteer) -> None:
    wards, towns = divided(places, *NAGOYA), divided(places, *AICHI)

    assert len(wards.areas) == 16
    assert wards.areas_in("23") == wards.areas_in("23100") == tuple(wards.areas)
    assert wards.areas_in("27100") == ()
    assert towns.area_of("23105") == "23100"
    assert set(towns.areas_in("23知多郡")) == {"23441", "23442", "23445", "23446", "23447"}
    assert divided(places, "none").areas == {}
    assert divided(places, "prefectures") is places
    assert len(divided(places, "wards", ("13",)).areas) == 23
    assert (holders(places)["愛知県"], holders(places)["名古屋市"]) == ("23", "23100")


@pytest.mark.parametrize(
    ("where", "said", "code"),
    [
        (NAGOYA, "Naka ward of Nagoya in Aichi", "23106"),
        (KANAGAWA, "Tsurumi ward of Yokohama in Kanagawa", "14101"),  # there is a ward called Kanagawa too
        (KANAGAWA, "Saiwai ward of Kawasaki in Kanagawa", "14132"),  # and one called Kawasaki
        (KANAGAWA, "the ward of Kawasaki in Kawasaki", "14131"),
        (AICHI, "Obu in Aichi", "23223"),  # three letters, which alone might be any word
        (AICHI, "Toyota in Aichi", "23211"),
    ],
)
def test_an_area_is_heard_in_english_by_its_whole_name(places: Gazetteer, where: Where, said: str, code: str) -> None:
    assert codes_of(locate(divided(places, *where), said, language="en")) == (code,)


@pytest.mark.parametrize(
    ("where", "code", "name"),
    [
        (NAGOYA, "23106", "Naka ward"),
        (KANAGAWA, "14113", "Midori ward of Yokohama"),  # Sagamihara has one too
        (AICHI, "23100", "Nagoya"),
        (KANTO, "14", "Kanagawa"),
    ],
)
def test_in_a_row_an_area_is_called_what_tells_it_from_the_others(
    places: Gazetteer, where: Where, code: str, name: str
) -> None:
    assert divided(places, *where).area_in(code, "en") == name
