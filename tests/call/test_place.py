"""Doubtful places: a yes/no question, a choice, and what is refused."""

import pytest

from ivr.call import Plan

from .talk import after, turns

ALIKE = ["和歌山県", "岡山県", "滋賀県", "佐賀県", "神奈川県", "香川県", "福島県", "徳島県"]


@pytest.mark.parametrize("name", ALIKE)
def test_a_prefecture_that_sounds_like_another_is_asked_yes_or_no_when_spoken(plan: Plan, name: str) -> None:
    asked = after(plan, "経営改善", f"{name}です")

    assert asked.said == f"{name}で、よろしいでしょうか。"
    assert asked.prefecture is None
    assert after(plan, "経営改善", f"{name}です", "はい").prefecture == plan.codes[name]


def test_a_prefecture_that_sounds_like_no_other_is_not_asked_again(plan: Plan) -> None:
    spoken = [name for name in plan.codes if after(plan, "経営改善", name).call.asking.stage == "yes_no"]

    assert sorted(spoken) == sorted(ALIKE)


def test_a_keyed_prefecture_is_not_asked_again(plan: Plan) -> None:
    assert after(plan, "1", "7", "2").said.startswith("岡山県の経営改善支援センター")


YES = [
    "1",
    "はい",
    "はい、そうです",
    "そうです",
    "はい、お願いします",
    "お願いします",
    "はい、さようでございます",
    "イチ",
    "岡山県です",
]


def test_yes_is_said_in_many_ways(plan: Plan) -> None:
    heard = {yes: after(plan, "経営改善", "岡山県", yes) for yes in YES}

    assert {yes: (turn.call.node, turn.prefecture) for yes, turn in heard.items()} == dict.fromkeys(
        YES, ("read_back", "33")
    )


NO = [
    "2",
    "いいえ",
    "違います",
    "いいえ、違います",
    "ちがう",
    "ニー",
    "はい、違います",
    "岡山県ではありません",
    "いいえ、岡山県じゃないです",
]


def test_no_is_said_in_many_ways(plan: Plan) -> None:
    heard = {no: after(plan, "経営改善", "岡山県", no) for no in NO}

    assert {no: (turn.prefecture, turn.call.refused, turn.said) for no, turn in heard.items()} == dict.fromkeys(
        NO, (None, ("33",), "失礼しました。では、市や町の名前を、おはなしください。")
    )


@pytest.mark.parametrize("answer", ["もう一度お願いします", "はい？もう一度", "#", "あのう", "わかりません"])
def test_neither_yes_nor_no_asks_again(plan: Plan, answer: str) -> None:
    turn = after(plan, "経営改善", "岡山県", answer)

    assert turn.call.asking.stage == "yes_no"
    assert turn.said.endswith(("岡山県で、よろしいでしょうか。", "岡山県なら、イチ。違うときは、ニー。"))


@pytest.mark.parametrize("correction", ["いいえ、三重県です", "三重県です", "違います、三重県"])
def test_a_no_with_the_right_prefecture_needs_no_further_question_but_its_own(plan: Plan, correction: str) -> None:
    turn = after(plan, "経営改善", "岡山県", correction)
    if turn.call.asking.stage == "yes_no":
        turn = after(plan, "経営改善", "岡山県", correction, "はい")

    assert (turn.call.node, turn.prefecture) == ("read_back", "24")


def test_a_refused_place_is_not_proposed_again(plan: Plan) -> None:
    corrected = after(plan, "経営改善", "徳島県", "いいえ、福島県です")
    assert corrected.call.asking.candidates == ("07",)
    assert corrected.call.refused == ("36",)

    again = after(plan, "経営改善", "徳島県", "いいえ", "徳島県")
    assert again.prefecture is None
    assert "36" not in again.call.asking.candidates


def test_a_refused_place_may_still_be_chosen_by_key(plan: Plan) -> None:
    turn = after(plan, "経営改善", "徳島県", "いいえ", "8", "3")

    assert turn.prefecture == "36"
    assert turn.call.refused == ()


def test_after_two_refusals_the_keypad_is_surer(plan: Plan) -> None:
    turn = after(plan, "経営改善", "徳島県", "いいえ", "岡山県", "いいえ")

    assert turn.said.startswith("失礼しました。どの地域ですか。関東はイチ、")


def test_a_town_of_several_prefectures_becomes_a_choice(plan: Plan) -> None:
    asked = after(plan, "経営改善", "府中市です")

    assert asked.said == "どちらでしょうか。東京都の、フチュウシは、イチ。広島県の、フチュウシは、ニー。"


@pytest.mark.parametrize(
    ("answer", "prefecture"), [("1", "13"), ("ニー", "34"), ("広島県です", "34"), ("東京の府中", "13")]
)
def test_the_choice_is_made_by_key_or_by_name(plan: Plan, answer: str, prefecture: str) -> None:
    turn = after(plan, "経営改善", "府中市です", answer)

    assert (turn.call.node, turn.prefecture) == ("read_back", prefecture)


