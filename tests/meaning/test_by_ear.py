"""Sure words are known by their sound where a recogniser has written others: never more than probable."""

import pytest

from ivr.call import Plan
from ivr.heard.utterance import utterance
from ivr.meaning import Understood, understand, understand_by_ear


def by_ear(plan: Plan, text: str) -> Understood:
    return understand_by_ear(plan.meanings, plan.places.readings, utterance(text))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("経営会前", "center"),
        ("経営快全の相談で", "center"),
        ("ケイエイカイセン", "center"),
        ("ケーカイゼの方で", "center"),
        ("事業再製", "council"),
        ("オペレイター", "person"),
        ("接明", "explain"),
    ],
)
def test_a_word_that_was_written_otherwise_is_probable(plan: Plan, text: str, meaning: str) -> None:
    found = by_ear(plan, text)

    assert (found.meaning, found.outcome) == (meaning, "probable")
    assert found.why[0].startswith("～")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "はい",
        "おはようございます",
        "もしもし",
        "ざわざわ",
        "ふざけるなよ",
        "株式会社経営改善の者です",
        "うちの山口が先ほど",
        "嬉しい",
        "お金を借りたい",
        "旅行代理店",
        "先代から継ぎました",
        "命の次に大事な店です",
        "横浜町の会社です",
        "わか山均",
    ],
)
def test_what_sounds_like_no_word_is_none(plan: Plan, text: str) -> None:
    assert by_ear(plan, text).outcome == "unknown"


def test_neither_despair_nor_yes_nor_no_nor_a_wish_to_stop_is_told_by_sound_alone(plan: Plan) -> None:
    never = {"distress", "english", "yes", "no", "stop", "wrong_number", "again", "back"}

    assert not never & {spoken.meaning for spoken in plan.meanings.by_ear}


def test_every_name_in_kana_is_known_by_its_own_sound(plan: Plan) -> None:
    for spoken in plan.meanings.by_ear:
        found = by_ear(plan, spoken.kana)

        assert found.meaning == spoken.meaning or understand(plan.meanings, utterance(spoken.kana)).outcome == "certain"
