import pytest

from ivr.places import Ambiguous, Certain, Gazetteer, Probable, Unknown, codes_of, locate


@pytest.mark.parametrize(
    ("text", "prefecture"),
    [
        ("山がたけん", "山形県"),
        ("開きたけ", "秋田県"),
        ("服行券です", "福井県"),
        ("土地危険です", "栃木県"),
        ("若山県です", "和歌山県"),
        ("志賀県です", "滋賀県"),
        ("茨木県です", "茨城県"),
        ("歯が県です", "滋賀県"),
        ("えーと、開きた県の会社です", "秋田県"),
        ("軍馬県です", "群馬県"),
        ("標語県です", "兵庫県"),
    ],
)
def test_what_sounds_like_a_prefecture_is_asked_about(places: Gazetteer, text: str, prefecture: str) -> None:
    found = locate(places, text)
    assert isinstance(found, Probable)
    assert places.name(found.code) == prefecture


@pytest.mark.parametrize(
    ("text", "code"), [("豊橋氏です", "23201"), ("名小屋市です", "23100"), ("金沢氏", "17201"), ("なゴ矢し", "23100")]
)
def test_what_sounds_like_a_city_is_asked_about(places: Gazetteer, text: str, code: str) -> None:
    found = locate(places, text)
    assert isinstance(found, Probable)
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["お疲れ様です", "お疲れ様。", "今まで", "次回", "わかりません", "一番", "経営改善です", "物件です", ""]
)
def test_what_callers_say_besides_stays_unknown(places: Gazetteer, text: str) -> None:
    assert locate(places, text) == Unknown()


def test_a_match_by_sound_offers_two_at_most(places: Gazetteer) -> None:
    found = locate(places, "お山県です")
    assert isinstance(found, Ambiguous)
    assert len(found.codes) == 2


def test_a_refused_prefecture_gives_way_to_the_next_that_sounds_so(places: Gazetteer) -> None:
    assert locate(places, "かながわけ") == Probable("14", "かながわけ")
    assert locate(places, "かながわけ", frozenset({"14"})) == Probable("37", "かながわけ")


@pytest.mark.parametrize(
    "text",
    [
        *("あきたのでやめます", "もうあきたのでやめます", "あきたんで、もういいです", "あきたのに。", "おおいたので"),
        *(
            "さがしています",
            "さがしてます",
            "さがしたいです",
            "さがします",
            "さがしてるんですけど",
            "さがす",
            "ならしてます",
        ),
    ],
)
def test_a_verb_is_no_place(places: Gazetteer, text: str) -> None:
    assert locate(places, text) == Unknown()


@pytest.mark.parametrize(
    "text",
    [
        "あきたです",
        "あきたのです",
        "あきたよ",
        "あきたけど",
        "ぎふの会社です",
        "こうちのほうです",
        "さがしです",
        "さがしまで",
    ],
)
def test_a_prefecture_in_kana_that_is_a_common_word_is_asked_about(places: Gazetteer, text: str) -> None:
    assert isinstance(locate(places, text), Probable)


@pytest.mark.parametrize(
    ("text", "prefectures"),
    [
        *(("山県です", ["21", "06"]), ("えーと、山県です", ["21", "06"])),
        *(("山県市です", ["21", "06"]), ("山形市です", ["06", "21"]), ("古賀です", ["40", "08"])),
        *(("そうさしです", ["12"]), ("そうじゃしです", ["33"]), ("そうさ市です", ["12"]), ("とよた市", ["23"])),
    ],
)
def test_what_sounds_like_a_place_elsewhere_is_asked_about(
    places: Gazetteer, text: str, prefectures: list[str]
) -> None:
    found = locate(places, text)
    assert isinstance(found, Probable)
    assert [places.prefecture_of(code) for code in codes_of(found)] == prefectures


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("岐阜県山県市です", "21"), ("匝瑳市です", "12"), ("つくば市です", "08"), ("さいたま市です", "11")),
        *(("あきたのよこてです", "05"), ("あきたのにかほです", "05"), ("みやぎのでんわです", "04"), ("秋田です", "05")),
    ],
)
def test_what_sounds_like_nothing_else_is_certain(places: Gazetteer, text: str, code: str) -> None:
    found = locate(places, text)
    assert isinstance(found, Certain)
    assert found.code == code


def test_what_sounds_the_same_and_was_refused_is_not_asked_about_again(places: Gazetteer) -> None:
    assert locate(places, "山県市です", frozenset({"06"})) == Certain("21", "山県市")
