"""What keys and words mean, whatever the question."""

import pytest
from hypothesis import given, strategies as st

from ivr.call import Plan
from ivr.call.interpret import Interpretation, echoes, hear_keys, hear_words, may_sound_like_a_place
from ivr.heard.utterance import plain, utterance
from ivr.meaning import Meaning, meanings

MEANINGS = meanings(
    (
        Meaning("list", "yes", names=("そうです",), alone=("はい", "お願いします")),
        Meaning("list", "no", names=("いいえ", "違います")),
        Meaning("list", "again", names=("もう一度",)),
        Meaning("list", "help", names=("使い方",)),
        Meaning("list", "unsure", names=("わからない",)),
        Meaning("service", "center", names=("経営改善", "センター")),
        Meaning("service", "council", names=("協議会",), alone=("銀行",)),
    ),
    polite=("はい", "お願いします"),
)
KEYS = {"いち": "1", "一": "1", "にー": "2", "二": "2", "ぜろ": "0"}


def heard(text: str) -> Interpretation:
    return hear_words(KEYS, MEANINGS, utterance(text))


@pytest.mark.parametrize(
    ("keys", "key", "names"),
    [
        ("1", "1", set()),
        ("#", "#", {"again"}),
        ("*", "*", {"back"}),
        ("0", "0", {"help"}),
        ("12", "", set()),
        ("", "", set()),
        ("A", "", set()),
        ("１", "", set()),
    ],
)
def test_one_key_is_an_answer_or_a_command(keys: str, key: str, names: set[str]) -> None:
    pressed = hear_keys(keys)

    assert (pressed.mode, pressed.key) == ("keys", key)
    assert pressed.names == names


SOUNDS = {
    "ぎふ": True,
    "はい、ぎふ": True,
    "いいえ": True,
    "経営改善とか": True,  # とか may be what is left of a place
    "ぎふの経営改善": True,
    "経営改善です": False,
    "経営改善の": False,  # a particle is none
    "の経営改善": False,
    "もう一度": False,
    "わからない": False,
}


def test_a_place_is_looked_for_by_sound_where_words_are_left_that_mean_nothing_else() -> None:
    assert {text: may_sound_like_a_place(heard(text)) for text in SOUNDS} == SOUNDS


CORES = {
    "経営改善です": "経営改善",
    "えーと、経営改善をお願いします。": "経営改善",
    "はい、えっと、あのー、経営改善 ですけど": "経営改善",
    "経営改善をお願いできますか": "経営改善",
    "経営改善でございます": "経営改善",
    "じゃあ経営改善でいいです": "経営改善",
    "ケイエイカイゼン": "けいえいかいぜん",
    "はい": "はい",
    "お願いします": "お願いします",
    "": "",
}


def test_politeness_around_an_answer_is_left_out() -> None:
    assert {text: heard(text).core for text in CORES} == CORES


KEY_WORDS = {
    "イチ": "1",
    "いちです": "1",
    "一番": "1",
    "一番目の方": "1",
    "ニーのほうをお願いします": "2",
    "二つ目": "2",
    "一度": "",
    "二人で": "",
}


def test_a_key_is_named() -> None:
    assert {text: heard(text).key for text in KEY_WORDS} == KEY_WORDS


def test_the_named_zero_is_the_command_of_its_key() -> None:
    assert heard("ゼロ").names == {"help"}


NAMES: dict[str, set[str]] = {
    "はい": {"yes"},
    "はい、そうです": {"yes"},
    "お願いします": {"yes"},
    "はい、お願いします": {"yes"},
    "三重県をお願いします": set(),
    "もう一度お願いします": {"again"},
    "はい、もう一度": {"again"},
    "はい、違います": {"no"},
    "いいえ、違います、お願いします": {"no"},
    "わからないです": {"unsure"},
    "使い方がわからない": {"help"},
    "ざわざわ": set(),
    "": set(),
}


def test_politeness_is_no_yes_and_a_command_outweighs_one() -> None:
    assert {text: heard(text).names for text in NAMES} == NAMES


SERVICES = {
    "経営改善のことで": "center",
    "銀行": "council",
    "銀行の近くの者ですが": "",
    "経営改善の協議会": "",
    "協議会ではなく、経営改善": "center",
    "経営改善じゃなくて協議会です": "council",
    "協議会ではありません": "",
}


def test_a_service_is_heard_where_exactly_one_is_meant() -> None:
    assert {text: heard(text).service for text in SERVICES} == SERVICES


ECHOES = {
    ("銀行との調整", "事業再生や銀行との調整"): True,
    ("相談したい", "公的な機関に、事業の再生を、相談したいかた"): False,
    ("かける", "もう一度かけるとき"): True,
    ("経営改善の相談", "経営改善"): False,
    ("き", "もう一度かけるとき"): False,
    ("", "経営改善"): False,
}


def test_a_part_of_what_was_offered_is_an_echo_of_it() -> None:
    assert {(core, label): echoes(core, label) for core, label in ECHOES} == ECHOES


@given(st.text())
def test_the_plain_form_has_no_marks_and_one_spelling(text: str) -> None:
    form = plain(text)

    assert plain(form) == form
    assert not set(form) & set("、。・「」 　_!?")


@given(st.text())
def test_any_text_is_heard(text: str) -> None:
    assert heard(text).mode == "voice"


@pytest.mark.parametrize("text", ["ですね" * 2000 + "x", "えーと" * 2000, "ですが" * 2000, "はい" * 4000, "x" * 10000])
def test_no_length_of_politeness_holds_up_an_answer(plan: Plan, text: str) -> None:
    spoken = hear_words(plan.keys, plan.meanings, utterance(text))

    assert spoken.key == ""
    assert len(spoken.core) <= 301


def test_a_long_story_is_heard_at_its_beginning_and_its_end(plan: Plan) -> None:
    story = "三年前に店を始めたのですが、"

    assert hear_words(plan.keys, plan.meanings, utterance("経営改善の件で、" + story * 40)).service == "center"
    assert hear_words(plan.keys, plan.meanings, utterance(story * 40 + "協議会をお願いします")).service == "council"
    assert (
        hear_words(plan.keys, plan.meanings, utterance(story * 20 + "協議会をお願いします" + story * 20)).service == ""
    )
