"""The postal code as a way to the place, callers in despair, and callers who ask for English."""

import pytest

from ivr.call import Ask, Conditions, Keyed, Plan, Said, begin, step
from ivr.call.events import Answered

from .talk import after, turns

CENTER = "経営改善です"
ASKS_CODE = "郵便番号、ななけたを、押すか、おはなしください。"
NAKA = "愛知県の、ナゴヤシナカクなら、イチ。違うときは、ニー。"
HEADQUARTERS = "+81354701840"


@pytest.mark.parametrize("way", [("1", "9"), (CENTER, "9"), (CENTER, "えっとえっと", "9"), ("1", "3", "9")])
def test_key_9_asks_for_seven_digits_at_every_stage_of_the_place_question(plan: Plan, way: tuple[str, ...]) -> None:
    turn = after(plan, *way)

    assert turn.said.startswith(ASKS_CODE)
    (ask,) = turn.instructions
    assert isinstance(ask, Ask)
    assert (ask.wait, ask.end_of_keys) == (6, 4)


@pytest.mark.parametrize("word", ["キュー", "九番です", "郵便番号", "郵便番号でもいいですか", "郵便番号は4600です"])
def test_so_do_its_word_and_the_postal_code_by_name(plan: Plan, word: str) -> None:
    ways = [("1",), ("1", "3"), (CENTER,), (CENTER, ""), (CENTER, "", "")]

    assert [way for way in ways if not after(plan, *way, word).said.startswith(ASKS_CODE)] == []


@pytest.mark.parametrize("said", ["郵便番号はわかりません", "郵便番号がわからないんですけど"])
def test_who_does_not_know_it_is_not_asked_for_it(plan: Plan, said: str) -> None:
    assert after(plan, CENTER, said).call.asking.stage == "menu"


def test_a_code_that_is_said_at_once_is_not_asked_for(plan: Plan) -> None:
    assert after(plan, CENTER, "郵便番号は460-0008です").call.asking.candidates == ("23106",)


@pytest.mark.parametrize("code", ["4600008", "4600008#", "よんろくゼロの、ゼロゼロゼロハチです", "〒460-0008"])
def test_a_code_is_read_back_with_its_municipality_in_kana(plan: Plan, code: str) -> None:
    turn = after(plan, "1", "9", code)

    assert turn.said == NAKA
    assert after(plan, "1", "9", code, "1").call.slot("prefecture") == "23"


def test_a_code_in_two_prefectures_is_a_choice(plan: Plan) -> None:
    assert after(plan, "1", "9", "4980000").said.startswith("どちらでしょうか。愛知県の、ヤトミシは、イチ。")
    assert after(plan, "1", "9", "4980000", "2").call.slot("prefecture") == "24"


NO_CODES = [
    *("0", "12", "460", "460#", "460000", "46000080", "460*0008", "*4600008", "4600008##", "9" * 1000),
    *("09085011119", "0522236953", "0908501*", "よんろくゼロ", "よんろくゼロゼロゼロハチ", "090-8501-1119です"),
]


def test_anything_but_seven_digits_is_no_code_and_asked_again(plan: Plan) -> None:
    for code in NO_CODES:
        once, twice = turns(plan, "1", "9", code, code)[-2:]

        assert once.said == f"郵便番号は、ななけたです。{ASKS_CODE}戻るときは、コメジルシ。", code
        assert (once.call.asking.stage, once.call.asking.candidates) == ("postal", ()), code
        assert twice.said.startswith("では、ボタンでお選びください。どの地域ですか。関東はイチ"), code
        assert after(plan, "1", "9", code, "4600008").said == NAKA, code


@pytest.mark.parametrize("code", ["0000000", "9999999"])
def test_an_unknown_code_is_asked_again_once_and_then_by_region(plan: Plan, code: str) -> None:
    once = after(plan, "1", "9", code)
    twice = after(plan, "1", "9", code, code)

    assert once.said.startswith("その番号は、見つかりませんでした。" + ASKS_CODE)
    assert "どの地域ですか。関東はイチ" in twice.said


def test_there_a_digit_is_a_digit_and_only_star_and_hash_alone_are_commands(plan: Plan) -> None:
    assert "どの地域ですか。関東はイチ" in after(plan, "1", "9", "*").said
    assert after(plan, "1", "9", "#").said.startswith(ASKS_CODE)
    assert after(plan, "1", "9", "0").call.asking.stage == "postal"
    assert "都道府県を、うかがっています" in after(plan, "1", "9", "ヘルプ").said


def test_a_place_by_name_is_taken_there_too(plan: Plan) -> None:
    assert after(plan, "1", "9", "三重県です").call.slot("prefecture") == "24"


def test_silence_there_leads_to_the_regions(plan: Plan) -> None:
    assert after(plan, "1", "9", "").said.startswith(ASKS_CODE)
    assert "どの地域ですか。関東はイチ" in after(plan, "1", "9", "", "").said


def test_a_refused_code_is_not_proposed_again(plan: Plan) -> None:
    assert "なごや" not in after(plan, "1", "9", "4600008", "2", "9", "4600008").said


def test_who_uses_keys_and_refuses_the_place_of_his_code_hears_keys(plan: Plan) -> None:
    assert after(plan, "1", "9", "4600008", "2").said.startswith("失礼しました。どの地域ですか。")
    assert (
        after(plan, CENTER, "郵便番号は460-0008です", "いいえ").said
        == "失礼しました。では、市や町の名前を、おはなしください。"
    )


def test_the_way_by_code_is_announced_at_the_second_playing_of_the_menu_and_in_help(plan: Plan) -> None:
    announced = "郵便番号で調べるときは、キュー。"

    assert announced not in after(plan, "1").said
    assert announced in after(plan, "1", "").said
    assert announced in after(plan, "1", "0").said


@pytest.mark.parametrize(
    "words", ["もうだめだ", "死にたいです", "もう生きていけないんです", "助けてください", "だれか、たすけてください"]
)
def test_despair_rings_the_fallback_office_at_once(plan: Plan, words: str) -> None:
    heard = [after(plan, *before, words) for before in ((), (CENTER,), (CENTER, "三重県です"))]

    assert [turn.rang for turn in heard] == [HEADQUARTERS] * 3
    assert {turn.said for turn in heard} == {
        "お話しくださり、ありがとうございます。人に、おつなぎします。このまま、お待ちください。"
    }


def test_the_callers_telephone_area_orders_candidates_and_decides_nothing(plan: Plan) -> None:
    call, _ = step(plan, begin(plan), Answered())
    call, _ = step(plan, call, Keyed("1"))
    tokyo, _ = step(plan, call, Said("府中市です", Conditions(near=("13",))))
    hiroshima, _ = step(plan, call, Said("府中市です", Conditions(near=("34",))))

    assert [code[:2] for code in tokyo.asking.candidates] == ["13", "34"]
    assert [code[:2] for code in hiroshima.asking.candidates] == ["34", "13"]
    assert hiroshima.slot("prefecture") is None
