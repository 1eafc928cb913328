"""Data checked against the core's types, with each mistake at its place."""

import json
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Literal

import pytest
from hypothesis import given, strategies as st

from ivr.bounds import Between
from ivr.strict_yaml.document import Data
from ivr.strict_yaml.editor_schema import editor_schema
from ivr.strict_yaml.reader import read
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.strict_types import Hint, schema_of


@dataclass(frozen=True, slots=True)
class Say:
    """Say something."""

    kind: Literal["say"]
    says: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Ring:
    kind: Literal["ring", "ring_again"]
    office: str
    timeout: Annotated[int, Between(5, 60)] = 25
    unless: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    key: Literal["1", "2"]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("an office opens before it closes")


@dataclass(frozen=True, slots=True)
class File:
    start: str
    nodes: dict[str, Say | Ring]
    choices: Annotated[tuple[Choice, ...], Between(1, 2)] = ()
    rate: float = 1.0
    loud: bool = False
    agreed: date | None = None
    hours: Hours | None = None
    name: Annotated[str, Between(2, 4)] | None = None
    last: Say | Ring | None = None
    notes: tuple[str, ...] = ()


RIGHT = """\
start: welcome
nodes:
  welcome: {kind: say, says: [a, b], next: go}
  go:
    kind: ring_again
    office: "1"
    timeout: 30
    unless: {closed: x}
choices:
  - key: 1
    words: [はい, ええ]
rate: 0.9
loud: true
agreed: 2026-11-20
hours: {opens: 09:00, closes: 17:30}
name: 愛知県
last: {kind: say, says: [], next: 1}
notes: [10:30]
"""


def test_a_file_becomes_the_core_s_values() -> None:
    value, problems = validate(read(RIGHT, "site.yaml"), File)

    assert problems == ()
    assert value == File(
        start="welcome",
        nodes={
            "welcome": Say("say", ("a", "b"), "go"),
            "go": Ring("ring_again", "1", timeout=30, unless={"closed": "x"}),
        },
        choices=(Choice("1", ("はい", "ええ")),),
        rate=0.9,
        loud=True,
        agreed=date(2026, 11, 20),
        hours=Hours(time(9), time(17, 30)),
        name="愛知県",
        last=Say("say", (), "1"),
        notes=("10:30",),
    )


def test_what_is_left_out_has_its_default() -> None:
    value, _ = validate(read("start: a\nnodes: {}\nagreed:\nlast:\n", "site.yaml"), File)

    assert value == File("a", {})


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("start: welcome", "start: null", 1, 8),
        ('office: "1"', "office: ~", 6, 13),
        ("[a, b]", "[a, null]", 3, 34),
        ("[はい, ええ]", "[はい, null]", 11, 17),
    ],
)
def test_null_is_no_text(old: str, new: str, line: int, column: int) -> None:
    assert old in RIGHT
    value, (problem,) = validate(read(RIGHT.replace(old, new), "site.yaml"), File)

    assert value is None
    assert (problem.line, problem.column) == (line, column)
    assert (
        problem.message
        == f'expected text, found nothing; to write the word itself, quote it: "{new.rpartition(" ")[2].strip("]")}"'
    )


@pytest.mark.parametrize("key", ["choices", "rate", "loud", "agreed", "hours", "name", "last", "notes"])
def test_null_is_what_is_left_out(key: str) -> None:
    for null in ("null", "~", "Null", "NULL"):
        assert validate(read(f"start: a\nnodes: {{}}\n{key}: {null}\n", "site.yaml"), File) == (File("a", {}), ())


def test_null_in_quotes_is_the_word() -> None:
    value, problems = validate(read('start: "null"\nnodes: {}\nname: "null"\n', "site.yaml"), File)

    assert problems == ()
    assert value == File("null", {}, name="null")


def problems_in(text: str) -> list[tuple[int, int, str, str]]:
    value, problems = validate(read(text, "site.yaml"), File)

    assert value is None
    return [(problem.line, problem.column, problem.rule, problem.message) for problem in problems]


SMALL = "start: a\nnodes:\n  a: {kind: say, says: [], next: b}\n"


LIST = "expected a list ([a, b], or each item after '- '), found"
KEYS = "expected keys with values, found"
KINDS = "possible here: say, ring, ring_again"