def test_the_prefecture_of_a_place_that_was_offered_is_not_asked_about_again(plan: Plan) -> None:
    turn = after(plan, "経営改善", "伊達です", "福島のほう")  # 福島 and 徳島 sound alike, but 徳島 was not offered

    assert (turn.call.node, turn.prefecture) == ("read_back", "07")


@pytest.mark.parametrize("key", ["3", "8"])
def test_a_key_that_was_not_offered_asks_again(plan: Plan, key: str) -> None:
    assert after(plan, "経営改善", "府中市です", key).call.asking.stage == "pick"


@pytest.mark.parametrize("none", ["どれも違います", "どちらでもないです", "どっちでもねえ", "どれにも当てはまらない"])
def test_none_of_the_choices_refuses_them_all(plan: Plan, none: str) -> None:
    turn = after(plan, "経営改善", "府中市です", none)

    assert turn.call.refused == ("13206", "34208")
    assert turn.call.asking.stage == "menu"


def test_the_same_doubtful_answer_twice_leads_to_the_keypad(plan: Plan) -> None:
    asked, again, menu = turns(plan, "経営改善", "府中市です", "府中市です", "府中市です")[2:]

    assert again.said == asked.said
    assert menu.said.startswith("では、ボタンでお選びください。どの地域ですか。")


def test_a_doubtful_town_is_asked_first_and_then_the_others_of_its_name(plan: Plan) -> None:
    asked, other = turns(plan, "経営改善", "大和です", "いいえ")[2:]

    assert asked.call.asking.stage == other.call.asking.stage == "yes_no"
    assert other.call.asking.candidates == asked.call.asking.candidates[1:]
    assert other.call.refused == asked.call.asking.candidates[:1]


def test_doubt_at_the_first_question_comes_back_to_the_service(plan: Plan) -> None:
    asked, open_question = turns(plan, "福島県です", "はい")[1:]

    assert (asked.call.node, asked.call.asking.stage) == ("ask_prefecture", "yes_no")
    assert (open_question.call.node, open_question.prefecture) == ("ask_service", "07")


def test_a_doubtful_place_keeps_what_else_was_said(plan: Plan) -> None:
    turn = after(plan, "岡山県の協議会をお願いします", "はい")

    assert turn.said.startswith("岡山県の中小企業再生支援協議会に")


@pytest.mark.parametrize("rest", [("いいえ、愛媛県ですよ",), ("いいえ", "愛媛県です"), ("いいえ", "松山市です")])
def test_who_says_the_known_place_when_asked_about_another_is_led_on(plan: Plan, rest: tuple[str, ...]) -> None:
    asked = after(plan, "愛媛県の協議会をお願いします", "佐賀県でしたっけ")
    assert asked.call.asking.candidates == ("41",)

    turn = after(plan, "愛媛県の協議会をお願いします", "佐賀県でしたっけ", *rest)
    assert (turn.call.node, turn.call.asking.stage, turn.prefecture) == ("read_back", "", "38")


@pytest.mark.parametrize("unsure", ["実家は愛媛です", "愛媛県、いや、かがわけ", "愛媛県の計画です"])
def test_only_a_yes_rings_if_the_known_place_or_service_is_doubtful_now(plan: Plan, unsure: str) -> None:
    turn = after(plan, "愛媛県の協議会をお願いします", "佐賀県でしたっけ", unsure)
    assert (turn.call.node, turn.call.asking.stage, turn.prefecture) == ("read_back", "confirm", "38")


@pytest.mark.parametrize("said", ["岡山がね", "岡山県かなあ", "岡山は、ちょっと", "岡山ですか", "実家は岡山です"])
def test_a_place_that_is_said_again_with_a_but_is_no_yes(plan: Plan, said: str) -> None:
    turn = after(plan, "協議会をお願いします", "岡山県です", said)

    assert (turn.call.asking.stage, turn.call.asking.candidates, turn.prefecture) == ("yes_no", ("33",), None)


@pytest.mark.parametrize(
    "said",
    [
        *("岡山", "岡山です", "岡山市の", "岡山でええよ", "岡山県岡山市です", "岡山やね", "岡山県はい"),
        *(
            "岡山の番号は",
            "岡山だって言ったでしょう",
            "岡山言うとるやろう",
            "岡山県だと思います",
            "岡山でしょ",
            "岡山が正しい",
        ),
    ],
)
def test_a_place_that_is_plainly_said_again_is_a_yes(plan: Plan, said: str) -> None:
    assert after(plan, "協議会をお願いします", "岡山県です", said).prefecture == "33"


