"""Both parsers read a text alike where the quick one finds nothing wrong; where they would not, it gives way."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from ivr.site import shipped
from ivr.strict_yaml.composing import Draft
from ivr.strict_yaml.parser_events import quick_events

SIGNS = [*":#-?[]{},&*!|>'\"%@ \t\nあ、　0", ": ", "- ", " #", "\n  ", "---\n", "? ", "<<: ", "{", "}", "[", "]", "|\n"]
FILES = sorted(file for folder in ("data", "prompts") for file in (shipped() / folder).glob("*.yaml"))
PIECES = [
    "\n".join(lines[at : at + 6])
    for lines in (file.read_text(encoding="utf-8").split("\n") for file in FILES)
    for at in range(0, len(lines), 24)
]


def assert_alike(lines: list[str]) -> None:
    quick, own = Draft(lines, quick_events), Draft(lines)
    if quick.is_clean():
        assert own.compose() is None
        assert own.problems == []
        assert (own.data, own.keys, own.values) == (quick.data, quick.keys, quick.values)


@pytest.mark.unmeasured
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_shipped_is_read_the_quick_way(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    assert Draft(lines, quick_events).is_clean()
    assert_alike(lines)


LEFT = [
    "a:\tb",
    "a: b\tc",
    "a: {b: c?d}",
    "a: [b, c?]",
    "a: {b: , c: d}",
    "a: {b: }",
    "? a",
    "a:\n  - ? b",
    "a: >#b\n  c",
    "a: [b: , c]",
    "a: [b",
    "a: &b c",
    "a: !!str b",
    "a: b\na: c",
    "[" * 50 + "]" * 50,
    "a: b\n---\na: c",
    "a: b: c",
    "a: 'b",
]


def test_what_is_wrong_or_read_otherwise_is_left_to_the_other_parser() -> None:
    assert [text for text in LEFT if Draft(text.split("\n"), quick_events).is_clean()] == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PIECES), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(SIGNS)), max_size=3))
def test_a_changed_text_is_read_alike(text: str, inserted: list[tuple[int, str]]) -> None:
    for at, sign in inserted:
        text = text[:at] + sign + text[at:]
    assert_alike(text.split("\n"))
