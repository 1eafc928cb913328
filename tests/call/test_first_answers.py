"""Service and prefecture: asked one after the other, or told in one breath."""

import pytest

from ivr.call import Plan, Silent, step
from ivr.speech import seconds

from .talk import Turn, after, turns

AICHI_CENTER = "+81522236953"
MIE_COUNCIL = "+81592283370"


def test_the_first_words_name_the_line_and_the_question_follows_within_six_seconds(plan: Plan) -> None:
    first, *rest = after(plan).asked.lines

    assert "経営相談" in first.text
    assert seconds(first.kana, plan.voices["ja"].rate.usual) + first.pause < 6
    assert [line.text for line in rest] == ["どのようなご相談ですか。"]


def test_the_first_question_takes_one_key_or_speech(plan: Plan) -> None:
    asked = after(plan).asked

    assert asked.end_of_keys == 0
    assert (asked.wait, asked.end_of_speech) == (3, 2)


def test_after_a_pause_the_first_question_says_its_keys_as_no_miss_and_speech_is_heard_on(plan: Plan) -> None:
    turn = after(plan, "")

    assert turn.said == "計画づくりはイチ、銀行との調整はニー、わからないときはサンです。For English, press eight."
    assert (turn.call.asking.tries, turn.call.asking.no_matches) == (0, 0)
    assert turn.asked.wait == 6
    assert after(plan, "", "愛知県の協議会です").call.node == "read_back"


SERVICES = {
    "1": "center",
    "2": "council",
    "イチ": "center",
    "一番です": "center",
    "二番目でお願いします": "council",
    "2番のほう": "council",
    "経営改善": "center",
    "経営改善支援センターをお願いします": "center",
    "えーと、経営改善の計画です": "center",
    "計画と費用": "center",
    "私的整理のことで": "council",
    "債権放棄をお願いしたい": "council",
    "けいえいかいぜん": "center",
    "センターの方です": "center",
    "事業再生": "council",
    "中小企業再生支援協議会につないでください": "council",
    "銀行との調整です": "council",
    "リスケの相談です": "council",
    "協議会ではなくて、センターです": "center",
    "センターじゃないです、協議会です": "council",
}


def test_the_service_is_chosen_by_key_or_in_the_callers_words(plan: Plan) -> None:
    heard = {answer: after(plan, answer) for answer in SERVICES}

    assert {answer: turn.service for answer, turn in heard.items()} == SERVICES
    assert {turn.call.node for turn in heard.values()} == {"ask_prefecture"}


@pytest.mark.parametrize("answer", ["センターと協議会", "経営改善と事業再生", "協議会ではありません"])
def test_two_services_at_once_or_none_are_no_answer(plan: Plan, answer: str) -> None:
    assert after(plan, answer).service is None


@pytest.mark.parametrize(
    ("sentence", "service", "prefecture"),
    [
        ("愛知県の経営改善支援センターをお願いします", "center", "23"),
        ("愛知県で、経営改善計画の相談です", "center", "23"),
        ("三重の協議会", "council", "24"),
        ("事業再生です、大阪府です", "council", "27"),
    ],
)
def test_one_sentence_answers_both_questions(plan: Plan, sentence: str, service: str, prefecture: str) -> None:
    turn = after(plan, sentence)

    assert turn.call.node == "read_back"
    assert (turn.service, turn.prefecture) == (service, prefecture)


def test_a_bare_prefecture_at_the_first_question_is_noted_and_not_asked_again(plan: Plan) -> None:
    noted, read_back = turns(plan, "三重県です", "事業再生")[1:]

    assert (
        noted.said
        == plan.prompts["noted_prefecture"].text.replace("{prefecture}", "三重県") + plan.prompts["ask_which"].text
    )
    assert noted.call.node == "ask_which"
    assert read_back.said.startswith("三重県の中小企業再生支援協議会におつなぎします。")


def test_a_place_named_at_the_first_question_may_be_a_town(plan: Plan) -> None:
    assert after(plan, "豊田市です").prefecture == "23"


