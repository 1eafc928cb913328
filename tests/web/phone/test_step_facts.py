"""What each step understood, and why, in the words of the page."""

import re
from pathlib import Path
from typing import get_args

from ivr.call import Plan
from ivr.call.state import Stage
from ivr.web.phone import page_texts
from ivr.web.phone.page_texts import STAGES

from .caller import AICHI, SILENCE, Caller, Turn, ends, facts, keys, says

SCRIPTS = Path(page_texts.__file__).parent / "static"


EXPLAINED: list[tuple[tuple[Turn, ...], dict[str, str]]] = [
    ((), {"できごと": "電話がつながった", "次のたずね方": "はじめの聞き方"}),
    (
        (keys("1"),),
        {
            "押したボタン": "1",
            "選んだもの": "1　経営改善の計画づくり",
            "決まったサービス": "経営改善支援センター",
            "次のたずね方": "ボタンの一覧から",
        },
    ),
    ((keys("1"), keys("3")), {"押したボタン": "3", "選んだもの": "3　東海", "次のたずね方": "地域の中から"}),
    (
        (says("いわらきけん"),),
        {
            "聞こえたことば": "「いわらきけん」",
            "場所": "茨城県（たぶん）",
            "場所の理由": "音が、この場所にいちばん近い",
            "次のたずね方": "はい・いいえで確かめる",
        },
    ),
    (
        (says("いわらきけん"), says("はい")),
        {
            "聞こえたことば": "「はい」",
            "ことばの意味": "はい",
            "選んだもの": "はい",
            "決まった場所": "茨城県",
            "次のたずね方": "はじめの聞き方",
        },
    ),
    (
        (says("いわらきけん"), keys("2")),
        {"押したボタン": "2", "選んだもの": "いいえ", "次のたずね方": "言い方を変えて、もう一度"},
    ),
    (
        (says("府中市"),),
        {
            "聞こえたことば": "「府中市」",
            "場所": "東京都府中市、広島県府中市（どれか）",
            "場所の理由": "この名前の場所が、いくつかの地域にある",
            "次のたずね方": "いくつかの中から",
        },
    ),
    (
        (says("府中市"), keys("2")),
        {
            "押したボタン": "2",
            "選んだもの": "ひとつを選んだ",
            "決まった場所": "広島県",
            "次のたずね方": "はじめの聞き方",
        },
    ),
    (
        (says("にゃんこ"),),
        {
            "聞こえたことば": "「にゃんこ」",
            "場所の理由": "場所の名前がない",
            "結果": "この質問の答えとしては、わからない",
            "次のたずね方": "言い方を変えて、もう一度",
        },
    ),
    ((SILENCE,), {"できごと": "返事がない", "次のたずね方": "ボタンの一覧から"}),
    ((keys("1"), keys("9")), {"押したボタン": "9", "選んだもの": "郵便番号で答える", "次のたずね方": "郵便番号で"}),
    (
        (keys("1"), keys("9"), keys("0000000")),
        {
            "押したボタン": "0000000",
            "場所の理由": "この郵便番号の場所はない",
            "結果": "この質問の答えとしては、わからない",
            "次のたずね方": "郵便番号で",
        },
    ),
    (
        (keys("1"), keys("9"), says("ヨンロクゼロのゼロゼロゼロハチ")),
        {
            "聞こえたことば": "「ヨンロクゼロのゼロゼロゼロハチ」",
            "場所": "愛知県名古屋市中区（たぶん）",
            "場所の理由": "この郵便番号の場所（または、こう始まる番号の九割以上がある地域）",
            "次のたずね方": "はい・いいえで確かめる",
        },
    ),
    (AICHI, {"できごと": "返事がない"}),
    ((*AICHI, ends("busy")), {"呼び出し": "話し中", "次のたずね方": "ボタンの一覧から"}),
]


def test_a_step_is_explained(caller: Caller) -> None:
    for turns, expected in EXPLAINED:
        assert facts(caller.view(*turns)) == expected


def test_a_sentence_that_answers_both_questions_is_explained(caller: Caller) -> None:
    explained = facts(caller.view(AICHI[0]))

    assert explained["サービス"] == explained["決まったサービス"] == "経営改善支援センター"
    assert (explained["場所"], explained["決まった場所"]) == ("愛知県（確か）", "愛知県")
    assert explained["場所の理由"] == "都道府県の名前を、省略せずに言った"


def test_a_key_named_by_voice_and_a_command_are_explained(caller: Caller) -> None:
    assert facts(caller.view(says("ニー")))["番号"] == "2"
    assert facts(caller.view(says("もう一度")))["ことばの意味"] == "もう一度聞く"


def test_what_is_taken_back_is_shown(caller: Caller) -> None:
    explained = facts(caller.view(keys("1"), keys("*")))

    assert explained["決まったサービス"] == "（取り消し）"


def test_every_stage_has_its_words() -> None:
    assert set(STAGES) == set(get_args(Stage))


def test_in_english_a_step_is_explained_in_english(caller: Caller) -> None:
    view = Caller(caller.app, "en").view(says("いわらきけん"))

    assert facts(view) == {
        "words heard": "“いわらきけん”",
        "place heard": "茨城県 (probably)",
        "why this place": "sounds like this place more than like any other",
        "how the question is put": "by yes or no",
    }
    assert view["now"]["stage"] == "by yes or no"


def test_the_example_is_in_the_language_of_the_call(caller: Caller) -> None:
    begun, changed = caller.view(), caller.view(keys("8"))

    assert (begun["language"], begun["example"]) == ("ja-JP", "税理士さんに勧められて電話しました")
    assert (changed["language"], changed["example"]) == (
        "en-US",
        "My tax accountant told me to call you",
    )


def test_the_scripts_have_every_word_that_they_say() -> None:
    scripts = "".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.js"))

    assert set(re.findall(r"(?<!/)\btexts\.(\w+)", scripts)) - set(page_texts.SCRIPT) == set()
    assert [name for name in page_texts.SCRIPT if name not in scripts] == []


def test_the_rings_of_the_flow_have_names(plan: Plan, caller: Caller) -> None:
    view = caller.view(says("オペレーター"))

    assert view["now"]["does"] == f"{plan.fallback.printed_name}を呼び出す"
