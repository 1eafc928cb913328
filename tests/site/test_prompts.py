"""The sentences: their form, their readings, and what the shipped ones may not say."""

import re
from pathlib import Path

import pytest
import yaml

from ivr.call import Plan
from ivr.site.flow import references
from ivr.site.prompts import misread, read_prompts
from ivr.speech import Prompt, SpeakingRate, Voice, gaps
from ivr.strict_yaml import read

ROOT = Path(__file__).parents[2]

SMALL = """\
voice: {language: ja-JP, name: Polly.Kazuha-Neural, rate: 0.9}
prompts:
  welcome:
    text: 経営相談の、電話案内です。
    kana: けいえいそうだんの、でんわあんないです。
  number:
    text: "{number}。"
    kana: "{number}。"
    slow: true
    pause: 2
"""


def changed(*changes: tuple[str, str], facts: tuple[str, ...] | None = ("center_cap",)) -> list[str]:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return [str(problem) for problem in read_prompts(read(text, "ja.yaml"), facts)[2]]


def test_prompts_and_the_voice_that_speaks_them() -> None:
    prompts, voices, problems, _file = read_prompts(read(SMALL, "ja.yaml"), ())

    assert problems == ()
    assert voices == {"ja": Voice("ja-JP", "Polly.Kazuha-Neural", SpeakingRate(0.9, 0.8))}
    assert prompts == {
        "welcome": Prompt("経営相談の、電話案内です。", "けいえいそうだんの、でんわあんないです。"),
        "number": Prompt("{number}。", "{number}。", slow=True, pause=2),
    }


MISTAKES = [
    (
        'text: "{number}。"',
        'text: "{numbr}。"',
        'ja.yaml:7:11: nothing fills {numbr}; did you mean "number"? (unknown-gap)',
    ),
    (
        'text: "{number}。"',
        'text: "{center_cup}。"',
        'ja.yaml:7:11: nothing fills {center_cup}; did you mean "center_cap"? (unknown-gap)',
    ),
    (
        'text: "{number}。"',
        'text: "{number。"',
        "ja.yaml:7:11: a gap is written {name}; here a { is alone, full-width, or beside a space (unknown-gap)",
    ),
    (
        'text: "{number}。"',
        'text: "｛number｝。"',
        "ja.yaml:7:11: a gap is written {name}; here a ｛ is alone, full-width, or beside a space (unknown-gap)",
    ),
    (
        "kana: けいえいそうだんの、",
        "kana: けいえいそうだんの",
        (
            "ja.yaml:5:11: the reading must have the same 、 。 ・ 「」 and {gaps} as the text: "
            "the text has 、。, the reading 。 (reading)"
        ),
    ),
    (
        'kana: "{number}。"',
        'kana: "{office}。"',
        (
            "ja.yaml:8:11: the reading must have the same 、 。 ・ 「」 and {gaps} as the text: "
            "the text has {number}。, the reading {office}。 (reading)"
        ),
    ),
    (
        "kana: けいえいそうだんの、",
        "kana: 経営そうだんの、",
        'ja.yaml:5:11: a reading is written in kana; "経" is not (reading)',
    ),
    (
        "でんわあんないです。",
        "でんわあんない。",
        'ja.yaml:5:11: "でんわあんない" cannot be the reading of "電話案内です" (reading)',
    ),
    (
        "けいえいそうだんの、",
        "の、",
        'ja.yaml:5:11: "の" cannot be the reading of "経営相談の" (reading)',
    ),
    ("    pause: 2", "    pause: 11", "ja.yaml:10:12: 11 is too large; at most 10 (wrong-value)"),
    (
        "    slow: true",
        "    slow: yes",
        'ja.yaml:9:11: expected true or false, found "yes"; did you mean true? (wrong-value)',
    ),
    ("rate: 0.9", "rate: slow", 'ja.yaml:1:59: expected a number, such as 0.9, found "slow" (wrong-value)'),
    ("rate: 0.9", "rate: 0", "ja.yaml:1:59: 0.0 is too small; at least 0.2 (wrong-value)"),
    ("rate: 0.9", "rate: 90", "ja.yaml:1:59: 90.0 is too large; at most 2.0 (wrong-value)"),
]


def test_every_kind_of_mistake_is_placed() -> None:
    for old, new, problem in MISTAKES:
        found = changed((old, new))

        assert problem in found
        assert all(other.endswith("(reading)") for other in found if other != problem), problem


def test_of_a_text_that_lost_its_end_no_reading_is_judged() -> None:
    assert changed(("経営相談の、電話案内です。", "経営相談の #電話案内です。")) == [
        'ja.yaml:4:17: from # on this is a comment; a value with # in it must be quoted: "#" (syntax)'
    ]


def test_mistakes_of_form_hide_no_wrong_reading() -> None:
    found = changed(
        ("    slow: true", "    slowly: true"),
        ("でんわあんないです", "でんわ"),
        ('text: "{number}。"', 'text: "{x}。"'),
    )

    assert [problem.rpartition("(")[2] for problem in found] == ["reading)", "unknown-gap)", "unknown-key)"]


def test_a_prompt_without_a_reading_is_reported_and_the_others_are_judged() -> None:
    found = changed(
        ("    kana: けいえいそうだんの、でんわあんないです。\n", ""), ('kana: "{number}。"', 'kana: "{number}"')
    )

    assert [problem.rpartition("(")[2] for problem in found] == ["missing-key)", "reading)"]


def test_a_scheme_that_cannot_be_read_leaves_gaps_unjudged() -> None:
    assert (
        changed(
            ('text: "{number}。"', 'text: "{anything}。"'), ('kana: "{number}。"', 'kana: "{anything}。"'), facts=None
        )
        == []
    )


