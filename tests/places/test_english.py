"""Places in English sentences: Certain is never wrong, and what is doubtful is asked."""

import pytest
from hypothesis import given, strategies as st

from ivr.heard.romaji import romaji
from ivr.heard.utterance import plain
from ivr.places import AreaKind, Certain, Gazetteer, Probable, Unknown, codes_of, digits, divided, explain, locate
from ivr.places.data.rows import stem_kana
from ivr.places.text.mentions import masks

KINDS = {"市": "city", "区": "ward", "町": "town", "村": "village"}

CERTAIN = {
    "Aichi": "23",
    "Aichi prefecture": "23",
    "It's Aichi-ken": "23",
    "Gumma": "10",
    "Oosaka": "27",
    "Tokyo-to": "13",
    "My company is in Osaka.": "27",
    "Mie, please": "24",
    "in Nagoya": "23",
    "calling from Sapporo": "01",
    "Chiyoda ward, Tokyo": "13",
    "Naka ward of Nagoya": "23",
    "Fuchu city in Tokyo": "13",
    "Higashi-Osaka city": "27",
    "not Osaka, Kyoto": "26",
    "Kyoto, not Osaka": "26",
    "Aichi, no, Mie": "24",
    "Osaka, sorry, I mean Hyogo": "28",
    "it's not Kagawa, it's Kanagawa": "14",
    "Tsu, Mie": "24",
    "Fukushima in Osaka": "27",  # its ward
    "could you connect me to Osaka": "27",
    "that will be Osaka please": "27",
    "my husband's company is in Osaka": "27",
    "I am calling from my house in Osaka": "27",
    "Kago shima": "46",
}
ASKED = {
    "near Osaka": ("27",),
    "our parent company is in Osaka": ("27",),
    "it used to be in Osaka": ("27",),
    "I don't know if it's Osaka": ("27",),
    "we will move to Osaka": ("27",),
    "I was born in Akita": ("05",),
    "Nagoya prefecture": ("23100",),
    "Toyota": ("23211",),
    "Fuchu": ("13206", "34208"),
    "Fukushima": ("07", "27103", "01332"),
    "Kagawa or Kanagawa": ("37", "14"),
    "Shonan": ("14",),
    "four six oh, zero zero zero eight": ("23106",),
    "It's 460-0008": ("23106",),
    "Usa city": ("44211",),
    "my date is in Fukushima": ("07", "27103", "01332"),
    "Kyoto, Osaka": ("26", "27"),
    "Tsu Mie": ("24201",),
}
NOWHERE = (
    *(
        "I don't want Osaka",
        "anywhere but Osaka",
        "my name is Chiba",
        "this is Yamaguchi speaking",
        "Mr. Nagano",
        "Chiba bank",
        "Toyota motors",
        "to be or not to be",
    ),
    *(
        "go to the bank",
        "I see",
        "I have a date",
        "north",
        "I'm not in Tokyo",
        "I made it to the USA",
        "",
    ),
)


def test_a_place_that_is_plainly_named_is_certain(places: Gazetteer) -> None:
    outcomes = {text: locate(places, text, language="en") for text in CERTAIN}

    assert {text: isinstance(outcome, Certain) and outcome.code for text, outcome in outcomes.items()} == CERTAIN


def test_a_doubtful_place_is_asked(places: Gazetteer) -> None:
    outcomes = {text: locate(places, text, language="en") for text in ASKED}

    assert {text: codes_of(outcome) for text, outcome in outcomes.items()} == ASKED
    assert [text for text, outcome in outcomes.items() if isinstance(outcome, Certain)] == []


def test_what_only_looks_like_a_place_is_none(places: Gazetteer) -> None:
    assert {text: codes_of(locate(places, text, language="en")) for text in NOWHERE} == dict.fromkeys(NOWHERE, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yamagachi", "35"),
        ("Yama guchee, please", "35"),
        ("it's Shizoka", "22"),
        ("Hokado", "01"),
        ("Sitama", "11"),
        ("in Nagasack", "42"),
    ],
)
def test_a_prefecture_that_is_almost_spelt_is_asked(places: Gazetteer, text: str, code: str) -> None:
    outcome = locate(places, text, language="en")

    assert not isinstance(outcome, Certain)
    assert codes_of(outcome) == (code,)
    assert codes_of(locate(places, text, frozenset({code}), language="en")) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gift who", "21"),
        ("it is gift who, please", "21"),
        ("in gee foo prefecture", "21"),
        ("all eater", "44"),
        ("sigh tama", "11"),  # not Tama in Tokyo
        ("oki now a", "47"),  # not Oki in Fukuoka
        ("itchy", "23"),
    ],
)
def test_a_prefecture_that_is_heard_as_english_words_is_asked(places: Gazetteer, text: str, code: str) -> None:
    asked = locate(places, text, language="en")

    assert (codes_of(asked), isinstance(asked, Probable)) == ((code,), True)
    assert not isinstance(locate(places, text, frozenset({code}), language="en"), Certain)


@pytest.mark.parametrize("text", ["my wife is itchy", "I want a gift who can help", "she got a loan", "me a lot"])
def test_the_same_words_in_a_sentence_are_no_prefecture(places: Gazetteer, text: str) -> None:
    assert locate(places, text, language="en") == Unknown()


