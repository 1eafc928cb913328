"""What the rules about the flow find: each case is one mistake in a small flow, and its message."""

from dataclasses import replace

import pytest

from ivr.check.rules import (
    RULES,
    Rule,
    alike_choices,
    endless_node,
    missing_exit,
    missing_reprompt,
    same_key,
    too_many_choices,
    unreachable_node,
    unspoken_choices,
)
from ivr.check.rules.alike_choices import near
from ivr.site import load, shipped

from .sites import FILE, changed, messages_of, place, site

CHOOSE = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: later, to: goodbye}
    menu: [choices]
  goodbye: {kind: end}
"""

SPARE = ("misheard", "notice", "opens")
"""What only examples of rules say."""


def flow(old: str = "", new: str = "") -> str:
    assert old in CHOOSE
    return CHOOSE.replace(old, new) if old else CHOOSE


def test_the_small_site_keeps_every_rule_of_flow_and_prompts() -> None:
    unused = changed(
        *((line + "\n", "") for line in FILE["prompts/ja.yaml"].splitlines() if any(one in line for one in SPARE)),
        path="prompts/ja.yaml",
    )
    rules = [rule for rule in RULES if rule.PATH.endswith(("flow.yaml", "ja.yaml"))]

    assert [(rule.ID, message) for rule in rules for message in messages_of(rule, unused)] == []


def test_the_shipped_site_breaks_no_rule() -> None:
    shipped_site = load(shipped())

    assert [problem for rule in RULES for problem in rule.check(shipped_site) if not problem.warning] == []


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("next: goodbye}", "next: goodbye}", []),
        ("wrong: ask, next: ring", "wrong: ask, next: goodbye", ["ring", "number", "gone"]),
        (
            "busy: number, no_answer: number, failed: number",
            "busy: goodbye, no_answer: goodbye, failed: goodbye",
            ["number"],
        ),
        ("next: read_back\n", "next: goodbye\n", ["read_back", "ring", "number", "gone"]),
        ("start: welcome", "start: ask", ["welcome"]),
        (
            "    next: place\n",
            "    next: goodbye\n",
            [],
        ),  # the question for a place is asked by any answer that lacks it
        ("start: welcome", "start: welcom", []),  # an unknown start is told elsewhere
        ("help: sorry\nnodes", "help: gone\nnodes", []),  # a prompt that is called like a node makes no way
    ],
)
def test_a_node_to_which_nothing_leads_is_found(old: str, new: str, lost: list[str]) -> None:
    checked = changed((old, new)) if old != "next: goodbye}" else changed()

    messages = messages_of(unreachable_node, checked)

    assert messages == [
        f'nothing leads to the node "{name}"; name it where a call should go on to it, or remove it' for name in lost
    ]


def test_an_unreachable_node_is_placed_at_its_name() -> None:
    checked = site(CHOOSE + "  lonely: {kind: end}\n", "data/flow.yaml")

    (problem,) = unreachable_node.check(checked)

    assert place(problem) == (FILE["data/flow.yaml"].partition("nodes:")[0].count("\n") + 8, 3)


SORRY = "{kind: say, says: [sorry], next:"
RING = "kind: ring, office: fallback, completed: {0}, busy: {1}, no_answer: goodbye, failed: goodbye, canceled: goodbye"


@pytest.mark.parametrize(
    ("text", "stuck", "circling"),
    [
        (CHOOSE, [], []),
        (
            f"nodes:\n  a: {{{RING.format('goodbye', 'b')}}}\n  b: {SORRY} a}}\n  goodbye: {{kind: end}}\n",
            [],
            ["a"],
        ),
        (f"nodes:\n  a: {{{RING.format('goodbye', 'goodbye')}}}\n  goodbye: {{kind: end}}\n", [], []),
        (
            f"nodes:\n  a: {SORRY} b}}\n  b: {SORRY} a}}\n  goodbye: {{kind: end}}\n",
            ["a", "b"],
            [],
        ),
        ("nodes:\n  a: {kind: listen, says: [sorry], next: a}\n  goodbye: {kind: end}\n", ["a"], []),
        (CHOOSE.replace("to: goodbye", "to: ask"), [], []),  # from every question a call is handed over in the end
        (CHOOSE.replace("kind: end", "kind: say, says: [sorry], next: ask"), ["ask", "goodbye"], []),
        (f"nodes:\n  a: {SORRY} b}}\n  b: {SORRY} goodby}}\n  goodbye: {{kind: end}}\n", [], []),  # told as unknown
    ],
)
def test_a_node_from_which_no_call_ends_is_found(text: str, stuck: list[str], circling: list[str]) -> None:
    messages = messages_of(endless_node, site(text, "data/flow.yaml"))

    assert [message.split('"')[1] for message in messages if "never ends" in message] == stuck
    assert [message.split('"')[1] for message in messages if "without asking" in message] == circling


def test_a_question_that_leads_to_itself_is_found_where_nobody_chose_that() -> None:
    silent = CHOOSE.replace("menu:", "lost: ask\n    menu:")
    answered = CHOOSE.replace("to: goodbye", "value: center").replace(
        "menu:", "slot: service\n    next: ask\n    menu:"
    )

    assert [message[:6] for message in messages_of(endless_node, site(silent, "data/flow.yaml"))] == ['"lost"']
    assert [message[:6] for message in messages_of(endless_node, site(answered, "data/flow.yaml"))] == ['"next"']


@pytest.mark.parametrize(
    ("given", "found"),
    [('key: "0", label: later, value: center', True), ('key: "0", label: later, to: goodbye', False)],
)
def test_key_0_answers_no_question(given: str, found: bool) -> None:
    checked = site(CHOOSE.replace('key: "1", label: later, to: goodbye', given), "data/flow.yaml")

    assert ["ゼロ (0) is for help" in message for message in messages_of(same_key, checked)] == [True] * found


SLOT = "slot: service\n    next: goodbye\n    choices"
BOTH = '- {key: "1", label: later, value: center}\n      - {key: "2", label: later, value: council}'
ONE = '- {key: "1", label: later, to: goodbye}'


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((), None),
        ((("choices:", f"{SLOT}:"), (ONE, BOTH)), None),
        (((", to: goodbye", ""),), "key 1 leads nowhere; give the choice a node to go to (to: …)"),
        (
            ((", to: goodbye", ", value: center"),),
            'key 1 fills in "center", but its question has no slot; add slot: service',
        ),
        (
            ((", to: goodbye", ", to: goodbye, value: center"),),
            "key 1 has both a value and a node to go to; keep the one",
        ),
        (
            ((", to: goodbye", ", value: center, language: en"),),
            "key 1 has both a value and a language, with which it fills in nothing; keep the one that is meant",
        ),
        (
            (("    choices", "    next: goodbye\n    choices"),),
            "this exit is never taken, because the question has no slot",
        ),
        (
            (("    choices", "    slot: service\n    choices"), (ONE, BOTH.replace('"2"', '"3"'))),
            'fills in "center", but its question does not say what follows; add next: with a node',
        ),
        (
            (("choices:", f"{SLOT}:"), (ONE, BOTH.splitlines()[0])),
            "no choice leads to 中小企業再生支援協議会; add one with value: council",
        ),
    ],
)
def test_a_choice_that_leads_nowhere_is_found(changes: tuple[tuple[str, str], ...], words: str | None) -> None:
    text = CHOOSE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)

    messages = messages_of(missing_exit, site(text, "data/flow.yaml"))

    assert bool(messages) == bool(words)
    assert words is None or words in messages[0]


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("[愛知県, 三重県]", []),
        ("[愛知県]", ["no region lists 三重県: nobody can choose it by key; add it to its region"]),
        ("[愛知県, 三重県, 愛知県]", ["愛知県 is twice in this region; remove one"]),
        ("[三重県]", []),  # 愛知県 has no office in this site
    ],
)
def test_every_prefecture_with_an_office_has_its_key(region: str, words: list[str]) -> None:
    offices = "offices:\n  三重県:\n    center: {printed_name: 三重県経営改善支援センター, number: '059-253-4300'}\n"
    with_office = replace(changed(("[愛知県, 三重県]", region)), offices=site(offices).offices)

    assert messages_of(missing_exit, with_office) == words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "    again: [ask_again]\n    menu: [choices, offer_fallback]",
            "    menu: [choices]",
            "add again: with prompts in simpler words",
        ),
        ("menu: [choices, offer_fallback]\n", "menu: []\n", '"menu" says nothing here'),
        ("sure: [choices]", "sure: []", '"sure" says nothing here'),
        ("region_again: [choices, offer_back]", "region_again: []", '"region_again" says nothing here'),
        ("offer: [if_wrong]", "offer: []", '"offer" says nothing here'),
    ],
)
def test_a_question_without_words_is_found(old: str, new: str, words: str) -> None:
    messages = messages_of(missing_reprompt, changed((old, new)))

    assert len(messages) == 1
    assert words in messages[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (flow(), None),
        (
            flow("menu: [choices]", "menu: [welcome]"),
            "this menu does not say イチ (1); use a prompt with the gap {choices}",
        ),
        (flow("menu: [choices]", "menu: [unheard]"), None),  # an unknown prompt is told elsewhere
        (flow("menu: [choices]", "menu: [offer_fallback]").replace('"1"', '"0"'), None),  # named by hand
        (flow("menu: [choices]", "menu: []"), None),  # told elsewhere
        (flow('- {key: "1", label: later, to: goodbye}', "[]").replace("choices:\n      ", "choices: "), None),
    ],
)
def test_a_menu_that_keeps_its_keys_to_itself_is_found(text: str, words: str | None) -> None:
    messages = messages_of(unspoken_choices, site(text, "data/flow.yaml"))

    assert bool(messages) == bool(words)
    assert words is None or words in messages[0]


@pytest.mark.parametrize("playing", ["menu", "region"])
def test_a_place_menu_says_its_keys_too(playing: str) -> None:
    was = f"    {playing}: [choices{', offer_back' if playing == 'region' else ''}]"

    messages = messages_of(
        unspoken_choices, changed((f"{was}\n    {playing}_again", f"    {playing}: [sorry]\n    {playing}_again"))
    )

    assert "this menu does not say イチ (1)、ニー (2); use a prompt with the gap {choices} in it" in messages


def test_a_key_that_is_there_twice_is_placed_at_the_second() -> None:
    text = flow(
        "    menu",
        '      - {key: "2", label: notice, to: goodbye}\n      - {key: "1", label: center, to: goodbye}\n    menu',
    )

    (problem,) = same_key.check(site(text, "data/flow.yaml"))

    head = FILE["data/flow.yaml"].partition("nodes:")[0].count("\n")
    assert place(problem) == (head + 7, 15)
    assert problem.message == f"イチ (1) is also the key of the choice in line {head + 5}; give it another one"


@pytest.mark.parametrize(
    ("languages", "problems"), [(("en", "ja"), 0), (("en", "en"), 1), (("en", "ko"), 0)]
)  # there is no ko
def test_one_key_may_change_between_two_languages(languages: tuple[str, str], problems: int) -> None:
    choices = "".join(f'      - {{key: "8", label: notice, language: {name}}}\n' for name in languages)
    text = flow("    menu", f"{choices}    menu") + "languages: {ja: {words: a}, en: {words: b}}\n"

    checked = replace(site(text, "data/flow.yaml"), files=load(shipped()).files)  # Japanese and English

    assert len(list(same_key.check(checked))) == problems


@pytest.mark.parametrize(("language", "key"), [("ja", "イチ (1)"), ("en", "one (1)"), ("ko", "1")])
def test_a_key_is_named_in_the_words_of_the_line(language: str, key: str) -> None:
    text = flow("    menu", '      - {key: "1", label: notice, to: goodbye}\n    menu')

    (problem,) = same_key.check(replace(site(text, "data/flow.yaml"), language=language))

    assert problem.message.startswith(f"{key} is also the key of the choice in line ")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("わかやま", "おかやま", True),
        ("しが", "さが", True),
        ("かながわ", "かがわ", True),
        ("かがわ", "かながわ", True),
        ("あいち", "アイチ", True),
        ("けいえい、かいぜん", "けいえいかいぜん", True),
        ("とやま", "おかやま", False),
        ("ふくい", "ふくおか", False),
        ("かいぜん", "さいせい", False),
        ("", "あ", True),
    ],
)
def test_readings_one_kana_apart_are_near(one: str, other: str, alike: bool) -> None:
    assert near(one, other) is near(other, one) is alike


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "label: council, value",
            "label: center_misheard, value",
            '"けいえいかいせん" sounds like "けいえいかいぜん" in line',
        ),
        (
            "label: council, value",
            "label: council, short: center, value",
            '"けいえいかいぜん" sounds like "けいえいかいぜん"',
        ),
        ("{label: west,", "{label: east,", '"かんとう" sounds like "かんとう" in line'),
        (
            'value: center}\n      - {key: "2", label: council,',
            'value: center, words: number}\n      - {key: "2", label: council, words: telephone,',
            '"番号" means key 1 and key 2; remove it from one of the lists "number" and "telephone"',
        ),
    ],
)
def test_choices_that_sound_alike_are_found(old: str, new: str, words: str) -> None:
    messages = messages_of(alike_choices, changed((old, new)))

    assert len(messages) == 1
    assert words in messages[0]


def test_prefectures_one_sound_apart_are_asked_about() -> None:
    shipped_site = load(shipped())
    text = (
        (shipped() / "data/flow.yaml").read_text(encoding="utf-8").replace("ask_yes_no: [和歌山県, ", "ask_yes_no: [")
    )
    checked = replace(site(text, "data/flow.yaml", head=""), offices=shipped_site.offices, places=shipped_site.places)

    assert [message for message in messages_of(alike_choices, checked) if "one sound apart" in message] == [
        "和歌山県 and 岡山県 are one sound apart; add 和歌山県 to ask_yes_no, so that they are asked about when spoken"
    ]


def test_labels_that_are_not_there_and_lists_that_are_none_are_no_matter_of_this_rule() -> None:
    checked = changed(
        ("label: council, value", "label: unheard, words: nothing, value"), ("{label: west,", "{label: unheard,")
    )

    assert messages_of(alike_choices, checked) == []


@pytest.mark.parametrize(
    ("choices", "menu", "count"),
    [
        (5, "[choices]", None),
        (4, "[choices, offer_fallback]", None),
        (5, "[choices, offer_fallback]", 6),
        (5, "[choices, offer_fallback, offer_back]", 7),
        (5, "[choices, unheard]", None),
    ],
)
def test_at_most_five_answers_are_heard_at_once(choices: int, menu: str, count: int | None) -> None:
    listed = "".join(f'\n      - {{key: "{key}", label: later, to: goodbye}}' for key in range(1, choices + 1))
    text = flow('\n      - {key: "1", label: later, to: goodbye}', listed).replace("[choices]", menu)

    messages = messages_of(too_many_choices, site(text, "data/flow.yaml"))

    assert len(messages) == (1 if count else 0)
    assert all(one.startswith(f"callers hear {count} answers at once here, for 1") for one in messages)


def test_nine_answers_are_fine_where_each_is_a_name_and_a_key() -> None:
    listed = "".join(f'\n      - {{key: "{key}", label: east, short: east, to: goodbye}}' for key in range(1, 10))
    text = flow('\n      - {key: "1", label: later, to: goodbye}', listed)

    assert messages_of(too_many_choices, site(text, "data/flow.yaml")) == []


def test_a_menu_of_places_is_bound_by_its_form_alone() -> None:
    by_hand = (
        "offer_back: {text: ほかの地域は、コメジルシ。,",
        "offer_back: {text: サン、ヨン、ゴー、ロク、コメジルシ。,",
    )

    assert messages_of(too_many_choices, changed(by_hand, path="prompts/ja.yaml")) == []


OF_FLOW: list[Rule] = [
    alike_choices,
    endless_node,
    missing_exit,
    missing_reprompt,
    same_key,
    too_many_choices,
    unreachable_node,
    unspoken_choices,
]


@pytest.mark.parametrize("text", ["start: a", "just text", "- a", "nodes: {ask: {kind: chose}}"])
def test_a_flow_of_the_wrong_form_is_no_matter_of_the_rules(text: str) -> None:
    wrong = site(text, "data/flow.yaml", head="")

    assert [message for rule in OF_FLOW for message in messages_of(rule, wrong)] == []
