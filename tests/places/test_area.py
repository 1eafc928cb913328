from ivr.places import Ambiguous, Gazetteer, PlaceOutcome, Probable, Unknown, area, explain_area, locate

AREAS = {
    "+81522236953": ("23",),
    "+81352223000": ("13",),
    "+81126721234": ("01",),
    "+81552220000": ("19",),
    "+81559220000": ("22",),
    "+81762220000": ("17",),
    "+81764320000": ("16",),
    "+81663330000": ("27", "28"),
    "+81280220000": ("08", "11", "09"),
    "+81612345678": ("27", "28"),
    "+810522236953": ("23",),
}


def test_the_area_code_tells_the_prefectures(places: Gazetteer) -> None:
    assert {number: set(area(places, number)) for number in AREAS} == {
        number: set(prefectures) for number, prefectures in AREAS.items()
    }


NO_AREA = [
    *("+819012345678", "+818012345678", "+817012345678", "+816012345678", "+816612345678", "+815012345678"),
    *(
        "+813123456789",
        "+81522236",
        "+8152223695",
        "+815222369531",
        "+8152223695x",
        "+8１522236953",
        "+81٥22236953",
    ),
    *("+81120123456", "+818001234567", "+81570012345", "+812012345678", "+81204123456789"),
    *("+266696687", "+15005550006", "anonymous", "", "+81", "+8106", "+810"),
]


def test_numbers_without_an_area_have_no_prefecture(places: Gazetteer) -> None:
    assert {number: area(places, number) for number in NO_AREA} == dict.fromkeys(NO_AREA, ())


def test_there_are_387_area_codes(places: Gazetteer, texts: dict[str, str]) -> None:
    codes = [line for line in texts["areacodes.tsv"].splitlines() if line[0] == "0" and "-" not in line]
    assert len(codes) == 387
    assert all(prefecture in places.prefectures for found in places.area_codes.values() for prefecture in found)


def test_an_area_is_never_certain(places: Gazetteer) -> None:
    assert explain_area(places, "+81522236953").outcome == Probable("23", "052")
    assert isinstance(explain_area(places, "+81663330000").outcome, Ambiguous)
    assert explain_area(places, "+819012345678").outcome == Unknown()


SAID: dict[str, PlaceOutcome] = {
    "電話番号は052です": Probable("23", "052"),
    "市外局番が0595": Probable("24", "0595"),
    "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン": Probable("23", "052"),
    "03の番号です": Probable("13", "03"),
    "076です": Ambiguous(("16", "17"), "076"),
    "09012345678": Unknown(),
    "0120123456": Unknown(),
    "0520001": Probable("01233", "0520001"),  # seven digits are a postal code
}


def test_a_spoken_telephone_number_or_area_code_is_asked_about(places: Gazetteer) -> None:
    assert {text: locate(places, text) for text in SAID} == SAID
    assert locate(places, "052です", refused=frozenset({"23"})) == Unknown()
    assert locate(places, "My number is 052 223 6953", language="en") == Probable("23", "052")