@pytest.mark.unmeasured
def test_a_prefecture_is_understood_in_kanji_in_kana_without_its_ending_and_politely(plan: Plan) -> None:
    for code, place in plan.places.prefectures.items():
        for name in (place.name, place.kana, place.short, place.short_kana):
            for spoken in (name, f"えーと、{name}です", f"{name}です、お願いします"):
                turn = after(plan, "経営改善", spoken)
                confirmed = after(plan, "経営改善", spoken, "はい") if turn.call.asking.stage == "yes_no" else turn
                assert confirmed.prefecture == code, spoken


def test_who_speaks_first_is_asked_to_speak(plan: Plan) -> None:
    assert after(plan, "経営改善").said == "かしこまりました。会社のある都道府県は、どちらですか。"


def test_who_keys_the_first_answer_gets_key_menus_from_then_on(plan: Plan) -> None:
    turn = after(plan, "1")

    assert turn.said.startswith("どの地域ですか。関東はイチ、近畿はニー、東海はサン、")
    assert turn.call.mode == "keys"


def test_a_key_menu_still_hears_a_prefecture(plan: Plan) -> None:
    turn = after(plan, "1", "三重県")

    assert turn.prefecture == "24"
    assert turn.call.mode == "keys"


def test_who_was_asked_to_speak_may_press_keys(plan: Plan) -> None:
    assert after(plan, "経営改善", "3", "1").prefecture == "23"


def test_region_then_prefecture_never_more_than_eight_entries(plan: Plan) -> None:
    region = after(plan, "2", "3")

    assert region.said == "愛知はイチ、静岡はニー、岐阜はサン、三重はヨンです。ほかの地域は、コメジルシ。"
    for key in "12345678":
        entries = after(plan, "2", key).said.partition("です。")[0].split("、")
        assert 4 <= len(entries) <= 8


@pytest.mark.parametrize("way", ["voice", "keys"])
def test_all_prefectures_are_reached_by_keypad_alone_and_by_voice_alone(plan: Plan, way: str) -> None:
    reached = set(by_keys(plan) if way == "keys" else by_voice(plan))

    assert reached == {(service, code) for service in ("center", "council") for code in plan.places.prefectures}


def by_keys(plan: Plan) -> list[tuple[str | None, str | None]]:
    played = [after(plan, service, region, key) for service in "12" for region in "12345678" for key in "12345678"]
    return [place_of(turn) for turn in played if turn.call.node == "read_back"]


def by_voice(plan: Plan) -> list[tuple[str | None, str | None]]:
    found = []
    for service in ("経営改善です", "事業再生です"):
        for place in plan.places.prefectures.values():
            turn = after(plan, service, place.name)
            if turn.call.asking.stage == "yes_no":
                turn = after(plan, service, place.name, "はい")
            found.append(place_of(turn))
    return found


def place_of(turn: Turn) -> tuple[str | None, str | None]:
    return turn.service, turn.prefecture


def test_after_both_answers_the_right_office_rings(plan: Plan) -> None:
    read_back = after(plan, "経営改善", "愛知県")

    assert Turn(*step(plan, read_back.call, Silent())).rang == AICHI_CENTER
    assert after(plan, "事業再生", "三重県", "").rang == MIE_COUNCIL


def test_a_place_that_is_said_again_is_no_mistake(plan: Plan) -> None:
    turn = after(plan, "三重県です", "三重県です")

    assert turn.call.node == "ask_which"
    assert turn.said == "三重県ですね。" + plan.prompts["ask_which"].text


def test_a_place_that_is_said_at_the_short_question_is_said_back(plan: Plan) -> None:
    turn = after(plan, "経営のことで困っています", "三重県です")

    assert (turn.call.node, turn.prefecture) == ("ask_which", "24")
    assert turn.said == "三重県ですね。" + plan.prompts["ask_which"].text


@pytest.mark.parametrize("said", ["愛知県のセンターです", "愛知県のセンターをお願いします"])
def test_the_center_is_sure_by_its_short_name(plan: Plan, said: str) -> None:
    assert (after(plan, said).call.node, after(plan, said).call.asking.stage) == ("read_back", "")