REGIONS = {
    "四国の": 8,
    "関東です": 1,
    "東海": 3,
    "九州でお願いします": 4,
    "北陸です": 6,
    "甲信越・北陸": 6,
    "中国": 7,
    "中国地方です": 7,
    "東海地方": 3,
    "東北のほう": 5,
    "東北エリアです": 5,
    "四国の方です": 8,
    "サン": 3,
}


@pytest.mark.parametrize("before", [("経営改善",), ("1",)])
def test_a_region_is_said_by_its_name(plan: Plan, before: tuple[str, ...]) -> None:
    asking = {answer: after(plan, *before, answer).call.asking for answer in REGIONS}

    assert {answer: (asked.stage, asked.region) for answer, asked in asking.items()} == {
        answer: ("region", region) for answer, region in REGIONS.items()
    }


@pytest.mark.parametrize(("answer", "region"), [("九州です", 4), ("九州・沖縄", 4), ("東北のほう", 5), ("関東", 1)])
def test_within_a_region_another_one_is_said_by_its_name(plan: Plan, answer: str, region: int) -> None:
    turn = after(plan, "1", "1", answer)

    assert (turn.call.asking.stage, turn.call.asking.region) == ("region", region)


@pytest.mark.parametrize("answer", ["関東です", "わかりません"])
def test_within_a_region_its_own_name_and_a_doubt_are_no_answer(plan: Plan, answer: str) -> None:
    asked = [after(plan, "1", "1", *[answer] * times).call.asking for times in (1, 2)]

    assert [(one.stage, one.region, one.tries) for one in asked] == [("region", 1, 1), ("", 0, 0)]


def test_a_prefecture_comes_before_a_region_that_bears_its_name(plan: Plan) -> None:
    assert after(plan, "経営改善", "沖縄").prefecture == "47"


@pytest.mark.parametrize(
    ("answer", "prefecture"), [("後のほうです", "26"), ("二番目のほう", "26"), ("先の方で", "27"), ("京都のほう", "26")]
)
def test_of_two_places_one_is_chosen_by_where_it_was_said(plan: Plan, answer: str, prefecture: str) -> None:
    turn = after(plan, "経営改善", "大阪か京都です", answer)

    assert dict(turn.call.slots) == {"service": "center", "prefecture": prefecture}


def test_who_does_not_know_the_name_gets_the_regions(plan: Plan) -> None:
    assert after(plan, "経営改善", "わかりません").said.startswith("どの地域ですか。")


@pytest.mark.parametrize(("answer", "prefecture"), [("愛知県です", "23"), ("三重", "24"), ("4", "24"), ("ヨン", "24")])
def test_a_regions_menu_takes_keys_and_names(plan: Plan, answer: str, prefecture: str) -> None:
    assert after(plan, "1", "3", answer).prefecture == prefecture


def test_a_key_beyond_the_regions_prefectures_plays_the_menu_again(plan: Plan) -> None:
    turn = after(plan, "1", "3", "5")

    assert turn.call.asking.stage == "region"
    assert turn.said.endswith("ほかの地域は、コメジルシ。全国本部につなぐときは、ゼロ。")


@pytest.mark.parametrize("back", ["*", "コメジルシ", "ほかの地域"])
def test_another_region_is_one_key_or_word_away(plan: Plan, back: str) -> None:
    turn = after(plan, "1", "3", back)

    assert (turn.call.node, turn.call.asking.stage) == ("ask_prefecture", "menu")


@pytest.mark.parametrize(("before", "stage"), [(("経営改善", "岡山県"), "first"), (("1", "岡山県"), "menu")])
def test_back_from_a_doubtful_place_asks_for_the_place_anew(plan: Plan, before: tuple[str, ...], stage: str) -> None:
    turn = after(plan, *before, "*")

    assert turn.call.asking.stage == stage
    assert turn.call.asking.candidates == ()


@pytest.mark.parametrize(
    ("name", "region"), [("九州・沖縄", 4), ("九州沖縄です", 4), ("北海道・東北です", 5), ("東北", 5)]
)
@pytest.mark.parametrize("before", [(), ("",), ("えーと",)])
def test_the_name_of_a_region_leads_into_it_also_where_a_prefecture_is_in_it(
    plan: Plan, name: str, region: int, before: tuple[str, ...]
) -> None:
    turn = after(plan, "経営改善", *before, name)

    assert (turn.call.asking.stage, turn.call.asking.region) == ("region", region)


@pytest.mark.parametrize(
    ("name", "code"), [("沖縄", "47"), ("北海道", "01"), ("沖縄県です", "47"), ("北海道です", "01")]
)
@pytest.mark.parametrize("before", [(), ("",), ("えーと",)])
def test_a_prefecture_is_meant_where_only_a_part_of_a_region_is_named(
    plan: Plan, name: str, code: str, before: tuple[str, ...]
) -> None:
    assert after(plan, "経営改善", *before, name).prefecture == code
