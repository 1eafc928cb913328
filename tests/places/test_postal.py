import pytest

from ivr.places import Ambiguous, Gazetteer, PlaceOutcome, Probable, Unknown, digits, explain_postal, locate, postal


def test_all_codes_are_there(places: Gazetteer) -> None:
    assert len(set(places.postal.numbers)) == 142_920


@pytest.mark.parametrize(
    ("text", "code", "kana"),
    [
        ("4710025", "23211", "とよたし"),
        ("2701516", "12329", "さかえまち"),
        ("4600001", "23106", "なごやしなかく"),
        ("0608621", "01101", "さっぽろしちゅうおうく"),
    ],
)
def test_seven_digits_ask_about_the_municipality(places: Gazetteer, text: str, code: str, kana: str) -> None:
    assert postal(places, text) == Probable(code, text)
    assert places.kana(code) == kana


@pytest.mark.parametrize(
    ("text", "codes"),
    [("4980000", ("23235", "24303")), ("6180000", ("26303", "27301")), ("8710000", ("40642", "44203"))],
)
def test_a_code_that_spans_two_prefectures_is_a_choice(places: Gazetteer, text: str, codes: tuple[str, ...]) -> None:
    assert postal(places, text) == Ambiguous(codes, text)


def test_no_other_code_spans_two_prefectures(places: Gazetteer) -> None:
    owners: dict[int, set[str]] = {}
    for number, owner in zip(places.postal.numbers, places.postal.municipalities, strict=True):
        owners.setdefault(number, set()).add(places.postal.owners[owner][:2])
    assert sorted(number for number, found in owners.items() if len(found) > 1) == [4980000, 6180000, 8710000]


def test_a_code_of_several_municipalities_asks_about_their_prefecture(places: Gazetteer) -> None:
    assert postal(places, "0040000") == Probable("01", "0040000")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("471", Probable("23211", "471")),
        ("460", Probable("23106", "460")),
        ("018", Probable("05", "018", ("02206",))),
        ("498", Ambiguous(("23235", "24303"), "498")),
    ],
)
def test_three_digits_ask_about_the_prefecture_or_its_only_municipality_there(
    places: Gazetteer, text: str, outcome: Probable | Ambiguous
) -> None:
    assert postal(places, text) == outcome


def test_three_digits_of_several_municipalities_ask_about_the_prefecture(places: Gazetteer) -> None:
    assert postal(places, "901") == Probable("47", "901")


NO_CODES = ["9999999", "000", "12", "47100", "47100251", "", "#", "愛知県です"]


def test_what_is_no_code_is_unknown(places: Gazetteer) -> None:
    assert {text: postal(places, text) for text in NO_CODES} == dict.fromkeys(NO_CODES, Unknown())


def test_a_refused_place_is_not_proposed_again(places: Gazetteer) -> None:
    assert postal(places, "4980000", frozenset({"23"})) == Probable("24303", "4980000")
    assert postal(places, "4710025", frozenset({"23211"})) == Unknown()


def test_the_rule_that_decided_is_named(places: Gazetteer) -> None:
    assert explain_postal(places, "4980000").rule == "the postal code reaches into several areas"


SPOKEN = [
    "4710012",
    "471-0012",
    "471の0012です",
    "４７１－００１２",
    "〒471-0012",
    "よんなないちの、ゼロゼロイチニー",
    "四七一の〇〇一二",
    "えーと、郵便番号は四七一の、零零一二になります",
    "ヨン ナナ イチ の ゼロ ゼロ イチ ニ",
    "よんしちいちのれいれいいちに",
    "471 00 12",
    "471-0012ですわ",
    "471-0012の会社です",
    "471の0012やけど",
]


def test_a_spoken_code_is_its_digits() -> None:
    assert {text: digits(text) for text in SPOKEN} == dict.fromkeys(SPOKEN, "4710012")


@pytest.mark.parametrize("text", ["愛知県", "はい", "わかりません", "471のなに", ""])
def test_what_is_no_number_has_no_digits(text: str) -> None:
    assert digits(text) == ""


@pytest.mark.parametrize("text", ["460008です", "85001です", "Aと530001です", "530の 001です", "3800の0838です"])
def test_a_spoken_code_that_lost_or_gained_a_digit_is_never_guessed(places: Gazetteer, text: str) -> None:
    assert postal(places, text) == Unknown()
    assert locate(places, text) == Unknown()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("郵便番号で言うと951の8550", "15103"),
        ("有便番号は760の0017", "37201"),
        ("ゴッサンゼロの、ゼロゼロゼロイチです", "27127"),
    ],
)
def test_seven_digits_said_where_a_place_is_asked_for_are_a_postal_code(
    places: Gazetteer, text: str, code: str
) -> None:
    found = locate(places, text)
    assert isinstance(found, Probable)
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("郵便番号は460です", Probable("23106", "460")),
        ("えーと、ゆうびんばんごうは、ななぜろぜろ", Probable("33", "700")),
        ("〒498", Ambiguous(("23235", "24303"), "498")),
        ("460です", Unknown()),
        ("郵便番号は4600です", Unknown()),
    ],
)
def test_the_first_three_digits_are_a_code_where_the_caller_says_so(
    places: Gazetteer, text: str, outcome: PlaceOutcome
) -> None:
    assert locate(places, text) == outcome