ENGLISH = """\
  english:
    text: Please hold.
    kana: プリーズホールド。
    voice: en
"""
ENGLISH_VOICE = "voices: {en: {language: en-US, name: Polly.Joanna-Neural}}\n"


def test_a_sentence_in_another_language_has_a_voice_of_its_own() -> None:
    prompts, voices, problems, _file = read_prompts(read(SMALL + ENGLISH + ENGLISH_VOICE, "ja.yaml"), ())

    assert problems == ()
    assert prompts["english"].language == "en"
    assert voices["en"] == Voice("en-US", "Polly.Joanna-Neural")


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        (SMALL + ENGLISH, 14, "unknown-voice"),
        (SMALL + ENGLISH.replace("プリーズ", "please") + ENGLISH_VOICE, 13, "reading"),
    ],
)
def test_mistakes_in_another_language_are_placed(text: str, line: int, rule: str) -> None:
    [problem] = read_prompts(read(text, "ja.yaml"), ())[2]

    assert (problem.line, problem.rule) == (line, rule)


READABLE = [
    ("愛知県", "あいちけん"),
    ("フォローアップします", "ふぉろーあっぷします"),
    ("では、ボタンでお選びください。", "では、ボタンでおえらびください。"),
    ("「はい」は、イチ。", "「はい」は、イチ。"),
    ("九州・沖縄", "きゅうしゅう・おきなわ"),
    ("{a}と{b}", "{a}と{b}"),
    ("よろしいですか?", "よろしいですか"),
    ("", ""),
]


def test_a_reading_that_can_be_right() -> None:
    assert {(text, kana): misread(text, kana) for text, kana in READABLE} == dict.fromkeys(READABLE, "")


UNREADABLE = [
    ("愛知県", ""),
    ("はい", "はいはい"),
    ("はい", "いいえ"),
    ("お選びください", "えらびください"),
    ("県に", "けん"),
    ("はい。", "はい"),
    ("はい、", "はい。"),
    ("「はい」", "はい"),
    ("{a}", "{b}"),
    ("{a}と{b}", "{b}と{a}"),
    ("はい", "はい "),
    ("愛知", "aichi"),
    ("愛知", "あいち!"),
]


def test_a_reading_that_cannot_be_right() -> None:
    assert [(text, kana) for text, kana in UNREADABLE if not misread(text, kana)] == []


# ---- the shipped prompts


def test_every_prompt_is_used(plan: Plan) -> None:
    data = yaml.load((ROOT / "data" / "flow.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    english = plan.speaks("en")
    abroad = set(plan.flow.languages["en"].says)
    used = {name for _, kind, name in references(data) if kind == "prompt"} | set(plan.answers.values())
    desks = {"whisper_shared", "whisper_english"}
    then = {prompt.then for prompt in english.prompts.values() if prompt.then}

    assert used - abroad == set(plan.prompts)
    assert used - desks - {"in_japanese", "offer_english"} | then == set(english.prompts)


def test_every_fact_is_said(plan: Plan) -> None:
    gaps_filled = {gap for prompt in plan.prompts.values() for gap in gaps(prompt.text)}

    assert set(plan.facts) <= gaps_filled


def spoken(plan: Plan) -> dict[str, str]:
    texts = {name: prompt.text for name, prompt in plan.prompts.items()}
    return texts | {name: fact.text for name, fact in plan.facts.items()}


FORBIDDEN = {
    "figures and signs that a synthesiser misreads": r"[0-9０-９※＊*#＃/／%％〜~()（）]|米印|(?<!一)方(?!法|針)",
    "promises": r"もらえ|無料|必ず|絶対|保証|支給|負担|秘密|給付",
    "words of shame or blame": r"倒産|借金|債務者|破産|滞納|誤り|間違|お名前|名前を(?!、おはなし)|ご入力",
    "what the leaflet does not state": r"平日|午前|午後|時から|時まで|料金|メール|ホームページ|住所",
    "calls to look at something": r"ご覧|画面|見て",
}


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_no_prompt_holds(plan: Plan, pattern: str) -> None:
    assert [name for name, text in spoken(plan).items() if re.search(pattern, text)] == []


def test_prompts_are_sentences_or_labels_without_spaces(plan: Plan) -> None:
    japanese = {name: text for name, text in spoken(plan).items() if name not in ("english", "offer_english")}

    assert [name for name, text in japanese.items() if re.search(r"[\sA-Za-z]", re.sub(r"\{\w+\}", "", text))] == []


def test_the_share_is_said_with_its_cap_and_only_for_the_center(plan: Plan) -> None:
    holders = {name for name, prompt in plan.prompts.items() if {"center_share", "center_cap"} & set(gaps(prompt.text))}
    text = plan.prompts["details_center_what"].text

    assert holders == {"details_center_what"}
    assert "総額の{center_share}まで、上限{center_cap}の支援" in text


def test_the_voice_speaks_slowly_and_numbers_more_slowly(plan: Plan) -> None:
    assert plan.voices["ja"].rate.usual == 0.9
    assert plan.voices["ja"].rate.slow <= 0.85


def test_each_reading_is_all_kana(plan: Plan) -> None:
    readings = {name: prompt.kana for name, prompt in plan.prompts.items()}
    readings |= {name: fact.kana for name, fact in plan.facts.items()}
    left = {name: re.sub(r"\{\w+\}", "", kana) for name, kana in readings.items()}

    assert {name: kana for name, kana in left.items() if re.search(r"[^ぁ-ゖァ-ヺー、。・「」]", kana)} == {}
