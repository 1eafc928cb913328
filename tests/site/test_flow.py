"""The flow's file: every name that names nothing is found, with its place and what may have been meant."""

from pathlib import Path

import pytest
import yaml

from ivr.call import Flow
from ivr.problem import Problem
from ivr.site.flow import NAME_KINDS, PATH, RESERVED, read_budgets, read_flow, references
from ivr.strict_yaml import read

SHIPPED = (Path(__file__).parents[2] / "data" / "flow.yaml").read_text(encoding="utf-8")

SMALL = """\
start: hello
fallback_office: headquarters
choice: choice
place_choice: choice
"yes": text
"no": text
office_name: text
shared_line: {before_ring: text, with_number: text, whisper: text}
defaults:
  {person: hand_over, english: hand_over, distress: hand_over, lost: hand_over, too_long: hand_over, last: goodbye,
   error: hand_over, silence: text, misheard: text, offer_fallback: text, help: text}
nodes:
  hello: {kind: say, says: [text], next: ask}
  ask:
    kind: choose
    slot: service
    choices:
      - {key: "1", label: text, value: center}
      - {key: "2", label: text, words: explain, to: hand_over}
    menu: [text]
    next: ring
  ring:
    {kind: ring, office: chosen, completed: hand_over, busy: hand_over, no_answer: hand_over, failed: hand_over,
     canceled: hand_over}
  hand_over:
    {kind: ring, office: fallback, completed: goodbye, busy: goodbye, no_answer: goodbye, failed: goodbye,
     canceled: goodbye}
  goodbye: {kind: end, says: [text]}
"""
NAMES = {
    "prompt": ("text", "choice", "farewell"),
    "word list": ("explain", "details", "distress"),
    "service": ("center", "council"),
    "area": ("愛知県", "三重県"),
    "office": ("headquarters",),
}


def changed(*changes: tuple[str, str]) -> tuple[Flow | None, list[str]]:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    flow, problems = read_flow(read(text, "flow.yaml"), NAMES)
    return flow, [str(problem) for problem in problems]


def test_a_right_flow_has_no_problems() -> None:
    flow, problems = changed()

    assert problems == []
    assert flow
    assert list(flow.nodes) == ["hello", "ask", "ring", "hand_over", "goodbye"]


NODES = "hello, ask, ring, hand_over, goodbye"


MISTAKES = [
    ("next: ask}", "next: asc}", "asc", 'there is no node "asc"; did you mean "ask"? (unknown-node)'),
    ("start: hello", "start: helo", "helo", 'there is no node "helo"; did you mean "hello"? (unknown-node)'),
    (
        "lost: hand_over",
        "lost: hand_ovr",
        "hand_ovr",
        'there is no node "hand_ovr"; did you mean "hand_over"? (unknown-node)',
    ),
    ("    next: ring", "    next: xyz", "xyz", f'there is no node "xyz"; possible here: {NODES} (unknown-node)'),
    (
        "busy: goodbye",
        "busy: godbye",
        "godbye",
        'there is no node "godbye"; did you mean "goodbye"? (unknown-node)',
    ),
    (
        "[text], next",
        "[text, fairwell], next",
        "fairwell",
        'there is no prompt "fairwell"; did you mean "farewell"? (unknown-prompt)',
    ),
    (
        "label: text, value",
        "label: texd, value",
        "texd",
        'there is no prompt "texd"; did you mean "text"? (unknown-prompt)',
    ),
    ("help: text}", "help: textt}", "textt", 'there is no prompt "textt"; did you mean "text"? (unknown-prompt)'),
    (
        "help: text}",
        "help: again}",
        "again",
        'there is no prompt "again"; write what it says in prompts/, under this name (unknown-prompt)',
    ),
    (
        "words: explain",
        "words: explane",
        "explane",
        'there is no word list "explane"; did you mean "explain"? (unknown-word-list)',
    ),
    (
        "value: center",
        "value: centre",
        "centre",
        'there is no service "centre"; did you mean "center"? (unknown-service)',
    ),
    (
        "office: headquarters",
        "office: headquarter",
        "headquarter",
        'there is no office "headquarter"; did you mean "headquarters"? (unknown-office)',
    ),
    (
        "office: chosen",
        "office: chozen",
        "chozen",
        'there is no office "chozen"; did you mean "chosen"? (unknown-office)',
    ),
    (
        "nodes:\n",
        'limits: {exempt: ["+81354701840"]}\nnodes:\n',
        '"+8135',
        '"+81354701840" is not a number as printed, such as 03-5470-1840 (number-form)',
    ),
    ("last: goodbye", "last: ring", "ring", '"ring" has to end the call; expected a node of kind end (no-end)'),
]


def test_every_kind_of_mistake_is_placed() -> None:
    for old, new, wrong, message in MISTAKES:
        before, line = SMALL.partition(old)[0], SMALL.count("\n", 0, SMALL.index(old)) + 1
        column = len(before) - before.rfind("\n") + new.index(wrong)

        assert changed((old, new))[1] == [f"flow.yaml:{line}:{column}: {message}"]


