"""What the rules about texts find: each case is a sentence, and its message."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from ivr.call.nodes import AskPlace
from ivr.check import problems_of
from ivr.check.announcements import announcements_of
from ivr.check.rules import (
    Rule,
    fact_without_source,
    forbidden_word,
    long_hint,
    long_prompt,
    misread_sign,
    missing_in_language,
    stale_office,
    unknown_carrier_name,
    unsupported_fact,
    unused_prompt,
    wrong_key,
)
from ivr.check.site_parts import said_beside_flow
from ivr.check.spoken_facts import figures, numbers
from ivr.site import load, shipped
from ivr.site.flow import NAME_KINDS
from ivr.site.meanings import hinted
from ivr.strict_yaml import read
from tests.cli.copies import copied
from tests.conftest import SiteCopy

from .sites import FILE, HEAD, changed, messages_of, site

JA = "prompts/ja.yaml"


WITH_THE_QUESTION = {("choose", "says"), ("read_back", "says")}
"""Keys whose prompts are announced with those of another key."""


def test_whatever_a_kind_of_node_says_is_announced() -> None:
    shipped_site = load(shipped())
    assert shipped_site.flow
    nodes = shipped_site.flow.nodes
    said = {(node.kind, field.name) for node in nodes.values() for field in fields(node)}
    at = (one.loc for one in announcements_of(shipped_site) if one.loc[0] == "nodes")
    announced = {(nodes[str(name)].kind, key) for _, name, key, *_ in at}

    assert {one for one in said - announced if NAME_KINDS.get(one[1]) == "prompt"} == WITH_THE_QUESTION


def sentence(text: str, name: str = "welcome") -> str:
    return f'prompts:\n  {name}: {{text: "{text}", kana: "{text}"}}\n'


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("if_wrong", "違うときは、ニーを。", None),
        (
            "if_wrong",
            "違うときは、サンを。",
            'サン (3) does nothing where this is said ("read_back, offer" in flow.yaml)',
        ),
        ("if_wrong", "違うときは、サンを。", "the keys there are ゼロ、イチ、ニー、シャープ、コメジルシ"),
        ("if_wrong", "サンプルやイチゴは、キーではありません。", None),
        ("welcome", "お急ぎのかたは、サンを。", '"welcome, says" in flow.yaml'),
        ("welcome", "お急ぎのかたは、ゼロを。", None),  # said before the first question, and cut off by its keys
        ("goodbye", "もう一度は、シャープ。", "no key works there"),
        ("number", "もう一度は、シャープ。", None),
        ("phrase", "{service}は、ニー。", '"shared_line, whisper" in flow.yaml'),
        ("offer_fallback", "全国本部は、キュー。", "キュー (9) does nothing"),
        ("choices", "{choices}サン。", "サン (3) does nothing"),
        ("later", "ハチ", None),  # labels are said in {choices}, beside their own key
    ],
)
def test_a_key_named_by_hand_works_where_it_is_said(name: str, text: str, words: str | None) -> None:
    old = next(line for line in FILE[JA].splitlines() if line.startswith(f"  {name}:"))

    messages = messages_of(wrong_key, changed((old, f'  {name}: {{text: "{text}", kana: "{text}"}}'), path=JA))

    assert bool(messages) == bool(words)
    assert words is None or words in messages[0]


def test_all_that_the_flow_names_is_judged_but_what_is_only_a_part_of_what_is_said() -> None:
    checked = load(shipped())
    flow = checked.flow
    assert flow
    labels = {name for choice in flow.choices for name in (choice.label, choice.short)}
    labels |= {region.label for node in flow.each(AskPlace) for region in node.regions}
    templates = {flow.choice, flow.place_choice, flow.yes, flow.no, flow.office_name}
    judged = {name for announcement in announcements_of(checked) for name in announcement.prompts}

    assert unused_prompt.said(checked) - said_beside_flow(checked) - labels - templates - judged == set()


def test_a_key_named_after_help_works_at_every_question() -> None:
    """ニー corrects the read-back, and does nothing where the number was read out."""
    (message,) = messages_of(wrong_key, changed(("  help: sorry\n", "  help: sorry\n  help_fallback: if_wrong\n")))

    assert message.startswith('ニー (2) does nothing where this is said ("number, help" in flow.yaml)')


def test_a_key_is_checked_at_every_region() -> None:
    """ニー is a prefecture in one region and nothing in the other."""
    old = "offer_back: {text: ほかの地域は、コメジルシ。, kana: ほかのちいきは、コメジルシ。}"

    (message,) = messages_of(wrong_key, changed((old, old.replace("コメジルシ", "ニー")), path=JA))

    assert message.startswith(
        'ニー (2) does nothing where this is said ("place, region", "place, region_again" in flow.yaml)'
    )
    assert "ゼロ、イチ、" in message


MANY = [f"by_{at}: {{kind: branch, slot: hours, to: {{closed: by_{at + 1}}}, otherwise: say_{at}}}" for at in range(40)]
MANY += [f"say_{at}: {{kind: say, says: [], next: by_{at + 1}}}" for at in range(40)]


@pytest.mark.parametrize(
    ("nodes", "works"),
    [
        (["by_0: {kind: branch, slot: hours, to: {closed: read_back}, otherwise: ask}"], True),
        (["by_0: {kind: branch, slot: hours, to: {closed: goodbye}, otherwise: ask}"], False),
        ([*MANY, "by_40: {kind: say, says: [], next: ask}"], True),  # by 2⁴⁰ ways
        (["by_0: {kind: branch, slot: hours, to: {closed: by_0}, otherwise: ask}"], True),  # another rule finds circles
        ([f"by_{at}: {{kind: branch, slot: hours, to: {{}}, otherwise: by_{1 - at}}}" for at in (0, 1)], False),
    ],
)
def test_a_key_named_before_a_branch_works_wherever_that_leads(nodes: list[str], works: bool) -> None:
    said = "  welcome: {kind: say, says: [welcome], next: ask}\n"
    before = said.replace("[welcome], next: ask", "[if_wrong], next: by_0")
    checked = changed((said, before + "".join(f"  {node}\n" for node in nodes)))

    assert (messages_of(wrong_key, checked) == []) == works


def test_half_a_flow_is_reported_as_that_and_no_language_lacks_anything_for_it(site_copy: SiteCopy) -> None:
    flow = site_copy.read("data/flow.yaml")
    site_copy.write("data/flow.yaml", flow[: flow.index("nodes:")])

    found = problems_of(site_copy.load())
    assert any(problem.rule == "missing-key" for problem in found)
    assert [problem for problem in found if "/prompts/" in problem.path] == []


def test_a_list_that_no_language_has_is_misspelt_and_missing_in_none(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "    words: english\n", "    words: inglish\n")
    assert list(missing_in_language.check(site_copy.load())) == []

    site_copy.change("data/flow.yaml", "    words: inglish\n", "    words: english\n")
    site_copy.change("data/meanings.en.yaml", "\n  english:", "\n  inglish:")
    told = [problem.message for problem in missing_in_language.check(site_copy.load())]
    assert told == ['the list "english" is missing in this language, and the flow names it; did you mean "inglish"?']


def test_the_label_of_a_language_is_needed_in_that_language_where_another_choice_has_it(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "label: offer_japanese, language: ja", "label: offer_english, language: ja")

    told = [problem.message for problem in problems_of(site_copy.load()) if problem.rule == missing_in_language.ID]
    assert [message[:35] for message in told] == ['the prompt "offer_english" is missi']


def test_prompts_that_nothing_names_are_found_unless_the_flow_is_broken() -> None:
    assert messages_of(unused_prompt, site(FILE[JA], JA, head="")) == [
        'no node says the prompt "center_misheard"; name it in flow.yaml, or remove it',
        'no node says the prompt "notice"; name it in flow.yaml, or remove it',
        'no node says the prompt "opens"; name it in flow.yaml, or remove it',
    ]
    assert messages_of(unused_prompt, site("nodes: [", "data/flow.yaml")) == []
    misspelt = changed(("kind: end", "kind: ending"))
    assert messages_of(unused_prompt, misspelt) == []  # its prompts may be in it all the same


IN_LANGUAGE = {
    "prompts:\n  welcome: {text: Welcome.}\n  choices: {text: 'Now, {choices}'}\n": [],
    "prompts:\n  welcome: {text: Welcome.}\n": [
        'the prompt "choices" is missing in this language; in the first one it is: {choices}'
    ],
    "prompts:\n  welcome: {text: Welcome.}\n  choices: {text: '{choices} {number}'}\n": [
        "this must have the same gaps as the text in the first language: {choices}"
    ],
    "prompts:\n  welcom: {text: Welcome.}\n  welcome: {text: Welcome.}\n  choices: {text: '{choices}'}\n": [
        'prompts/ja.yaml has no prompt "welcom"; did you mean "welcome"?'
    ],
    "prompts: [\n": [],  # the file is broken; that is told by itself
    "voice: {}\n": [],  # the key "prompts" is missing, which is told by itself
    "prompts:\n  welcome: Welcome.\n  choices:\n": [],  # the form is wrong; not a matter of this rule
}


def test_a_language_has_the_prompts_of_the_first() -> None:
    assert {
        text: messages_of(missing_in_language, site(text, "prompts/en.yaml")) for text in IN_LANGUAGE
    } == IN_LANGUAGE


def test_a_language_in_the_folder_is_read_and_checked(tmp_path: Path) -> None:
    copied(tmp_path)
    (tmp_path / "prompts/en.yaml").write_text(
        "prompts:\n  welcome: {text: Welcome.}\n  welcome: {text: Hello.}\n", encoding="utf-8"
    )

    problems = [problem for problem in problems_of(load(tmp_path)) if problem.path.endswith("en.yaml")]

    assert ("missing-in-language", 1) in {(problem.rule, problem.line) for problem in problems}
    assert [problem.line for problem in problems if problem.rule == "duplicate-key"] == [3]


@pytest.mark.parametrize(
    ("name", "text", "length"),
    [
        ("welcome", "あ" * 450, None),
        ("welcome", "あ" * 451, 451),
        ("welcome", "{center_cap}" * 150, 600),  # 二百万円
        ("welcome", "{service}" * 50, 550),  # 中小企業再生支援協議会
        ("welcome", "{prefecture}" * 151, 453),
        ("number", "{number}" * 20, 500),
        ("read_back", "{office}" * 35, 560),
        ("choices", "{choices}" * 4, 600),
    ],
)
def test_a_prompt_is_measured_as_it_is_said(name: str, text: str, length: int | None) -> None:
    old = next(line for line in FILE[JA].splitlines() if line.startswith(f"  {name}:"))
    checked = changed((old, f'  {name}: {{text: "{text}", kana: "{text}"}}'), path=JA)
    office = "offices:\n  愛知県:\n    center: {printed_name: 愛知県経営改善支援センター, number: '052-223-6953'}\n"
    with_office = replace(checked, offices=site(office).offices)

    messages = messages_of(long_prompt, with_office)

    expected = f"this can be {length} characters long when it is said; split it into prompts of at most 450"
    assert messages == ([expected] if length else [])


def test_no_place_is_longer_than_is_reckoned_with() -> None:
    places = load(shipped()).places
    assert places is not None

    assert max(len(places.kana(code)) for code in places.municipalities) <= long_prompt.LONGEST_TOWN


MISREAD = {
    "三分の二まで、二百万円です。イチを、どうぞ。「愛知県」、九州・沖縄。": (None, None),
    "２／３まで": ("２／３", "write the fraction in words"),
    "⅔まで": ("⅔", "write the fraction in words"),
    "1を、どうぞ": ("1", "write figures in kanji"),
    "①を、どうぞ": ("①", "write figures in kanji"),
    "※をどうぞ": ("※", "write コメジルシ"),
    "米印をどうぞ": ("米印", "write コメジルシ"),
    "#をどうぞ": ("#", "write シャープ"),
    "FAXはありません": ("FAX", "write it in kana"),
    "ＦＡＸはありません": ("ＦＡＸ", "write it in kana"),
    "ｾﾝﾀｰです": ("ｾﾝﾀｰ", "write kana of normal width"),
    "愛知県の方は": ("方", "write かた (or ほう)"),
    "お困りの方、どうぞ": ("方", "write かた (or ほう)"),
    "センター方々へ": ("方々", "write かた (or ほう)"),
    "受けたい方は": ("方", "write かた (or ほう)"),
    "もう一方の説明。地方の方法、夕方の方針、その方向、あの方面。": (None, None),
    "80%です": ("80", "write figures in kanji"),
    "八割%です": ("%", "write パーセント"),
    "九時～五時": ("～", "write it in words"),
    "経営&財務": ("&", "write it in words"),
    "ありがとう😊": ("😊", "write it in words"),
    "またあした⭐": ("⭐", "write it in words"),
    "{center_cap}です": (None, None),
}


def test_what_a_synthesiser_misreads_is_found() -> None:
    messages = {text: messages_of(misread_sign, site(sentence(text), JA)) for text in MISREAD}

    assert {text: bool(said) for text, said in messages.items()} == {
        text: bool(found) for text, (found, _) in MISREAD.items()
    }
    for text, (found, advice) in MISREAD.items():
        starts = f'"{found}" may be misread aloud; {advice}'
        assert found is None or any(message.startswith(starts) for message in messages[text]), text


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("en", "sorry: {text: I am sorry.}", None),
        ("en", 'sorry: {text: "Sorry, 失礼しました。"}', "失礼しました。"),
        ("en", "sorry: {text: 失礼しました。, voice: ja}", None),
        ("en", "office: {text: 税}", "税"),
        ("en", "sorry: {text: Ｓｏｒｒｙ.}", "Ｓｏｒｒｙ"),
        ("en", "sorry: {text: 'Sorry、really'}", "、"),
        ("en", "sure: {text: '｛place｝ です'}", "です"),
        ("zh-TW", "sorry: {text: 很抱歉。}", None),
    ],
)
def test_japanese_in_the_file_of_another_language_is_found(language: str, line: str, found: str | None) -> None:
    checked = replace(site(f"prompts:\n  {line}\n", JA), language=language)

    expected = f'"{found}" may be misread aloud; write it in the language of this file'
    messages = [problem.message for problem in misread_sign.check(checked) if problem.path == JA]
    assert messages == ([expected] if found else [])


@pytest.mark.parametrize("sign", ["<office>", "<br>", "</speak>"])
def test_a_gap_or_a_tag_in_angle_brackets_is_found_in_every_language(sign: str) -> None:
    checked = replace(site(f'prompts:\n  thanks: {{text: "Thank you {sign}."}}\n', JA), language="en")

    messages = [problem.message for problem in misread_sign.check(checked) if problem.path == JA]
    assert messages == [f'"{sign}" may be misread aloud; write it in words']


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_an_emoji_is_found_in_every_language(language: str) -> None:
    checked = replace(site("prompts:\n  thanks: {text: ⏰😊}\n", JA), language=language)

    messages = [problem.message for problem in misread_sign.check(checked) if problem.path == JA]
    assert messages == ['"⏰😊" may be misread aloud; write it in words']


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("facts:\n  cap: {text: ２百万円, kana: にひゃくまんえん, leaflet: x}\n", "data/scheme.yaml"),
        (HEAD.replace("name: 経営改善", "name: NEW経営改善") + "offices: {}\n", "data/directory.yaml"),
        (
            HEAD
            + "offices: {}\nothers:\n  head:\n"
            + "    {printed_name: 本部, spoken_name: HQ, spoken_kana: ほんぶ, number: '03-5470-1840'}\n",
            "data/directory.yaml",
        ),
    ],
)
def test_facts_services_and_spoken_names_are_read_too(text: str, path: str) -> None:
    (problem,) = misread_sign.check(site(text, path, head=""))

    assert problem.path == path


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[説明]", None),
        (f"[{'あ' * 100}]", None),
        (
            f"[{'あ' * 101}]",
            "this has 101 characters, but the recogniser accepts 100; put a shorter, plain word first in this list",
        ),
        (f"[説明, {'あ' * 101}]", None),  # only the first word is a hint
        ('["説明, 詳細"]', "the comma would make two phrases of this; put a shorter, plain word first in this list"),
        ("[]", None),
        ("text", None),
    ],
)
def test_hints_keep_to_their_limits(words: str, message: str | None) -> None:
    assert messages_of(long_hint, site(f"lists:\n  details: {{names: {words}}}\n", "data/meanings.yaml")) == (
        [message] if message else []
    )


@pytest.mark.parametrize(("lists", "hints"), [(495, None), (496, 501)])  # with 3 prefectures and 2 services
def test_hints_are_counted(lists: int, hints: int | None) -> None:
    text = "lists:\n" + "".join(f"  list{number}: {{names: [言葉]}}\n" for number in range(lists))

    messages = messages_of(long_hint, site(text, "data/meanings.yaml"))

    expected = f"with these lists the recogniser gets {hints} phrases, but accepts 500; leave some lists out"
    assert messages == ([expected] if hints else [])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("経営の、ご相談です。", None),
        ("借金の、ご相談です。", "借金"),
        ("倒　産の前に。", "倒産"),
        ("しゃっきんのご相談です。", None),
    ],
)
def test_a_word_that_the_site_forbids_itself_is_found(text: str, word: str | None) -> None:
    expected = f'this site forbids the word "{word}" (forbidden in words.yaml); say it in another way'

    assert messages_of(forbidden_word, site(sentence(text), JA)) == ([expected] if word else [])


@pytest.mark.parametrize(
    "words", ["keys: {}\n", "forbidden: 借金\n", "forbidden: []\n", "forbidden: ['', '、']\n", "- a\n"]
)
def test_without_a_list_nothing_is_forbidden(words: str) -> None:
    assert messages_of(forbidden_word, site(words, "data/words.yaml")) == []


FIGURES: dict[str, list[str]] = {
    "三分の二まで": ["三分の二"],
    "２／３まで": ["2/3"],
    "上限、二百万円": ["二百万円"],
    "２００万円": ["200万円"],
    "午前九時から午後五時三十分": ["午前九時", "午後五時三十分"],
    "九時半": ["九時半"],
    "二十四時間": ["二十四時間"],
    "月曜日から金曜日": ["月曜日", "金曜日"],
    "平日の、土日と祝日": ["平日", "土日", "祝日"],
    "無料です": ["無料"],
    "八割、五パーセント": ["八割", "五パーセント"],
    "令和四年四月一日": ["令和", "四年", "四月一日"],
    "三か月以内": ["三か月"],
    "四月から": ["四月"],
    "三回まで": ["三回まで"],
    "二名、五社": ["二名", "五社"],
    "十分前に": ["十分"],
    "ゼロゴーニーの、ニーニーサン": ["ゼロゴーニーの、ニーニーサン"],
    "03-5470-1840": ["03-5470-1840"],
    "にひゃくまんえん": ["まんえん"],
    "さんぶんのに": ["さんぶんの"],
    "ゲツヨウビ": ["げつようび"],
    "ムリョウです": ["むりょう"],
    # no facts
    "もう一度、ゆっくり、二回、申し上げます。": [],
    "もう一方の説明は、ニー。": [],
    "お一人で、一人ひとり、一時的に、十分に、一日も早く、一番。": [],
    "千葉県、三重県、四日市市、九州・沖縄、四国。": [],
    "途中でボタンを押すと、先に進みます。": [],
    "郵便番号、ななけたを、押してください。": [],
    "{center_cap}まで": [],
}


def test_facts_are_told_from_other_numbers() -> None:
    assert {text: list(figures(text)) for text in FIGURES} == FIGURES


IN_ENGLISH: dict[str, list[str]] = {
    "We are open from 9 to 5.": ["from 9 to 5"],
    "Call from nine until five, on weekdays.": ["from nine until five", "weekdays"],
    "It is free of charge.": ["free of charge"],
    "We answer 24/7.": ["24/7"],
    "The advice is free, without charge.": ["is free", "without charge"],
    "Up to two million yen, two thirds of the cost.": ["two million yen", "two thirds"],
    "¥500 or 20%": ["¥500", "20%"],
    "9:30 a.m., or noon on Mondays": ["9:30 a.m.", "noon", "Mondays"],
    "within three days, in May 2013": ["three days", "May 2013"],
    "open until six, for ten companies": ["open until six", "ten companies"],
    # no facts
    "Please press one. One moment please. I say it two times.": [],
    "Seven digits, please. One of two offices. Feel free to ask.": [],
    "May I help you? Is it a second time?": [],
    "{center_cap} at most": [],
}


def test_facts_in_english_are_told_from_other_numbers() -> None:
    assert {text: list(figures(text, "en")) for text in IN_ENGLISH} == IN_ENGLISH


def test_a_fact_written_by_hand_is_found_in_every_language() -> None:
    english = replace(site(sentence("We are open from 9 to 5, free of charge."), JA), language="en")

    assert [message.partition(" is a fact")[0] for message in messages_of(unsupported_fact, english)] == [
        '"free of charge"',
        '"from 9 to 5"',
    ]


def test_a_language_may_lack_what_nothing_says() -> None:
    texts = "prompts:\n  welcome: {text: 電話です。}\n  notice: {text: 休みです。}\n  choices: {text: '{choices}'}\n"
    english = site("prompts:\n  welcome: {text: Hello.}\n  choices: {text: '{choices}'}\n", "prompts/en.yaml")
    english = replace(english, documents={**english.documents, JA: read(texts, JA)})

    assert messages_of(missing_in_language, english) == []
    assert messages_of(unused_prompt, english) == [
        'no node says the prompt "notice"; name it in flow.yaml, or remove it'
    ]


ONE: dict[str, set[int]] = {
    "二百万円": {2_000_000},
    "２００万円": {2_000_000},
    "2,000,000円": {2_000_000},
    "三分の二": {2, 3},
    "２／３": {2, 3},
    "二〇一三年": {2013},
    "百": {100},
    "千五百": {1500},
    "一億二千万": {120_000_000},
    "万": {10_000},
    "十二": {12},
    "零": {0},
    "なし": set(),
}


def test_numbers_are_one_however_they_are_written() -> None:
    assert {text: numbers(text) for text in ONE} == ONE


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("上限、二百万円です。", "write {center_cap} instead"),
        ("上限、三百万円です。", "put it into scheme.yaml with the words of its source"),
    ],
)
def test_a_fact_written_by_hand_is_given_its_gap(text: str, advice: str) -> None:
    (message,) = messages_of(unsupported_fact, site(sentence(text), JA))

    assert advice in message


@pytest.mark.parametrize(
    ("text", "leaflet", "missing"),
    [
        ("二百万円", "（上限２００万円）", None),
        ("三百万円", "（上限２００万円）", "三百万円"),
        ("三分の二", "総額の２／３", None),
        ("三分の一", "総額の２／３", "三分の一"),
        ("無料", "相談は無料です", None),
        ("無料", "相談できます", "無料"),
        ("税理士など", "税理士等", None),
    ],
)
def test_a_fact_rests_on_the_words_beside_it(text: str, leaflet: str, missing: str | None) -> None:
    checked = site(f"facts:\n  one: {{text: {text}, kana: かな, leaflet: {leaflet}}}\n", "data/scheme.yaml")

    expected = f'"{missing}" is not in the words of the source beside it: {leaflet}'
    assert messages_of(fact_without_source, checked) == ([expected] if missing else [])


OF_PROMPTS: list[Rule] = [
    fact_without_source,
    forbidden_word,
    long_hint,
    long_prompt,
    misread_sign,
    unsupported_fact,
    unused_prompt,
    wrong_key,
]


@pytest.mark.parametrize(
    "text", ["- a", "just text", "prompts: {welcome: text}", "prompts: [a]", "facts: {one: {text: 二百万円, kana: か}}"]
)
def test_a_file_of_another_form_is_no_matter_of_the_rules(text: str) -> None:
    messages = [(rule.ID, message) for rule in OF_PROMPTS for message in messages_of(rule, site(text, rule.PATH))]

    assert [(rule, message) for rule, message in messages if "no node says" not in message] == []


def test_hints_are_counted_as_the_plan_makes_them() -> None:
    """The rule looks at the files, because there may be no plan; what the recogniser is told comes from the plan."""
    shipped_site = load(shipped())
    assert shipped_site.plan is not None
    assert shipped_site.places is not None
    first = {word for _, word in hinted(shipped_site.documents["data/meanings.yaml"])}
    names = {place.name for place in shipped_site.places.prefectures.values()}
    services = {service.name for service in shipped_site.plan.directory.services.values()}
    assert set(shipped_site.plan.hints) <= first | names | services


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("商工会議所につなぐときは、ゼロ。", ["商工会議所"]),
        ("声でも、どうぞ。商工会議所へおつなぎするときは、もう一度、ゼロ。", ["商工会議所"]),
        ("商工会議所は、ゼロ。", ["商工会議所"]),
        ("全国本部につなぐときは、ゼロ。", []),
        ("本部は、もう一度、ゼロ。", []),
        ("{fallback}につなぐときは、ゼロ。", []),
        ("係の者につなぐときは、ゼロ。", []),
        ("商工会議所につなぐときは、イチ。終わるときは、ゼロ。", []),
    ],
)
def test_an_office_named_by_hand_for_key_0_is_the_fallback_office(text: str, named: list[str]) -> None:
    found = messages_of(stale_office, changed(("全国本部は、ゼロ。", text), path="prompts/ja.yaml"))

    assert [message.split('"')[1] for message in found] == named
    assert all("the fallback office, 全国本部; write {fallback} here" in message for message in found)


VOICED = "voice: {{language: {0}, name: {1}}}\nprompts: {{}}\n".format
HEARD = "recogniser: {{language: ja-JP, model: {0}}}\nprompts: {{}}\n".format
LISTENING = "listening: {{speech_model: {0}}}\n".format


@pytest.mark.parametrize(
    ("path", "text", "message", "warns"),
    [
        (
            JA,
            VOICED("hi-IN", "Polly.Somebody-Neural"),
            "whether the carrier has the voice Polly.Somebody-Neural for hi-IN",
            True,
        ),
        (JA, VOICED("hi-IN", "Polly.Takumi"), "no voice Polly.Takumi for hi-IN", False),
        (JA, VOICED("ne-NP", "Google.ne-NP-Standard-A"), "no voice Google.ne-NP-Standard-A for ne-NP", False),
        (JA, VOICED("ja_JP", "Polly.Kazuha-Neural"), "a language is written with a hyphen: ja-JP", False),
        (JA, HEARD("googlev2_longer"), "no recogniser googlev2_longer", False),
        (JA, HEARD("deepgram_nova-3"), "the recogniser deepgram_nova-3 understands", True),
        ("data/flow.yaml", LISTENING("phone_cal"), "no recogniser phone_cal", False),
    ],
)
def test_a_name_that_the_carrier_does_not_know_is_refused_and_one_not_known_here_warned_of(
    path: str, text: str, message: str, *, warns: bool
) -> None:
    (problem,) = unknown_carrier_name.check(site(text, path))

    assert message in problem.message
    assert problem.warning is warns
