import pytest

from ivr.cli.gazetteer.files import municipalities_text, postal_text, prefectures_text
from ivr.cli.gazetteer.kanji_readings import everyday_kanji, readings_text
from ivr.cli.gazetteer.postal_rows import PostalRow, municipalities
from ivr.places.data.postal_codes import postal_codes, postal_row
from ivr.places.data.rows import Municipality


def row(code: str, city: str, kana: str, *, postal: str = "0000000", town: str = "") -> PostalRow:
    return PostalRow(postal, code, city, kana, town)


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (row("23211", "豊田市", "トヨタシ"), Municipality("23211", "豊田市", "とよたし")),
        (
            row("23302", "愛知郡東郷町", "アイチグントウゴウチョウ"),
            Municipality("23302", "東郷町", "とうごうちょう", "愛知郡", "あいちぐん"),
        ),
        (
            row("10344", "北群馬郡榛東村", "キタグンマグンシントウムラ"),
            Municipality("10344", "榛東村", "しんとうむら", "北群馬郡", "きたぐんまぐん"),
        ),
        (
            row("28481", "赤穂郡上郡町", "アコウグンカミゴオリチョウ"),
            Municipality("28481", "上郡町", "かみごおりちょう", "赤穂郡", "あこうぐん"),
        ),
        (row("29203", "大和郡山市", "ヤマトコオリヤマシ"), Municipality("29203", "大和郡山市", "やまとこおりやまし")),
        (
            row("13401", "八丈島八丈町", "ハチジョウジマハチジョウマチ"),
            Municipality("13401", "八丈町", "はちじょうまち"),
        ),
    ],
)
def test_a_line_of_the_lists_is_a_municipality_and_its_county(found: PostalRow, place: Municipality) -> None:
    assert municipalities([found]) == {place.code: place}


def test_a_designated_city_is_added_to_its_wards() -> None:
    places = municipalities(
        [row("34101", "広島市中区", "ヒロシマシナカク"), row("34103", "広島市南区", "ヒロシマシミナミク")]
    )

    assert list(places.values()) == [
        Municipality("34100", "広島市", "ひろしまし"),
        Municipality("34101", "中区", "なかく"),
        Municipality("34103", "南区", "みなみく"),
    ]


def test_the_towns_elsewhere_that_share_a_name_are_noted() -> None:
    rows = [
        row("12329", "印旛郡栄町", "インバグンサカエマチ", postal="2701500"),
        row("23211", "豊田市", "トヨタシ", postal="4710000", town="栄町"),
        row("35203", "山口市", "ヤマグチシ", postal="7500000", town="豊田町浮石"),
        row("20201", "長野市", "ナガノシ", postal="3800000", town="豊田町"),
    ]

    lines = municipalities_text(municipalities(rows), rows).splitlines()

    assert "12329\t栄町\tさかえまち\t印旛郡\tいんばぐん\t1\t23\t23" in lines
    assert "23211\t豊田市\tとよたし\t\t\t1\t\t35" in lines


def test_postal_codes_are_written_in_runs_and_read_back() -> None:
    rows = [row("23211", "", "", postal=postal) for postal in ("4710001", "4710002", "4710003", "4710010", "4440001")]

    text = postal_text([*rows, row("24303", "", "", postal="4710002")])

    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == ["444\t23211\t0001", "471\t23211\t0001-0003 0010", "471\t24303\t0002"]
    codes = postal_codes([postal_row(line.split("\t"), None) for line in lines])
    assert codes.owners_between(4710002, 4710002) == ["23211", "24303"]
    assert len(codes) == 6


def test_prefectures_are_written_once_in_order() -> None:
    text = prefectures_text(
        [("23", "愛知県", "あいちけん"), ("01", "北海道", "ほっかいどう"), ("23", "愛知県", "あいちけん")]
    )
    assert text.splitlines()[1:] == ["01\t北海道\tほっかいどう", "23\t愛知県\tあいちけん"]


def test_readings_of_kanji_come_from_aligning_words() -> None:
    words = [
        *[("服", "ふく", False), ("行く", "いく", False), ("行う", "おこなう", False), ("券", "けん", False)],
        *[("銀行", "ぎんこう", False), ("旅行", "りょこう", False), ("銀", "ぎん", False), ("旅", "りょ", False)],
        *[("旅券", "りょけん", False), ("洋服", "ようふく", False), ("行き", "いき", False)],
    ]

    lines = readings_text(words, ["服", "行", "券", "無"]).splitlines()

    assert "券\tけん" in lines
    assert "服\tふく" in lines
    assert {"こう", "い"} <= set(next(line for line in lines if line.startswith("行\t")).split("\t")[1].split())
    assert not any(line.startswith("無") for line in lines)


def test_the_kanji_of_everyday_and_of_names_are_wanted() -> None:
    wanted = everyday_kanji(["鰺ヶ沢町"])
    assert {"愛", "県", "鰺"} <= set(wanted)
    assert all(len(kanji) == 1 for kanji in wanted)