# What follows the small file (in its line 4 and below), where the problem is, and what the sentence says.
MISTAKES = [
    ("  b: {kind: say, next: c}", 4, 3, 'the key "says" is missing here'),
    ("satrt: b", 4, 1, 'no key is called "satrt" here; did you mean "start"?'),
    ("  b: {kind: ring, office: x, tme: 1}", 4, 30, 'no key is called "tme" here; did you mean "timeout"?'),
    (
        "  b: {kind: ring, office: x, q: 1}",
        4,
        30,
        'no key is called "q" here; possible here: kind, office, timeout, unless',
    ),
    ("  b: {kind: rings, office: x}", 4, 13, '"rings" is not allowed here; did you mean "ring"?'),
    ("  b: {office: x}", 4, 3, f'the key "kind" is missing here; {KINDS}'),
    ("  b: {kind: [say]}", 4, 13, f"a list is not allowed here; {KINDS}"),
    ("  b: text", 4, 6, f'{KEYS} "text"'),
    ("  b:", 4, 5, 'nothing follows "b"; expected keys with values, such as b: {kind: say}'),
    ('  "13":', 4, 8, 'nothing follows "13"; expected keys with values, such as 13: {kind: say}'),
    ("choices:\n  -", 5, 4, 'nothing follows "-"; expected keys with values, such as - {key: 1}'),
    ("rate:", 4, 6, 'nothing follows "rate"; expected a number, such as 0.9'),
    ("last: {kind: sya, says: [], next: c}", 4, 14, '"sya" is not allowed here; did you mean "say"?'),
    ("last: {kind: say, says: a, next: c}", 4, 25, f'{LIST} "a"; did you mean [a]?'),
    ("  b: {kind: say, says: [[c]], next: d}", 4, 25, "expected text, found a list"),
    ("  b: {kind: say, says: [c, {d: e}], next: f}", 4, 28, "expected text, found keys with values"),
    ("  b: {kind: ring, office: c, timeout: 4}", 4, 39, "4 is too small; at least 5"),
    ("  b: {kind: ring, office: c, timeout: 61}", 4, 39, "61 is too large; at most 60"),
    ("  b: {kind: ring, office: c, unless: []}", 4, 38, f"{KEYS} a list"),
    ("choices: []", 4, 10, "too few entries here (0); at least 1"),
    ("choices: [{key: 1}, {key: 2}, {key: 1}]", 4, 10, "too many entries here (3); at most 2"),
    ("choices:\n  - key: 3", 5, 10, '"3" is not allowed here; possible here: 1, 2'),
    ("choices:\n  - {}", 5, 5, 'the key "key" is missing here'),
    ("choices:\n  - {key: 1, words: はい}", 5, 21, f'{LIST} "はい"; did you mean [はい]?'),
    ("notes:\n  ・東区\n  ・北区", 5, 3, f'{LIST} "・東区 ・北区"; did you mean [東区, 北区]?'),
    ("notes:\n  1. 東区", 5, 3, f'{LIST} "1. 東区"; did you mean [東区]?'),
    ("notes: 東区、北区", 4, 8, f'{LIST} "東区、北区"; did you mean [東区, 北区]?'),
    ("notes: 東区 北区/中区", 4, 8, f'{LIST} "東区 北区/中区"; did you mean [東区, 北区, 中区]?'),
    ("notes: call me, 24/7", 4, 8, f'{LIST} "call me, 24/7"; did you mean [call me, 24/7]?'),
    ("notes: (a b) [c", 4, 8, f'{LIST} "(a b) [c"'),
    ("hours: {opens: 17:00, closes: 09:00}", 4, 8, "an office opens before it closes"),
    ("hours: 9", 4, 8, 'expected keys with values, such as hours: {opens: …, closes: …}, found "9"'),
    ("name: 県", 4, 7, '"県" is too short; at least 2 characters'),
    ("name: ''", 4, 7, "there is nothing between the quotes; write a text"),
    ("name: あいちけん", 4, 7, '"あいちけん" is too long; at most 4 characters'),
    ("notes: a", 4, 8, f'{LIST} "a"; did you mean [a]?'),
]


