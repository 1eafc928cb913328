from ivr.places import Ambiguous, Gazetteer, Probable, Unknown, area, explain_area

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
