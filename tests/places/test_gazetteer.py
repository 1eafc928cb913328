import re

import pytest

from ivr.places import Gazetteer, MalformedError, gazetteer
from ivr.places.place import city_of


def test_there_are_47_prefectures_in_the_order_of_jis(places: Gazetteer) -> None:
    assert list(places.prefectures) == [f"{code:02}" for code in range(1, 48)]


@pytest.mark.parametrize(
    ("code", "name", "kana", "short", "short_kana"),
    [
        ("01", "北海道", "ほっかいどう", "北海道", "ほっかいどう"),
        ("13", "東京都", "とうきょうと", "東京", "とうきょう"),
        ("21", "岐阜県", "ぎふけん", "岐阜", "ぎふ"),
        ("26", "京都府", "きょうとふ", "京都", "きょうと"),
    ],
)
def test_a_prefecture_has_names_with_and_without_its_last_character(
    places: Gazetteer, code: str, name: str, kana: str, short: str, short_kana: str
) -> None:
    place = places.prefectures[code]
    assert (place.name, place.kana, place.short, place.short_kana) == (name, kana, short, short_kana)


def test_all_municipalities_and_wards_are_there(places: Gazetteer) -> None:
    wards = [code for code in places.municipalities if city_of(code)]
    assert (len(wards), len(places.municipalities) - len(wards)) == (171, 1741)


@pytest.mark.parametrize(
    ("code", "name", "kana"),
    [
        ("23211", "豊田市", "とよたし"),
        ("12329", "栄町", "さかえまち"),
        ("23106", "名古屋市中区", "なごやしなかく"),
        ("34100", "広島市", "ひろしまし"),
        ("10344", "榛東村", "しんとうむら"),
        ("13401", "八丈町", "はちじょうまち"),
        ("13104", "新宿区", "しんじゅくく"),
    ],
)
def test_a_code_has_its_official_name_and_reading(places: Gazetteer, code: str, name: str, kana: str) -> None:
    assert (places.name(code), places.kana(code)) == (name, kana)
    assert places.prefecture_of(code) == code[:2]


def test_every_reading_is_in_hiragana(places: Gazetteer) -> None:
    kana = [places.kana(code) for code in (*places.prefectures, *places.municipalities)]
    assert [each for each in kana if not re.fullmatch("[ぁ-ゖー]+", each)] == []


def test_an_unknown_code_is_a_key_error(places: Gazetteer) -> None:
    with pytest.raises(KeyError):
        places.name("99")


def test_a_missing_file_is_named(texts: dict[str, str]) -> None:
    with pytest.raises(MalformedError, match=r"^postal.tsv:1: the file is missing$"):
        gazetteer({name: text for name, text in texts.items() if name != "postal.tsv"})


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("prefectures.tsv", "01\t北海道", "expected 3 columns separated by tabs, found 2"),
        ("municipalities.tsv", "23211\t豊田市\tトヨタシ\t\t\t1\t\t", "a reading is in hiragana, not トヨタシ"),
        ("municipalities.tsv", "23211\t豊田市\tとよたく\t\t\t1\t\t", "豊田市 is not read とよたく"),
        ("municipalities.tsv", "2321\t豊田市\tとよたし\t\t\t1\t\t", "no code of a municipality: 2321"),
        ("municipalities.tsv", "23211\t豊田市\tとよたし", "expected 8 columns separated by tabs, found 3"),
        (
            "municipalities.tsv",
            "23211\t豊田市\tとよたし\t\t\tmany\t\t",
            "invalid literal for int() with base 10: 'many'",
        ),
        ("postal.tsv", "471\t23211\tabc", "invalid literal for int() with base 10: 'abc'"),
        ("areacodes.tsv", "052\t愛知", "no prefecture is called 愛知"),
        ("familiar.tsv", "23\t三河\tみかわ\tregion\t", "expected former or familiar, found region"),
        ("familiar.tsv", "99\t三河\tみかわ\tfamiliar\t", "no place has the code 99"),
        ("prefectures.tsv", "48\t新県\tあたらし\t", "expected 3 columns separated by tabs, found 4"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(texts: dict[str, str], file: str, line: str, reason: str) -> None:
    bad = texts | {file: f"{texts[file]}{line}\n"}
    number = len(bad[file].splitlines())

    with pytest.raises(MalformedError, match=re.escape(f"{file}:{number}: {reason}")):
        gazetteer(bad)