def test_english_words_are_like_no_prefecture(places: Gazetteer) -> None:
    common = """good afternoon negotiation kitchen lawn international tomorrow morning repayment condition company
    mortgage tournament sedan mango kangaroo karaoke samurai tsunami origami accountant saturday material"""

    assert [word for word in common.split() if codes_of(locate(places, word, language="en"))] == []


def test_every_prefecture_is_found_by_its_name(places: Gazetteer) -> None:
    for code, place in places.prefectures.items():
        name = romaji(place.short_kana)
        assert locate(places, f"{name} prefecture", language="en") == Certain(code, f"{name} prefecture")
        for text in (name, f"it is {name.capitalize()}, please", f"{name}-ken"):
            assert codes_of(locate(places, text, language="en"))[0] == code, text


@pytest.mark.unmeasured
def test_no_municipality_is_certain_to_be_elsewhere(places: Gazetteer) -> None:
    lost = []
    for code, town in places.municipalities.items():
        name = romaji(stem_kana(town.name, town.kana))
        prefecture = romaji(places.prefectures[code[:2]].short_kana)
        for text in (name, f"the {KINDS[town.name[-1]]} of {name}", f"{name}, {prefecture} prefecture"):
            outcome = locate(places, text, language="en")
            proposed = {one[:2] for one in codes_of(outcome)}
            assert not isinstance(outcome, Certain) or outcome.code == code[:2], text
            lost += [] if code[:2] in proposed or outcome.heard else [text]

    assert lost == []


def test_a_refused_place_is_not_proposed_again(places: Gazetteer) -> None:
    assert codes_of(locate(places, "Aichi", frozenset({"23"}), language="en")) == ()
    assert codes_of(locate(places, "Fuchu", frozenset({"13"}), language="en")) == ("34208",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("four six zero, oh oh oh eight", "4600008"),
        ("my postal code is 460 0008", "4600008"),
        ("double five oh", "550"),
        ("one two three please", "123"),
        ("I have two shops", ""),
        ("", ""),
    ],
)
def test_digits_are_heard_in_english(text: str, found: str) -> None:
    assert digits(text, "en") == found


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("23", "Aichi"),
        ("01", "Hokkaido"),
        ("23100", "Nagoya in Aichi"),
        ("27100", "Osaka city in Osaka"),
        ("23106", "Naka ward of Nagoya in Aichi"),
        ("13101", "Chiyoda ward in Tokyo"),
        ("23302", "Togo town in Aichi"),
    ],
)
def test_a_place_has_a_name_in_english(places: Gazetteer, code: str, name: str) -> None:
    assert places.name_in(code, "en") == name
    assert places.name_in(code, "ja") == places.name(code)


TOWNS = {
    ("12", "It is in Noda in Chiba"): "12208",
    ("12", "Noda, Chiba"): "12208",
    ("07", "Date in Fukushima, please"): "07213",
    ("27", "Ibaraki in Osaka"): "27211",
}
WORDS = {("07", "I have a date in Fukushima"): "07213", ("07", "the date, Fukushima"): "07213"}
"""Sentences in which a word is no name of the town of that code, of a line for the towns of a prefecture."""


@pytest.mark.parametrize(("said", "code"), TOWNS.items())
def test_a_common_word_is_a_town_where_it_is_said_with_its_prefecture(
    places: Gazetteer, said: tuple[str, str], code: str
) -> None:
    prefecture, text = said

    outcome = locate(divided(places, "municipalities", (prefecture,)), text, language="en")

    assert isinstance(outcome, Certain)
    assert outcome.code == code


@pytest.mark.parametrize(("said", "code"), WORDS.items())
def test_a_common_word_in_a_sentence_of_its_own_is_no_town(places: Gazetteer, said: tuple[str, str], code: str) -> None:
    prefecture, text = said

    assert code not in codes_of(locate(divided(places, "municipalities", (prefecture,)), text, language="en"))


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", ["municipalities", "wards"])
def test_every_area_is_found_as_it_is_called(places: Gazetteer, kind: AreaKind) -> None:
    for prefecture in places.prefectures:
        here = divided(places, kind, (prefecture,))
        for code in here.areas:
            said = f"It is in {here.name_in(code, 'en')}"
            outcome = locate(here, said, language="en")
            assert code in codes_of(outcome), said  # two towns of Hokkaido are called Esashi


def test_two_wards_of_one_name_are_called_with_their_cities(places: Gazetteer) -> None:
    wards = divided(places, "wards", ("27",))

    assert [wards.area_in(code, "en") for code in ("27127", "27146", "27102")] == [
        "Kita ward of Osaka",
        "Kita ward of Sakai",
        "Miyakojima ward",
    ]


@given(st.text(max_size=400))
def test_no_text_is_too_strange(places: Gazetteer, text: str) -> None:
    assert explain(places, text, language="en").rule


def test_many_names_are_no_burden(places: Gazetteer) -> None:
    assert codes_of(locate(places, "Sakai " * 200, language="en"))


def test_names_of_offices_are_no_places(places: Gazetteer) -> None:
    known = masks([plain("Kyoto support center", "en")], [plain("chamber of commerce", "en")])

    assert codes_of(locate(places, "the Kyoto support center", no_places=known, language="en")) == ()
    assert codes_of(locate(places, "the Kyoto support center in Mie", no_places=known, language="en")) == ("24",)
    assert codes_of(locate(places, "the Chiba chamber of commerce", no_places=known, language="en")) == ()