def test_a_mistake_is_reported_at_its_place() -> None:
    found = {text: problems_in(SMALL + text) for text, *_ in MISTAKES}

    assert {text: [(*place, message) for *place, _, message in problems] for text, problems in found.items()} == {
        text: [(line, column, message)] for text, line, column, message in MISTAKES
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nodes: {}", 'the key "start" is missing here'),
        ("just text", f'{KEYS} "just text"'),
        ("- a\n- b", f"{KEYS} a list"),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_placed_at_its_beginning(text: str, message: str) -> None:
    assert [(*place, found) for *place, _, found in problems_in(text)] == [(1, 1, message)]


NOT_SO = [
    *(("rate", wrong, "a number, such as 0.9") for wrong in ("fast", ".9", "1e3", "nan", "０.９", "[]")),
    *(("loud", wrong, "true or false") for wrong in ("yes", "True", "on", "1", "{}")),
    *(("agreed", wrong, "a date, such as 2026-04-01") for wrong in ("2026-4-1", "2026-02-30", "86400", "20260401")),
    *(("hours", f"{{opens: {wrong}, closes: 17:00}}", "a time of day, such as 09:30") for wrong in ("9:00", "24:00")),
    *(
        ("last", f"{{kind: ring, office: a, timeout: {wrong}}}", "a whole number, such as 25")
        for wrong in ("2.0", "025", "2_5", "+5", "２５", "9999999999", "1e3")
    ),
]


def test_text_is_a_number_a_date_or_a_time_only_as_it_is_written_here() -> None:
    for key, wrong, expected in NOT_SO:
        (problem,) = problems_in(f"{SMALL}{key}: {wrong}")

        assert problem[0] == 4
        assert problem[3].startswith(f"expected {expected}, found "), wrong


def test_all_mistakes_are_reported_at_once_and_in_order() -> None:
    text = "nodes:\n  a: {kind: say, says: x}\n  b: {kind: rin}\nrate: fast\ncolour: red\nrate: 1\n"

    assert [problem[:3] for problem in problems_in(text)] == [
        (1, 1, "missing-key"),
        (2, 3, "missing-key"),
        (2, 24, "wrong-value"),
        (3, 13, "wrong-value"),
        (4, 7, "wrong-value"),
        (5, 1, "unknown-key"),
        (6, 1, "duplicate-key"),
    ]


def test_a_key_stands_for_the_one_that_is_missing_beside_it() -> None:
    one = "nodes:\n  a: {kind: say, says: [], then: b}\n"
    beside_a_misspelt_one = "nodes:\n  a: {kind: say, sayz: [], then: b}\n"
    which_of_two = "nodes:\n  a: {kind: say, spoken: [], then: b}\n"
    meant = 'no key is called "then" here, and "next" is missing; did you mean that?'

    assert [problem[3] for problem in problems_in(one)][1:] == [meant]
    assert [problem[3] for problem in problems_in(beside_a_misspelt_one)][2:] == [meant]
    assert [problem[2] for problem in problems_in(which_of_two)][1:] == [*["missing-key"] * 2, *["unknown-key"] * 2]


def test_a_broken_line_is_not_blamed_for_what_it_lacks() -> None:
    text = 'start: "open\nnodes:\n  a: {kind: say, says: [], nxet: b}\n  b: *\n  c:\n    kind: &\n    office: x\n'

    assert [problem[:3] for problem in problems_in(text)] == [
        (1, 8, "syntax"),
        (3, 28, "unknown-key"),
        (4, 6, "syntax"),
        (6, 11, "syntax"),
    ]


def test_a_broken_file_makes_no_value() -> None:
    value, problems = validate(read(f"{SMALL}loud: true #!\n", "site.yaml"), File)

    assert value is None
    assert [problem.rule for problem in problems] == ["syntax"]


def test_a_value_is_made_in_spite_of_a_key_that_is_there_twice() -> None:
    value, problems = validate(read(f"{SMALL}start: b\n", "site.yaml"), File)

    assert value == File("a", {"a": Say("say", (), "b")})
    assert [problem.rule for problem in problems] == ["duplicate-key"]


@pytest.mark.parametrize("hint", [complex, bytes, object, set[str], Annotated[int, "x"]])
def test_a_type_that_no_file_can_hold_is_a_programmer_s_mistake(hint: Hint) -> None:
    with pytest.raises(TypeError):
        schema_of(hint)


SCHEMA = editor_schema(File)


def test_the_schema_for_editors_says_the_same() -> None:
    say, ring = SCHEMA["$defs"]["Say"], SCHEMA["$defs"]["Ring"]

    assert SCHEMA["$schema"].startswith("https://json-schema.org/")
    assert SCHEMA["required"] == ["start", "nodes"]
    assert not any(each["additionalProperties"] for each in (SCHEMA, say, ring))
    assert say["description"] == "Say something."
    assert say["required"] == ["kind", "says", "next"]
    bounds = {"type": "integer", "minimum": 5, "maximum": 60, "default": 25}
    assert bounds.items() <= ring["properties"]["timeout"].items()
    assert SCHEMA["properties"]["nodes"]["additionalProperties"]["discriminator"]["propertyName"] == "kind"
    assert SCHEMA["properties"]["choices"]["maxItems"] == 2


def test_an_editor_takes_digits_with_and_without_quotes() -> None:
    assert SCHEMA["$defs"]["Choice"]["properties"]["key"]["enum"] == ["1", "2", 1, 2]


def test_a_schema_is_json() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


KEYWORDS = st.sampled_from(
    [*File.__dataclass_fields__, "kind", "says", "next", "office", "timeout", "key", "opens", "x"]
)
WORDS = st.sampled_from(["say", "ring", "1", "30", "2026-11-20", "09:00", "true", "", "愛知県", "{key}", "{", "%s"])
TEXT = WORDS | st.text(max_size=5)
DATA: st.SearchStrategy[Data] = st.recursive(
    st.none() | TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYWORDS | TEXT, inner, max_size=5)
)


@given(DATA)
def test_any_data_is_accepted_or_refused_in_our_own_words(data: Data) -> None:
    document = read(json.dumps(data), "site.yaml")

    value, problems = validate(document, File)

    assert (value is None) == bool(problems)
    assert all(problem.line == 1 and problem.column >= 1 for problem in problems)
    assert not any("Input" in problem.message or "valid" in problem.message for problem in problems)
