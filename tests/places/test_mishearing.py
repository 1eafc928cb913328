import pytest

from ivr.places import Ambiguous, Certain, Gazetteer, Probable, Unknown, codes_of, locate

SOUNDS_LIKE = {
    "山がたけん": "山形県",
    "開きたけ": "秋田県",
    "服行券です": "福井県",
    "土地危険です": "栃木県",
    "若山県です": "和歌山県",
    "志賀県です": "滋賀県",
    "茨木県です": "茨城県",
    "歯が県です": "滋賀県",
    "えーと、開きた県の会社です": "秋田県",
    "軍馬県です": "群馬県",
    "標語県です": "兵庫県",
}


def test_what_sounds_like_a_prefecture_is_asked_about(places: Gazetteer) -> None:
    outcomes = {text: locate(places, text) for text in SOUNDS_LIKE}

    assert {text: isinstance(one, Probable) and places.name(one.code) for text, one in outcomes.items()} == SOUNDS_LIKE


@pytest.mark.parametrize(
    ("text", "code"), [("豊橋氏です", "23201"), ("名小屋市です", "23100"), ("金沢氏", "17201"), ("なゴ矢し", "23100")]
)
def test_what_sounds_like_a_city_is_asked_about(places: Gazetteer, text: str, code: str) -> None:
    outcome = locate(places, text)
    assert isinstance(outcome, Probable)
    assert outcome.code == code


BESIDES = ["お疲れ様です", "お疲れ様。", "今まで", "次回", "わかりません", "一番", "経営改善です", "物件です", ""]


def test_what_callers_say_besides_stays_unknown(places: Gazetteer) -> None:
    assert {text: locate(places, text) for text in BESIDES} == dict.fromkeys(BESIDES, Unknown())


@pytest.mark.parametrize("text", ["あのーゅきしけんです", "かわたまのょうけんです", "うちはゃさいとちです"])
def test_a_sound_that_goes_on_over_where_a_name_may_begin_stops_nothing(places: Gazetteer, text: str) -> None:
    assert isinstance(locate(places, text), Unknown)


def test_a_match_by_sound_offers_two_at_most(places: Gazetteer) -> None:
    outcome = locate(places, "お山県です")
    assert isinstance(outcome, Ambiguous)
    assert len(outcome.codes) == 2


def test_a_refused_prefecture_gives_way_to_the_next_that_sounds_so(places: Gazetteer) -> None:
    assert locate(places, "かながわけ") == Probable("14", "かながわけ")
    assert locate(places, "かながわけ", frozenset({"14"})) == Probable("37", "かながわけ")


VERBS = [
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
]


def test_a_verb_is_no_place(places: Gazetteer) -> None:
    assert {text: locate(places, text) for text in VERBS} == dict.fromkeys(VERBS, Unknown())


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


ELSEWHERE = [
    *(("山県です", ["21", "06"]), ("えーと、山県です", ["21", "06"])),
    *(("山県市です", ["21", "06"]), ("山形市です", ["06", "21"]), ("古賀です", ["40", "08"])),
    *(("そうさしです", ["12"]), ("そうじゃしです", ["33"]), ("そうさ市です", ["12"]), ("とよた市", ["23"])),
]


def test_what_sounds_like_a_place_elsewhere_is_asked_about(places: Gazetteer) -> None:
    for text, prefectures in ELSEWHERE:
        outcome = locate(places, text)
        assert isinstance(outcome, Probable), text
        assert [places.prefecture_of(code) for code in codes_of(outcome)] == prefectures, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("岐阜県山県市です", "21"), ("匝瑳市です", "12"), ("つくば市です", "08"), ("さいたま市です", "11")),
        *(("あきたのよこてです", "05"), ("あきたのにかほです", "05"), ("みやぎのでんわです", "04"), ("秋田です", "05")),
    ],
)
def test_what_sounds_like_nothing_else_is_certain(places: Gazetteer, text: str, code: str) -> None:
    outcome = locate(places, text)
    assert isinstance(outcome, Certain)
    assert outcome.code == code


def test_what_sounds_the_same_and_was_refused_is_not_asked_about_again(places: Gazetteer) -> None:
    assert locate(places, "山県市です", frozenset({"06"})) == Certain("21", "山県市")


@pytest.mark.parametrize(
    ("text", "prefecture"),
    [
        *(("Aと富や間です", "富山県"), ("エイトみやざけんです", "宮崎県"), ("あいさは長さきけにあります", "長崎県")),
        *(
            ("カナガわけから出ましています", "神奈川県"),
            ("いわてけい、からです", "岩手県"),
            ("かいしゃはおかやまけにあります", "岡山県"),
        ),
    ],
)
def test_a_carrier_phrase_is_found_by_its_sound_too(places: Gazetteer, text: str, prefecture: str) -> None:
    assert _asked(places, text) == [prefecture]


@pytest.mark.parametrize(
    ("text", "prefecture"),
    [
        *(("シズオカけの浜末しです", "静岡県"), ("くまもときんの八しろすです", "熊本県")),
        *(("ながのけ松もとちです", "長野県"), ("ふくおかけいの久留目から電話しています", "福岡県")),
    ],
)
def test_a_damaged_prefecture_before_a_town_of_it_that_is_damaged_too_is_asked_about(
    places: Gazetteer, text: str, prefecture: str
) -> None:
    assert _asked(places, text) == [prefecture]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("ながおかすです", "15202"), ("ぬまずちです", "22203"), ("大口庁です", "23361")),
        *(("しらかわむらからです", "21604"), ("大豊街です", "39344"), ("くるめしんの会社です", "40203")),
    ],
)
def test_a_misheard_ending_leaves_the_place(places: Gazetteer, text: str, code: str) -> None:
    outcome = locate(places, text)
    assert code in codes_of(outcome)
    assert not isinstance(outcome, Certain)


@pytest.mark.parametrize(
    "text", ["と山県です", "トヤ山県です", "か山県です", "おか山県です", "わか山県です", "お山県です"]
)
def test_the_end_of_a_misheard_prefecture_is_no_city_of_another(places: Gazetteer, text: str) -> None:
    assert "21" not in {code[:2] for code in codes_of(locate(places, text))}


NO_PLACES = [
    "なんともいえんねえ",
    "いえもう大丈夫です",
    "いえ、けっこうです",
    "嬉しいです",
    "しがう",
    "の方です",
    "困ったなあ",
]


def test_an_answer_that_names_no_place_is_not_taken_for_one(places: Gazetteer) -> None:
    assert {text: locate(places, text) for text in NO_PLACES} == dict.fromkeys(NO_PLACES, Unknown())


def _asked(places: Gazetteer, text: str) -> list[str]:
    outcome = locate(places, text)
    assert not isinstance(outcome, Certain)
    return [places.name(places.prefecture_of(code)) for code in codes_of(outcome)]