@pytest.mark.parametrize("name", [*RESERVED, "質問", "two words", "1st", "Ask", "a-b", ""])
def test_a_node_is_called_as_an_address_may_be(name: str) -> None:
    _, problems = changed(
        ("  goodbye: {kind: end, says: [text]}", f'  goodbye: {{kind: end}}\n  "{name}": {{kind: end}}')
    )

    [problem] = problems
    assert problem.startswith(f'flow.yaml:{1 + len(SMALL.splitlines())}:3: a node cannot be called "{name}"; expected ')
    assert problem.endswith(", but neither status nor fallback (node-name)")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '      - {key: "2", label: text, words: explain, to: hand_over}\n',
            "".join(f'      - {{key: "{key}", label: text, to: hand_over}}\n' for key in "234567890"),
            "too many entries here (10); at most 9",
        ),
        ('key: "2"', 'key: "#"', '"#" is not allowed here; possible here: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9'),
        ("kind: end", "kind: ends", '"ends" is not allowed here; did you mean "end"?'),
        ("office: fallback,", "office: fallback, timeout: 3,", "3 is too small; at least 5"),
        ("    menu: [text]\n", "", 'the key "menu" is missing here'),
    ],
)
def test_what_the_flow_language_has_no_form_for_is_reported(old: str, new: str, message: str) -> None:
    flow, problems = changed((old, new))

    assert flow is None
    assert [problem.split(": ", 1)[1].rpartition(" (")[0] for problem in problems] == [message]


def test_several_mistakes_are_reported_at_once_in_their_order_also_beside_mistakes_of_form() -> None:
    flow, problems = changed(
        ("start: hello", "start: helo"),
        ("    slot: service", "    slot: services"),
        ("value: center", "value: centre"),
        ("  goodbye: {kind: end, says: [text]}", "  goodbye: {kind: end, sais: [text]}"),
    )

    assert flow is None
    assert [problem.split(":")[1] for problem in problems] == ["1", "16", "18", str(len(SMALL.splitlines()))]
    assert [problem.rpartition("(")[2] for problem in problems] == [
        "unknown-node)",
        "slot-name)",
        "unknown-service)",
        "unknown-key)",
    ]


def test_a_broken_line_hides_no_names_that_others_use() -> None:
    _, problems = changed(
        ("  hello: {kind: say, says: [text], next: ask}", "  hello: {kind: say, says: [text], next: ask")
    )

    assert [problem.rpartition("(")[2] for problem in problems] == ["syntax)"]


@pytest.mark.parametrize("kind", ["prompt", "word list", "service", "area", "office"])
def test_what_another_broken_file_defines_is_not_missed(kind: str) -> None:
    _, problems = read_flow(read(SMALL.replace("text", "nothing"), "flow.yaml"), {**NAMES, kind: None})

    assert not [problem for problem in problems if problem.rule == f"unknown-{kind.replace(' ', '-')}"]


@pytest.mark.parametrize("name", ["徳島", "Tokushima"])
def test_a_mistake_of_a_prefecture_is_placed_in_the_region(name: str) -> None:
    text = SHIPPED.replace("[愛媛県, 香川県, 徳島県, 高知県]", f"[愛媛県, 香川県, {name}, 高知県]")
    names = {**dict.fromkeys(NAMES, None), "area": ("愛媛県", "香川県", "徳島県", "高知県")}
    _, problems = read_flow(read(text, "flow.yaml"), names)
    found = [problem for problem in problems if f'"{name}"' in problem.message]
    line = next(number for number, row in enumerate(text.splitlines(), 1) if f"{name}, " in row)

    assert found == [
        Problem(
            "flow.yaml",
            line,
            text.splitlines()[line - 1].index(f"{name}, ") + 1,
            f'there is no prefecture "{name}"; did you mean "徳島県"?',
            "unknown-prefecture",
        )
    ]


def test_every_name_in_the_shipped_flow_is_looked_up() -> None:
    data = yaml.load(SHIPPED, Loader=yaml.BaseLoader)  # noqa: S506  # makes text only
    found = {(kind, name) for _, kind, name in references(data)}

    assert {name for kind, name in found if kind == "node"} == set(data["nodes"])
    assert {name for kind, name in found if kind == "service"} == {"center", "council"}
    assert {name for kind, name in found if kind == "office"} == {"headquarters", "chosen", "fallback"}
    assert {name for kind, name in found if kind == "word list"} >= {"explain", "number", "unsure"}
    assert len({name for kind, name in found if kind == "area"}) == 47


def test_a_node_may_bear_the_name_of_a_key() -> None:
    data = yaml.load("nodes: {next: {kind: end, says: [a]}, busy: {kind: say, next: next}}", Loader=yaml.BaseLoader)  # noqa: S506

    assert list(references(data)) == [
        (("nodes", "next", "says", 0), "prompt", "a"),
        (("nodes", "busy", "next"), "node", "next"),
    ]


@pytest.mark.parametrize("data", [None, "text", [], {}, {"nodes": None}, {"nodes": []}, {"start": {"next": None}}])
def test_a_file_that_is_no_flow_is_reported_without_a_traceback(data: object) -> None:
    flow, problems = read_flow(read(yaml.safe_dump(data, allow_unicode=True), "flow.yaml"), NAMES)

    assert flow is None
    assert problems


def test_keys_name_one_kind_of_thing_each() -> None:
    assert set(NAME_KINDS.values()) == {"node", "prompt", "word list", "service", "area", "office", "language"}


def test_null_names_nothing() -> None:
    null = "canceled: goodbye, unless: {closed: null, failing: ~}}\n  goodbye"

    flow, problems = changed(("canceled: goodbye}\n  goodbye", null))

    assert (problems, flow) == ([], changed()[0])


def test_budgets_are_read_without_anything_else_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).write_text(SMALL + "budgets: {one_sentence: 9}\n", encoding="utf-8")
    found = read_budgets(tmp_path)
    assert found
    assert (found.one_sentence, found.two_answers) == (9, 26)
    (tmp_path / PATH).write_text("start: [", encoding="utf-8")
    assert read_budgets(tmp_path) is None
