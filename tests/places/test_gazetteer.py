import re

import pytest

from ivr.places import Gazetteer, MalformedError, gazetteer
from ivr.places.data.rows import city_of
from ivr.places.data.tsv import MOST_FAULTS


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
    with pytest.raises(MalformedError, match=r"^postal.tsv:1: this file is missing$"):
        gazetteer({name: text for name, text in texts.items() if name != "postal.tsv"})


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("prefectures.tsv", "01\t北海道", "expected 3 columns separated by tabs, found 2"),
        ("municipalities.tsv", "23211\t豊田市\tトヨタシ\t\t\t1\t\t", "a reading is in hiragana, not トヨタシ"),
        ("municipalities.tsv", "23211\t豊田市\tとよたく\t\t\t1\t\t", "豊田市 is not read とよたく"),
        (
            "municipalities.tsv",
            "2321\t豊田市\tとよたし\t\t\t1\t\t",
            "the code of a municipality has 5 digits, not 2321",
        ),
        ("municipalities.tsv", "23211\t豊田市\tとよたし", "expected 8 columns separated by tabs, found 3"),
        (
            "municipalities.tsv",
            "23211\t豊田市\tとよたし\t\t\tmany\t\t",
            "expected the number of postal codes, found many",
        ),
        (
            "municipalities.tsv",
            "23211\t豊田市\tとよたし\t\t\t1\t2046\t",
            "the code of a prefecture has 2 digits, not 2046",
        ),
        ("postal.tsv", "471\t23211\tabc", "expected the last four digits of postal codes (0010-0040), found abc"),
        ("postal.tsv", "471\t23999\t0001", "no municipality has the code 23999"),
        ("prefectures.tsv", '"48"\t新県\tあたらしけん', 'this row contains a quote (")'),
        ("prefectures.tsv", "48,新県,あたらしけん", "expected 3 columns separated by tabs, found 1; save"),
        ("areacodes.tsv", "052\t愛知", "no prefecture is called 愛知"),
        ("familiar.tsv", "23\t三河\tみかわ\tregion\t", "expected former or familiar, found region"),
        ("familiar.tsv", "99\t三河\tみかわ\tfamiliar\t", "no place has the code 99"),
        ("prefectures.tsv", "48\t新県\tあたらし\t", "expected 3 columns separated by tabs, found 4"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(few: dict[str, str], file: str, line: str, reason: str) -> None:
    bad = few | {file: f"{few[file]}{line}\n"}
    number = len(bad[file].splitlines())

    with pytest.raises(MalformedError, match=re.escape(f"{file}:{number}: {reason}")):
        gazetteer(bad)


@pytest.mark.parametrize(
    ("file", "line", "meant"),
    [
        ("areacodes.tsv", "123\t北海道", "0123"),
        ("areacodes.tsv", "123-4\t北海道", "0123-4"),
        ("prefectures.tsv", "1\t北海道\tほっかいどう", "01"),
        ("municipalities.tsv", "1100\t札幌市\tさっぽろし\t\t\t1\t\t", "01100"),
        ("municipalities.tsv", "23211\t豊田市\tとよたし\t\t\t1\t6,20\t", "06"),
        ("familiar.tsv", "3215\t水沢市\tみずさわし\tformer\t奥州市", "03215"),
        ("postal.tsv", "60\t01101\t0001", "060"),
        ("postal.tsv", "060\t1101\t0001", "01101"),
    ],
)
def test_a_leading_zero_that_a_spreadsheet_ate_is_reported(
    few: dict[str, str], file: str, line: str, meant: str
) -> None:
    with pytest.raises(MalformedError, match=re.escape(f"has it lost its leading zero ({meant})?")):
        gazetteer(few | {file: f"{few[file]}{line}\n"})


def test_all_faults_of_all_tables_are_reported_at_once(texts: dict[str, str]) -> None:
    bad = {name: f"{text}\t\t\nno row\n" for name, text in texts.items()} | {"phrases.tsv": "a\nb\n"}

    with pytest.raises(MalformedError) as error:
        gazetteer({name: text for name, text in bad.items() if name != "postal.tsv"})

    assert [(fault.file, fault.line) for fault in error.value.faults] == [
        *((name, len(bad[name].splitlines())) for name in ("prefectures.tsv", "municipalities.tsv", "familiar.tsv")),
        ("phrases.tsv", 1),
        ("phrases.tsv", 2),
        ("readings.tsv", len(bad["readings.tsv"].splitlines())),
        ("postal.tsv", 1),
        ("areacodes.tsv", len(bad["areacodes.tsv"].splitlines())),
    ]


def test_one_fault_in_each_table_hides_none_of_another(texts: dict[str, str]) -> None:
    rows = {
        "prefectures.tsv": "1\t新道\tあたらしどう",
        "municipalities.tsv": "23999\t新市\tとよた\t\t\t1\t\t",
        "familiar.tsv": "99\t三河\tみかわ\tfamiliar\t",
        "postal.tsv": "471\t23998\t0001",
        "areacodes.tsv": "0999\t愛知",
    }
    with pytest.raises(MalformedError) as error:
        gazetteer({name: f"{text}{rows.get(name, '')}\n" for name, text in texts.items()})

    assert [(fault.file, fault.line) for fault in error.value.faults] == [
        (name, len(texts[name].splitlines()) + 1) for name in rows
    ]


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        (
            "municipalities.tsv",
            "99211\t新市\tしんし\t\t\t1\t\t",
            "no prefecture has the code 99, with which that of 新市",
        ),
        (
            "municipalities.tsv",
            "23211\t豊田市\tとよたし\t\t\t1\t\t",
            "the code of a municipality 23211 is here for",
        ),
        ("prefectures.tsv", "23\t愛知県\tあいちけん", "the code of a prefecture 23 is here for the second time"),
        ("areacodes.tsv", "052\t愛知県", "the area code 052 is here for the second time, and first in line"),
        ("prefectures.tsv", "48\t県\tけん", "県 is not read けん"),
        ("phrases.tsv", "あさ\u2028ひる\t朝\u0085昼\nよる", "expected 2 columns separated by tabs, found 1"),
    ],
)
def test_what_is_there_twice_or_nowhere_is_reported_with_its_line(
    few: dict[str, str], file: str, row: str, reason: str
) -> None:
    bad = few | {file: f"{few[file]}{row}"}

    with pytest.raises(MalformedError) as error:
        gazetteer(bad)

    faults = [fault for fault in error.value.faults if fault.file == file]
    assert [(fault.line, fault.reason.startswith(reason)) for fault in faults] == [(bad[file].count("\n") + 1, True)]


def test_of_a_table_in_another_form_a_few_rows_are_reported(texts: dict[str, str]) -> None:
    with pytest.raises(MalformedError) as error:
        gazetteer(texts | {"municipalities.tsv": texts["municipalities.tsv"].replace("\t", ",")})

    assert len(error.value.faults) == MOST_FAULTS
