"""`ivr check --explain`: what a rule requires and why."""

import json

import pytest

from .command import Command


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (
            ["same-key"],
            [
                "same-key:\n\nEach choice",
                "\n\nRefuses: a caller",
                "Bad, in data/flow.yaml:\n    nodes:",
                "of the site that comes",
            ],
        ),
        (
            ["same-key", "--lang", "ja"],
            ["same-key:\n\n質問の選択肢には", "問題になります", "悪い例（data/flow.yaml）:", "よい例:"],
        ),
        (["proof-lost"], ["A caller who does not hang up", "Refuses: a caller would be lost."]),
        (["long-prompt"], ["Warns: all of it is heard.", "… (1217 characters)"]),
        (["missing-key", "--site", "."], ["Refuses: it is not clear what was meant."]),
    ],
)
def test_a_rule_is_explained(ivr: Command, arguments: list[str], parts: list[str]) -> None:
    ran = ivr("check", "--explain", *arguments)

    assert (ran.code, ran.err) == (0, "")
    assert [part for part in parts if part not in ran.out] == []
    assert all(len(line) <= 110 for line in ran.out.splitlines())


def test_programs_get_the_same_as_data(ivr: Command) -> None:
    explained = json.loads(ivr("check", "--explain", "invalid-number", "--json", "--lang", "ja").out)

    assert {name: explained[name] for name in ("rule", "path", "refuses", "warns")} == {
        "rule": "invalid-number",
        "path": "data/directory.yaml",
        "refuses": True,
        "warns": True,
    }
    assert explained["text"].startswith("窓口の番号は、日本の番号計画にあり")
    assert explained["bad"] != explained["good"]


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "same-keys", 'there is no rule "same-keys"; did you mean "same-key"?'),
        ("ja", "same-keys", "「same-keys」という規則はありません。「same-key」の"),
        ("en", "nonsense", 'there is no rule "nonsense": each message ends with the name of its rule'),
    ],
)
def test_a_rule_that_there_is_not_is_wrong_usage(ivr: Command, language: str, name: str, words: str) -> None:
    ran = ivr("check", "--explain", name, "--lang", language)

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
