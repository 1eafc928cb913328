"""Sure words are known by their sound where a recogniser has written others: never more than probable."""

import re

import pytest

from ivr.call import Plan
from ivr.heard.utterance import utterance
from ivr.meaning import Understood, understand, understand_by_ear
from ivr.speech import morae


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
    understood = by_ear(plan, text)

    assert (understood.meaning, understood.outcome) == (meaning, "probable")
    assert understood.why[0].startswith("～")


NO_WORDS = [
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
    "けいえいかいぜんか、きょうぎかいか",  # two services at once
]


def test_what_sounds_like_no_word_is_none(plan: Plan) -> None:
    assert {text: by_ear(plan, text).outcome for text in NO_WORDS} == dict.fromkeys(NO_WORDS, "unknown")


def test_neither_despair_nor_yes_nor_no_nor_a_wish_to_stop_is_heard_by_sound_alone(plan: Plan) -> None:
    never = {"distress", "english", "yes", "no", "stop", "wrong_number", "again", "back"}

    for meaning in never:
        for name in plan.meanings.by_id[meaning].names:
            assert by_ear(plan, name).meaning not in never


def test_every_name_in_kana_is_known_by_its_own_sound(plan: Plan) -> None:
    by_id = plan.meanings.by_id
    names = [(one, name) for one in ("explain", "person", *plan.meanings.services) for name in by_id[one].names]
    in_kana = [(one, name) for one, name in names if re.fullmatch("[ぁ-んー]+", name) and morae(name) > 3]

    assert len(in_kana) > 50
    for meaning, name in in_kana:
        assert by_ear(plan, name).meaning == meaning or understand(plan.meanings, utterance(name)).outcome == "certain"
