"""Meanings: the lists that the engine needs, and no word that cannot be said or leads nowhere."""

from itertools import combinations

import pytest

from ivr.call import Plan
from ivr.heard.utterance import plain
from ivr.meaning import EITHER, NOTHING
from ivr.site.meanings import REQUIRED_LISTS, MeaningsRead, hinted, read_meanings
from ivr.strict_yaml import read

SMALL = """\
lists:
  "yes": {names: [その通り, ソノトオリ], alone: [はい]}
  "no": {names: [いいえ]}
  again: {names: [もう一度]}
  back: {names: [戻る]}
  help: {alone: [助けて]}
  person: {alone: [人]}
  unsure: {names: [わからない]}
  distress: {names: [もうだめ]}
services:
  center: {names: [センター, 経営 改善], words: [[計画, 計画書], [税理士]], examples: [計画を作りたい]}
questions:
  cost: {answer: answer_cost, names: [いくら]}
trouble: {words: [[赤字]]}
elsewhere: {names: [年金]}
polite: [お願い]
"""
PROMPTS = ("answer_cost",)


def read_small(old: str = "", new: str = "", services: tuple[str, ...] | None = ("center", "council")) -> MeaningsRead:
    assert not old or SMALL.count(old) == 1
    return read_meanings(read(SMALL.replace(old, new), "meanings.yaml"), services, PROMPTS)


def changed(old: str = "", new: str = "", services: tuple[str, ...] | None = ("center", "council")) -> list[str]:
    return [str(problem) for problem in read_small(old, new, services).problems]


def test_meanings_are_known_by_what_outsiders_call_them() -> None:
    found = read_small()

    assert found.problems == ()
    assert found.meanings
    assert {"yes", "center", "question:cost", EITHER, NOTHING} < set(found.meanings.by_id)
    assert (found.meanings.services, found.answers) == (frozenset({"center"}), {"cost": "answer_cost"})


def test_the_words_for_a_moments_patience_are_words_of_a_wish_to_stop_too() -> None:
    lists = "  stop: {alone: [やめます]}\n  wait: {names: [ちょっと待], alone: [待って]}\nservices:"
    read = read_small("services:", lists).meanings

    assert read
    assert read.said_for("stop") == ("やめます", "待って", "ちょっと待")
    assert read.said_for("wait") == ("待って", "ちょっと待")


def test_words_are_compared_in_their_plain_form() -> None:
    found = read_small().meanings

    assert found
    assert found.said_for("yes") == ("はい", "その通り", "そのとおり")
    assert found.said_for("center") == ("せんたー", "経営改善")
    assert found.polite == {"お願い"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  back: {names: [戻る]}\n", "", 'meanings.yaml:1:1: the list "back" is missing (missing-key)'),
        ("  back: {", "  bak: {", 'meanings.yaml:5:3: the list "back" is missing; did you mean "bak"? (missing-key)'),
        (
            "  center: {",
            "  centre: {",
            'meanings.yaml:11:3: there is no service "centre"; did you mean "center"? (unknown-service)',
        ),
        ("[もう一度]", "[もう一度, ！？]", 'meanings.yaml:4:25: "！？" has nothing in it that can be said (word)'),
        ("[税理士]", "[・]", 'meanings.yaml:11:54: "・" has nothing in it that can be said (word)'),
        (
            "[もう一度]",
            "もう一度",
            (
                "meanings.yaml:4:18: expected a list ([a, b], or each item after '- '), found \"もう一度\"; "
                "did you mean [もう一度]? (wrong-value)"
            ),
        ),
        (
            "answer: answer_cost",
            "answer: answer_costs",
            'meanings.yaml:13:18: there is no prompt "answer_costs"; did you mean "answer_cost"? (unknown-prompt)',
        ),
        ("{answer: answer_cost, names", "{names", 'meanings.yaml:13:3: the key "answer" is missing here (missing-key)'),
        ("trouble:", "troubles:", 'no key is called "troubles" here; did you mean "trouble"? (unknown-key)'),
    ],
)
def test_every_kind_of_mistake_is_placed(old: str, new: str, problem: str) -> None:
    assert any(change.endswith(problem) for change in changed(old, new)), changed(old, new)


def test_several_mistakes_are_reported_at_once() -> None:
    text = SMALL.replace("  back: {names: [戻る]}\n", "").replace("center: {names: [センター,", "sentaa: {names: [、,")
    problems = read_meanings(read(text.replace("[人]", "人"), "meanings.yaml"), ("center",), PROMPTS).problems

    assert [problem.rule for problem in problems] == ["missing-key", "wrong-value", "unknown-service", "word"]


def test_services_of_a_directory_that_cannot_be_read_are_not_judged() -> None:
    assert changed("  center: {", "  centre: {", services=None) == []


@pytest.mark.parametrize(
    "text", ["", "text", "[]", "lists: []", "lists: {yes: {a: b}}", "lists: {}\nservices: {center: {words: [a]}}"]
)
def test_a_file_that_holds_no_meanings_is_reported_without_a_traceback(text: str) -> None:
    found = read_meanings(read(text, "meanings.yaml"), (), None)

    assert found.meanings is None
    assert found.problems


def test_the_recogniser_is_told_the_first_words_and_none_that_noise_may_be_taken_for() -> None:
    assert [word for _, word in hinted(read(SMALL, "meanings.yaml"))] == [
        *("センター", "計画", "税理士"),
        *("その通り", "はい", "いいえ", "もう一度", "戻る", "助けて", "わからない"),
    ]


# ---- the shipped meanings


@pytest.mark.parametrize("name", [*REQUIRED_LISTS, "stop", "wrong_number", "distress", "english"])
def test_every_command_has_words(plan: Plan, name: str) -> None:
    assert plan.meanings.said_for(name)


def test_every_service_has_words_among_them_its_name(plan: Plan) -> None:
    assert plan.meanings.services == set(plan.directory.services)
    for id_, service in plan.directory.services.items():
        assert plain(service.name) in plan.meanings.said_for(id_)


def test_no_word_means_two_services_or_two_things_that_exclude_each_other(plan: Plan) -> None:
    groups = [tuple(plan.meanings.services), ("yes", "no", "person", "english", "distress")]

    for group in groups:
        for one, two in combinations(group, 2):
            assert not set(plan.meanings.said_for(one)) & set(plan.meanings.said_for(two)), (one, two)


def test_every_question_back_has_an_answer_and_examples(plan: Plan) -> None:
    asked = {name.removeprefix("question:") for name in plan.meanings.by_id if name.startswith("question:")}

    assert asked == set(plan.answers)
    assert set(plan.answers.values()) <= set(plan.prompts)
    # Who wants a number is known by the list of that name.
    assert all(plan.meanings.by_id[f"question:{name}"].examples for name in asked - {"number"})


def test_the_recogniser_expects_full_names_services_and_commands_and_no_towns(plan: Plan) -> None:
    prefectures = [prefecture.name for prefecture in plan.places.prefectures.values()]

    assert plan.hints[:47] == tuple(prefectures)
    assert {"経営改善支援センター", "中小企業再生支援協議会", "はい", "いいえ", "もう一度", "戻る"} <= set(plan.hints)
    assert not {"愛知", "豊田市", "名古屋", "死にたい", "英語", "人", "え"} & set(plan.hints)
    assert not {"つないで", "つないでください", "connect"} & {*plan.hints, *plan.speaks("en").hints}  # 「つながないで」
    assert len(plan.hints) == len(set(plan.hints)) <= 500
    assert all(len(hint) <= 100 for hint in plan.hints)
