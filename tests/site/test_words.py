"""What callers say: the lists that the engine needs, and nothing that nobody can say."""

from itertools import combinations

import pytest

from ivr.call import Plan, Words
from ivr.heard.utterance import plain
from ivr.site.words import COMMANDS, read_words
from ivr.strict_yaml import read

SMALL = """\
lists:
  "yes": [はい, ハイ]
  "no": [いいえ]
  again: [もう一度]
  back: [戻る]
  help: [助けて]
  person: [人]
  unsure: [わからない]
  distress: [もうだめ]
  english: [English]
services:
  center: [センター, 経営 改善]
keys:
  "1": [イチ, １]
"""


def changed(old: str = "", new: str = "", services: tuple[str, ...] | None = ("center", "council")) -> list[str]:
    assert not old or SMALL.count(old) == 1
    return [str(problem) for problem in read_words(read(SMALL.replace(old, new), "words.yaml"), services)[1]]


def test_words_are_kept_in_their_plain_form() -> None:
    words, problems = read_words(read(SMALL, "words.yaml"), ("center",))

    assert problems == ()
    assert isinstance(words, Words)
    assert words.lists["yes"] == ("はい", "はい")
    assert words.services == {"center": ("せんたー", "経営改善")}
    assert words.keys == {"1": ("いち", "1")}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  back: [戻る]\n", "", 'words.yaml:1:1: the list "back" is missing (missing-key)'),
        (
            "  center: [",
            "  centre: [",
            'words.yaml:12:3: there is no service "centre"; did you mean "center"? (unknown-service)',
        ),
        ('  "1": [', '  "#": [', 'words.yaml:14:3: "#" is no key of a telephone; expected 0 to 9 (key)'),
        ('  "1": [', '  "10": [', 'words.yaml:14:3: "10" is no key of a telephone; expected 0 to 9 (key)'),
        ("[もう一度]", "[もう一度, ！？]", 'words.yaml:4:17: nobody can say "！？" (word)'),
        (
            "[もう一度]",
            "もう一度",
            "words.yaml:4:10: expected a list ([a, b], or each item after '- '), found \"もう一度\" (wrong-value)",
        ),
        ("keys:\n", "key:\n", 'words.yaml:13:1: no key is called "key" here; did you mean "keys"? (unknown-key)'),
    ],
)
def test_every_kind_of_mistake_is_placed(old: str, new: str, problem: str) -> None:
    assert problem in changed(old, new)


def test_several_mistakes_are_told_at_once() -> None:
    text = SMALL.replace("  back: [戻る]\n", "").replace("center: [センター,", "sentaa: [、,").replace("[人]", "人")
    problems = read_words(read(text, "words.yaml"), ("center",))[1]

    assert [problem.rule for problem in problems] == ["missing-key", "wrong-value", "unknown-service", "word"]


def test_services_of_a_directory_that_cannot_be_read_are_not_judged() -> None:
    assert changed("  center: [", "  centre: [", services=None) == []


@pytest.mark.parametrize("text", ["", "text", "[]", "lists: []", "lists: {yes: {a: b}}"])
def test_a_file_that_holds_no_words_is_told_so_without_a_traceback(text: str) -> None:
    words, problems = read_words(read(text, "words.yaml"), ())

    assert words is None
    assert problems


# ---- the shipped words


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_words(plan: Plan, name: str) -> None:
    assert plan.words.lists[name]


def test_every_service_and_every_key_has_words(plan: Plan) -> None:
    assert set(plan.words.services) == set(plan.directory.services)
    assert "".join(sorted(plan.words.keys)) == "0123456789"
    for id_, service in plan.directory.services.items():
        assert plain(service.name) in plan.words.services[id_]


def test_no_word_means_two_services_two_keys_or_both_yes_and_no(plan: Plan) -> None:
    groups = [
        plan.words.services,
        plan.words.keys,
        {name: plan.words.lists[name] for name in ("yes", "no", "person", "english", "distress")},
    ]

    for group in groups:
        for one, two in combinations(group, 2):
            assert not set(group[one]) & set(group[two]), (one, two)


def test_the_recogniser_expects_full_names_services_and_commands_and_no_towns(plan: Plan) -> None:
    prefectures = [prefecture.name for prefecture in plan.places.prefectures.values()]

    assert plan.hints[:47] == tuple(prefectures)
    assert {"経営改善支援センター", "中小企業再生支援協議会", "はい", "いいえ", "もう一度", "戻る"} <= set(plan.hints)
    assert not {"愛知", "豊田市", "名古屋"} & set(plan.hints)
    assert len(plan.hints) == len(set(plan.hints)) <= 500
    assert all(len(hint) <= 100 for hint in plan.hints)
