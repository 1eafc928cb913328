"""YAML as it is read: texts, their places, and every fault of the syntax."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, strategies as st

from ivr.problem import Problem, as_text
from ivr.strict_yaml.complaints import explain
from ivr.strict_yaml.document import Data, Position, YamlDocument, at
from ivr.strict_yaml.reader import MOST_FAULTS, read, read_file
from ivr.strict_yaml.syntax import SyntaxFault

QUOTE = 'must be quoted: "{}"'


# What YAML 1.1 makes numbers, times, dates, truth values and nothing of.
SCALARS = (
    *("0312345670", "0312345678", "052-223-6953", "+81312345678", "1", "1.50", "0x1F", "1e3", "1_000", ".inf"),
    *("9:00", "09:00", "10:30", "2026-04-01", "yes", "no", "on", "off", "y", "true", "false", "null", "~", "=", "<<"),
    *("（全国本部）", "愛知県"),
)


def test_a_scalar_is_the_text_as_written() -> None:
    documents = {text: read(f"key: {text}\n{text}: value\nlist: [{text}]\n", "site.yaml") for text in SCALARS}

    assert {text: (document.data, document.problems) for text, document in documents.items()} == {
        text: ({"key": text, text: "value", "list": [text]}, ()) for text in SCALARS
    }


def test_the_same_text_in_two_files_has_its_problems_in_each() -> None:
    for path in ("one.yaml", "other.yaml"):
        document = read("a: &b c\n", path)

        assert (document.path, [problem.path for problem in document.problems]) == (path, [path])


READ: dict[str, Data] = {
    "key:": {"key": None},
    "key: # nothing yet": {"key": None},
    'key: ""': {"key": ""},
    "key: ''": {"key": ""},
    "- a\n-\n": ["a", None],
    "{a: 1, b: }": {"a": "1", "b": None},
    '{a: "1?", b: [c, "{d}"], "e": f}': {"a": "1?", "b": ["c", "{d}"], "e": "f"},
    "a: |\n  one\n  two\n": {"a": "one\ntwo\n"},
    "a: >-\n  one\n  two\n": {"a": "one two"},
    'a: "#"\n"*": b': {"a": "#", "*": "b"},
    "a: b # comment\n# comment\nc: d#e": {"a": "b", "c": "d#e"},
    "---\na: b\n": {"a": "b"},
    "---\na: b\n...\n": {"a": "b"},
    "%YAML 1.2\n---\na: b\n": {"a": "b"},
    'a: "b \\\n  \\ c"': {"a": "b  c"},
    'a: "b\n  c"': {"a": "b c"},
    "- a: 'b\n    c'\n- 'd\n  e'": [{"a": "b c"}, "d e"],
    "a:\n  'b\n  c'": {"a": "b c"},
    "{a: 'b\nc'}": {"a": "b c"},
    f"a: {'b' * 75}\n  cc": {"a": f"{'b' * 75} cc"},
    f"a:\n  {'あ' * 38} b\n  cc": {"a": f"{'あ' * 38} b cc"},
    "a: b\r\nc: d\re: f": {"a": "b", "c": "d", "e": "f"},
    "just text": "just text",
}


def test_what_is_read() -> None:
    documents = {text: read(text, "site.yaml") for text in READ}

    assert {text: document.data for text, document in documents.items()} == READ
    assert [text for text, document in documents.items() if document.problems or document.broken] == []


def test_every_key_and_value_has_its_place() -> None:
    document = read("offices:\n  愛知県: {number: x}\nlist:\n  - a\n  - b:\n      c\n", "site.yaml")

    assert document.keys == {
        ("offices",): Position(1, 1),
        ("offices", "愛知県"): Position(2, 3),
        ("offices", "愛知県", "number"): Position(2, 9),
        ("list",): Position(3, 1),
        ("list", 1, "b"): Position(5, 5),
    }
    assert document.place_of_value(("offices", "愛知県", "number")) == Position(2, 17)
    assert document.place_of_value(("list", 0)) == document.place(("list", 0)) == Position(4, 5)
    assert document.place_of_value(("list", 1, "b")) == Position(6, 7)
    assert document.place_of_value(()) == Position(1, 1)


@pytest.mark.parametrize("loc", [("list", 7), ("list", 0, "deeper"), ("list", "key")])
def test_what_does_not_stand_there_is_placed_at_what_is_around_it(loc: tuple[str | int, ...]) -> None:
    document = read("a: b\nlist:\n  - c\n", "site.yaml")

    assert document.place_of_value(loc) == document.place(loc)
    assert document.place(loc) in (Position(2, 1), Position(3, 5))


def test_a_file_without_anything_is_placed_at_its_beginning() -> None:
    assert read("", "site.yaml").place(("a", "b")) == Position(1, 1)


def test_a_problem_is_made_at_a_value_or_its_key() -> None:
    document = read("a: b", "site.yaml")

    assert document.problem(("a",), "wrong", "rule") == Problem("site.yaml", 1, 4, "wrong", "rule")
    assert document.problem(("a",), "wrong", "rule", at_key=True, warning=True) == Problem(
        "site.yaml", 1, 1, "wrong", "rule", warning=True
    )


# What an author may write, where the problem is, and what the sentence says.
MISTAKES = [
    ("a: 葛\U000e0100飾区", 1, 5, "write 葛 alone"),
    ("a: b\n辻\ufe00: c", 2, 2, "write 辻 alone"),
    ("a: ⼭⼝県", 1, 4, "write 山"),
    ("a: [⻑崎県]", 1, 5, "write 長"),
    ("a: か\u3099ふけん", 1, 5, "が is written in two characters"),
    ("a: ハ\u309aン", 1, 5, "パ is written in two characters"),
    ("a: ⺀", 1, 4, "is a part of a kanji; write the kanji itself"),
    ("a: い\u3099", 1, 5, "follows a character that does not take it"),
    ("a: *", 1, 4, QUOTE.format("*")),
    ("a: *b", 1, 4, QUOTE.format("*b")),
    ("*: b", 1, 1, QUOTE.format("*")),
    ("*a : b", 1, 1, QUOTE.format("*a")),
    ("a:\n  - *\n", 2, 5, QUOTE.format("*")),
    ("a: [b, *]", 1, 8, QUOTE.format("*")),
    ("a: &b c", 1, 4, QUOTE.format("&b c")),
    ("a: &", 1, 4, QUOTE.format("&")),
    ("a: !b c", 1, 4, QUOTE.format("!b c")),
    ("a: !<b c", 1, 4, QUOTE.format("!<b c")),
    ("a: !b!c d", 1, 4, QUOTE.format("!b!c d")),
    ("!a b: c", 1, 1, QUOTE.format("!a b: c")),
    ("a: @b", 1, 4, QUOTE.format("@b")),
    ("a: `b", 1, 4, QUOTE.format("`b")),
    ("a: %b", 1, 4, QUOTE.format("%b")),
    ("%YAML 1.1\na: b", 1, 1, QUOTE.format("%YAML 1.1")),
    ("%TAG ! !\n---\na: b", 1, 1, QUOTE.format("%TAG ! !")),
    ("a: &b c", 1, 4, "anchors are not supported: write the value out"),
    ("a: *b", 1, 4, "references are not supported: write out"),
    ('a: !!bool "true"', 1, 4, "tags are not supported: leave it out"),
    ("a: ? b", 1, 4, QUOTE.format("? b")),
    ("a: ]", 1, 4, QUOTE.format("]")),
    ("a: , b", 1, 4, QUOTE.format(", b")),
    ("a: #", 1, 4, 'must be quoted: "#"'),
    ("a: #7119", 1, 4, 'must be quoted: "#"'),
    ("a: press #now", 1, 10, 'must be quoted: "#"'),
    ("a:\n  - #\n  - b", 2, 5, 'must be quoted: "#"'),
    ("#: b\na: c", 1, 1, 'the key is quoted: "#"'),
    ("a:\n  - #: b", 2, 5, 'the key is quoted: "#"'),
    ("a: b: c", 1, 5, "a value that has ': ' in it must be quoted"),
    ("- a: b: c", 1, 7, "a value that has ': ' in it must be quoted"),
    ("a\nb: c", 1, 1, "no ': ' in this line"),
    ("a:b\nc: d", 1, 1, "no ': ' in this line"),
    ("a: b\nc\nd: e", 2, 1, "no ': ' in this line"),
    ("a:\n  b: c\n  d\n# comment\n\n  e: f", 3, 3, "no ': ' in this line"),
    ("a: b\nc：d\ne: f", 2, 1, "the one here is full-width"),
    ("a：b\nc: d", 1, 1, "the one here is full-width"),
    ("a:\n  b: c\n   d: e", 3, 4, "indented deeper than the line above"),
    ("a:\n    b: c\n  d: e", 3, 3, "fits no line above it: it has 2 spaces, line 2 has 4"),
    ("a: b\n  c", 2, 3, "goes on with the value of line 1"),
    ("a:\n  - b\n    - c", 3, 5, "goes on with the value of line 2"),
    ("a: b\n \x85　", 2, 2, "an invisible character"),
    ("a: b\n\n  c\n", 3, 3, "goes on with the value of line 1"),
    (f"a: {'あ' * 40}\n  b：c", 2, 3, "goes on with the value of line 1"),
    (f"a:\n  - {'あ' * 40}\n    - c", 3, 5, "goes on with the value of line 2"),
    (f"a: {'b' * 80}\n\n  c", 3, 3, "goes on with the value of line 1"),
    ("a:\n  b:\n    - c\n  d: [e]\n    f: g\n  h: i", 5, 5, "fits no line above it: it has 4 spaces, line 4 has 2"),
    ("a:\n  b:\n    c: d\n  e: [f]\n    g: h\n  i:\n    j: k", 4, 3, "it has 2 spaces, line 3 has 4"),
    ("a: |\n  b\n c\nd: e", 3, 2, "indentation of this line fits no line above"),
    ("a:\n  {b: c}\n  d: e\n  f: g", 2, 3, "there is no key before this value; a key ends with a colon and a space"),
    ("a:\nb: c\n  d: e\n  f: g", 2, 1, 'nothing is below "a:"; write 2 spaces before this line, as before the next'),
    ("a:\nb:\n    c: d\n  e: f", 2, 1, 'nothing is below "a:"; write 2 spaces before this line'),
    ("a: [b,, c]", 1, 7, "there is nothing before this comma; leave it out"),
    ("a: {b: c,, d: e}", 1, 10, "there is nothing before this comma; leave it out"),
    ("a: |b\n  c", 1, 4, "after | or > the line ends"),
    ("\ta: b", 1, 1, "there is a tab in the indentation"),
    ("a:\n  b: c\n \td: e", 3, 2, "there is a tab in the indentation"),
    ("a:\tb", 1, 3, "there is a tab here"),
    ("a:\n　b: c", 2, 1, "there is a full-width space in the indentation"),
    ("a:\n\u00a0b: c", 2, 1, "there is an unusual space (U+00A0) in the indentation"),
    ("a: b\u200bc", 1, 5, "there is an invisible character here (U+200B)"),
    ("a: b\x07\x07c", 1, 5, "there is an invisible character here (U+0007)"),
    ("a: b\u2028c: d", 1, 5, "there is an invisible character here (U+2028)"),
    ("a: \ud800", 1, 4, "there is an invisible character here (U+D800)"),
    ('a: "\\ud800"', 1, 4, "an escape here makes an invisible character (U+D800)"),
    ('a: "\\0"', 1, 4, "an escape here makes an invisible character (U+0000)"),
    ('a: "\\UFFFFFFFF"', 1, 5, "is not a character"),
    ('a: "b\\c"', 1, 7, "in double quotes a backslash is special"),
    ('a: "b\nc: d', 1, 4, "the quote that opens here is never closed"),
    ('a: "b\nc: "d"', 1, 4, "the quote that opens here is never closed"),
    ('a: "b\nc: "', 1, 4, "the quote that opens here is never closed"),
    ('- a: "b\n  c: "', 1, 6, "the quote that opens here is never closed"),
    ('- "b\n- c"', 1, 3, "the quote that opens here is never closed"),
    ("a:\n  'b\nc: '", 2, 3, "the quote that opens here is never closed"),
    ("a: 'b\n---\n", 1, 4, "the quote that opens here is never closed"),
    ('a: "b" c', 1, 8, "something follows the closing quote"),
    ("a: 'it's'", 1, 8, "something follows the closing quote"),
    ("a: {b}c\nd: e", 1, 7, "a text that begins with a bracket must be quoted"),
    ("a: [b] c", 1, 8, "a text that begins with a bracket must be quoted"),
    ("a:\n<<<<<<< HEAD\n  b: c\n=======\n  d: c\n>>>>>>> e", 2, 1, "git left a conflict here"),
    ("a: b\n||||||| c\nd: e", 2, 1, "git left a conflict here"),
    ("a: [b, c\nd: e", 1, 4, "is never closed; write ] where it ends"),
    ("a: {b: c\nd", 1, 4, "the bracket that opens here is never closed"),
    ("a: [b, {", 1, 4, "the bracket that opens here is never closed"),
    ("a:\n  - {b: c\n  - {d: e}", 2, 5, "the bracket that opens here is never closed; write } where it ends"),
    ("a:\n  - b: [c\n  - d", 2, 8, "the bracket that opens here is never closed; write ] where it ends"),
    ("a: {b: c?, d: e}", 1, 8, "with '?' in it must be quoted: \"c?\""),
    ("a: {b: c d? e, f, g: h}", 1, 8, 'must be quoted: "c d? e, f"'),
    ("a: {b: c: d, e: f}", 1, 8, "with ': ' in it must be quoted: \"c: d\""),
    ("a: {b: c #1, d: e}", 1, 8, "with '#' in it must be quoted: \"c #1\""),
    ("a: {b: #}", 1, 8, "with '#' in it must be quoted: \"#\""),
    ("a: {b: #, d: e}", 1, 8, "with '#' in it must be quoted: \"#\""),
    ("a: {b: #c, d: [e]}", 1, 8, "with '#' in it must be quoted: \"#c\""),
    ("a: [#]", 1, 5, "with '#' in it must be quoted: \"#\""),
    ("a: [b, #, c]", 1, 8, "with '#' in it must be quoted: \"#\""),
    ("a:\n  - {b: #}\n  - {b: c}", 2, 9, "with '#' in it must be quoted: \"#\""),
    ("a:\n  - {b: #} # c\n  - {b: c}", 2, 9, "with '#' in it must be quoted: \"#\""),
    ("a: {b: # , d: e}", 1, 8, "with '#' in it must be quoted: \"#\""),
    ("a: {b: # }", 1, 8, "with '#' in it must be quoted: \"#\""),
    ("a: [b, # {c}", 1, 4, "is never closed; write ] where it ends"),
    ("a: [\n  b,\n  #{c}\n  d", 1, 4, "is never closed; write ] where it ends"),
    ("a: {b: c, d, e: f}", 1, 8, "with ',' in it must be quoted: \"c, d\""),
    ("a: {b: はい、{c}です。, d: e}", 1, 8, 'must be quoted: "はい、{c}です。"'),
    ("a: {b: はい、{c}です。}", 1, 8, 'must be quoted: "はい、{c}です。"'),
    ("a: {b: {c}です。, d: e}", 1, 8, 'begins with a bracket must be quoted: "{c}です。"'),
    ("a: {b: {c}}", 1, 8, 'begins with a bracket must be quoted: "{c}"'),
    ("a: [b, c?, d]", 1, 8, 'must be quoted: "c?"'),
    ("a: [{b: c?, d: [e, f]}]\ng: h", 1, 9, 'must be quoted: "c?"'),
    ("a:\n  - {b: c,\n     d: e?}\n  - {f: g}", 3, 9, 'must be quoted: "e?"'),
    ('a: {b: "c, d: "e"}', 1, 8, 'opens here is never closed; write "c"'),
    ('a: {b: c, d: "e}\nf: {g: "h"}', 1, 14, 'opens here is never closed; write "e"'),
    ("a: {b: 'it's', c: d}", 1, 8, 'quote the whole value: "it\'s"'),
    ('a: {b: "c" d", e: f}', 1, 8, "quote the whole value: 'c\" d'"),
    ('a: {b: c", d: e}', 1, 8, 'closes here was never opened; write "c"'),
    ("a: {b: さ。 c: d}", 1, 10, 'a comma is missing before "c"'),
    ("a: {b: さ。、c: d}", 1, 10, '、 before "c" separates nothing here; write a comma and a space'),
    ('a: {b: "さ"、c: d}', 1, 11, '、 before "c" separates nothing here; write a comma and a space'),
    ("a: {b: さ。; c: d}", 1, 10, '; before "c" separates nothing here; write a comma and a space'),
    ('a: ["b"、"c"]', 1, 8, '、 before "c" separates nothing here; write a comma and a space'),
    ('a: ["b" "c"]', 1, 8, 'a comma is missing before "c"'),
    ('a:\n  b: ["c"], d: [e]}', 2, 3, 'several keys in one line stand between braces; write {b: ["c"], d: [e]}'),
    ('a: b: "さ", d: い', 1, 4, 'several keys in one line stand between braces; write {b: "さ", d: い}'),
    ('a:\n  b: "さ"、d: い', 2, 3, 'several keys in one line stand between braces; write {b: "さ", d: い}'),
    ("a:\n  - b: さ, d: い", 2, 5, "several keys in one line stand between braces; write {b: さ, d: い}"),
    ("a:\n  - b: さ, d: い}", 2, 5, "several keys in one line stand between braces; write {b: さ, d: い}"),
    ("a:\n  - b: さ, d: {e: い}", 2, 5, "several keys in one line stand between braces; write {b: さ, d: {e: い}}"),
    ("a: {b: c, d}", 1, 8, 'must be quoted: "c, d"; a list is written [c, d]'),
    ("a: {b: （c, d）}", 1, 8, 'must be quoted: "（c, d）"; a list is written [c, d]'),
    ("a:\n・b", 2, 1, "a text is indented deeper than its key"),
    ('a: {b: "c" d: e}', 1, 11, 'a comma is missing before "d"'),
    ("a: {b：c, d: e}", 1, 5, "a key ends with a colon and a space; write b: c"),
    ("a: {b: c, d:e}", 1, 11, "a key ends with a colon and a space; write d: e"),
    ("a: b: さ}", 1, 4, "never opened; write {b: さ}"),
    ("a: b: さ, c: d}", 1, 4, "several keys in one line stand between braces; write {b: さ, c: d}"),
    ("中区：{b: c}", 1, 3, "a full-width colon (：) ends no key; write : and a space"),
    ("a: ｛b: c｝", 1, 4, "a full-width bracket (｛) does not open anything; write {"),
    ("a: [b, ”c”]", 1, 8, 'a full-width quote (”) does not quote anything; write "'),
    ("a: “b”\nc: d", 1, 4, 'a full-width quote (“) does not quote anything; write "'),
    ("a:\n  - {b: c}\n  {d: e}", 3, 3, "has no dash; write - {d: e}"),
    ("a:\n  {b: c}\n  {d: e}", 2, 3, "has no dash; write - {b: c}"),
    ("a:\n  - {b: c}\n  -{d: e}", 3, 3, "a dash and a space begin an item of a list; write - {d: e}"),
    ('a:\n  － {b: "c", d: e}\n  - {d: e}', 2, 3, 'a dash and a space begin an item of a list; write - {b: "c", d: e}'),
    ("a:\n  - {b: c}\n  － {d: e}", 3, 3, "a dash and a space begin an item of a list; write - {d: e}"),
    ("a:\n  ・b: c\n    d: e\n  ・b: f", 2, 3, "a dash and a space begin an item of a list; write - b: c"),
    ("a:\n  ・{b: c}\n  ・{d: e}", 2, 3, "a dash and a space begin an item of a list; write - {b: c}"),
    ("a:\n  - {b: c}\n  ・{d: e}\n  - {f: g}", 3, 3, "a dash and a space begin an item of a list; write - {d: e}"),
    ("a:\n  - b: c\n    d: e\n  ・ b: f", 4, 3, "a dash and a space begin an item of a list; write - b: f"),
    ("a:\n  - b\n  ・c", 3, 3, "a dash and a space begin an item of a list; write - c"),
    ("a:  # b\n  * c\n  * d", 2, 3, "a dash and a space begin an item of a list; write - c"),
    ("a:\n  - b\n  1. d", 3, 3, "a dash and a space begin an item of a list; write - d"),
    ("a:\n  ・b\n  c", 3, 3, "this goes on with the value of line 2"),
    ("```yaml\na: b\n```", 1, 1, "this line is of the page that the text was copied from; delete it"),
    ("a: b\n// c\nd: e", 2, 1, "a comment begins with #, not with //"),
    ("a:b\n# c\nd: e", 1, 1, "write a: b"),
    ("a： b\n\nc: d", 1, 1, "the one here is full-width (：); write a: b"),
    ("a:\u3000b\nc: d", 1, 1, "the space here is full-width; write a: b"),
    ("a\u3000: b", 1, 2, "there is a full-width space beside this"),
    ("a: b\u3000\nc: d", 1, 5, "there is a full-width space beside this"),
    ("a: - b", 1, 4, "a list begins on a line of its own"),
    ("a: b\n- c", 2, 1, "found a list item where a key is expected"),
    ("- a\nb: c", 2, 1, "found a key where a list item ('- ') is expected"),
    ("a: b\na: c", 2, 1, 'the key "a" is here twice, first at 1:1'),
    ("{a: b, a: c}", 1, 8, 'the key "a" is here twice, first at 1:2'),
    (": a", 1, 1, "there is no key before this colon"),
    ("{: a}", 1, 2, "there is no key before this colon"),
    ("? \n: a", 1, 2, "there is no key before this colon"),
    ("? [a]\n: b", 1, 3, "a key is plain text"),
    ("[" * 60, 1, 42, "nested too deeply"),
    ("a: b\n---\nc: d", 2, 1, "one file is one document"),
    ("a: b\n...\nc: d", 3, 1, "one file is one document"),
    ("...", 1, 1, "one file is one document"),
    ("", 1, 1, "this file is empty"),
    ("# nothing yet\n", 1, 1, "this file is empty"),
]  # fmt: skip


ALONE = ("...", "# nothing yet\n")  # no mistakes behind something else


def test_a_mistake_is_reported_in_plain_words_at_its_place() -> None:
    first = {text: read(text, "site.yaml").problems[:1] for text, *_ in MISTAKES}

    assert {text: [(one.path, one.line, one.column) for one in found] for text, found in first.items()} == {
        text: [("site.yaml", line, column)] for text, line, column, _ in MISTAKES
    }
    assert {text: first[text] for text, *_, words in MISTAKES if words not in first[text][0].message} == {}


MENDED: dict[str, Data] = {
    "a: {b: さ c: d}": {"a": {"b": "さ", "c": "d"}},
    "a: {b: さ、c: d}": {"a": {"b": "さ", "c": "d"}},
    'a: {b: "さ"；c: d}': {"a": {"b": "さ", "c": "d"}},
    'a: ["b" "c"]': {"a": ["b", "c"]},
    'a: ["b"、"c"]': {"a": ["b", "c"]},
    "a:\n  - b: さ, d: い": {"a": [{"b": "さ", "d": "い"}]},
    "a:\n  - b: さ, d: い}": {"a": [{"b": "さ", "d": "い"}]},
}


def test_commas_and_braces_that_are_missing_are_read_as_they_were_meant() -> None:
    documents = {text: read(text, "site.yaml") for text in MENDED}

    assert {text: document.data for text, document in documents.items()} == MENDED
    assert [text for text, document in documents.items() if len(document.problems) != 1] == []


def test_a_mistake_does_not_hide_the_next_one() -> None:
    before = {
        text: "- x: &\n" if text.startswith("-") else "x: &\n" for text, *_ in MISTAKES if text and text not in ALONE
    }
    problems = {text: read(f"{first}{text}", "site.yaml").problems for text, first in before.items()}

    assert [text for text, found in problems.items() if len(found) < 2 or found[0].line != 1] == []


def test_full_width_signs_are_ordinary_in_comments_and_in_texts_of_several_lines() -> None:
    text = """\
# 注: “これ”、｛あれ｝
a: |  # 例: ｛b｝
  窓口：{office: x}
  例: “b”
c:
  - >-
    - ｛d｝
    ・e:
    ・f
  - e: |

      f: ［g］
    h: i  # ［j］
  -   |
   - “o”
k: "l # m: “n”"  # p: “q”
"""

    document = read(text, "site.yaml")

    assert document.problems == ()
    assert document.data == {
        "a": "窓口：{office: x}\n例: “b”\n",
        "c": ["- ｛d｝ ・e: ・f", {"e": "\nf: ［g］\n", "h": "i"}, "- “o”\n"],
        "k": "l # m: “n”",
    }


@pytest.mark.parametrize("text", ['a: "b:\n  1. c\n  2. d"\ne: f', "a: '次の用件:\n  ・税\n  ・ごみ'\n"])
def test_a_bullet_within_quotes_begins_no_item(text: str) -> None:
    document = read(text, "f.yaml")

    assert document.problems == ()
    assert document.data == yaml.safe_load(text)


LINES_WITH_BULLETS = {
    "a:\n  ・b": "・b",
    "a:\n  ・b。\n  ・c。": "・b。 ・c。",
    "a:  # d\n  1. b\n  2. c": "1. b 2. c",
}


@pytest.mark.parametrize("text", LINES_WITH_BULLETS)
def test_words_below_a_key_may_be_a_text_with_bullets(text: str) -> None:
    document = read(text, "f.yaml")

    assert document.problems == ()
    assert document.data == {"a": LINES_WITH_BULLETS[text]}


def test_after_a_text_of_several_lines_full_width_signs_are_mistakes_again() -> None:
    text = """\
a:
  - b: |
      c
    d: “e”
  - >
    f
  - ｛g: h｝
中区：{i: j}
k: {l: "m # n", o: “p”}
"""

    problems = read(text, "site.yaml").problems

    assert [(problem.line, problem.column) for problem in problems] == [(4, 8), (7, 5), (8, 3), (9, 20)]


def test_all_mistakes_are_reported_at_once_and_the_rest_is_read() -> None:
    document = read('a: *\nb: fine\nc: "open\nd: fine too\n\te: f\ng:h\nb: again\ni: {j: fine}\n', "site.yaml")

    assert [(problem.line, problem.rule) for problem in document.problems] == [
        (1, "syntax"),
        (3, "syntax"),
        (5, "syntax"),
        (6, "syntax"),
        (7, "duplicate-key"),
    ]
    assert document.broken
    assert isinstance(document.data, dict)
    assert document.data["b"] == "fine"
    assert document.data["d"] == "fine too"
    assert document.data["i"] == {"j": "fine"}


def test_of_two_equal_keys_the_first_is_read_and_the_file_is_not_broken() -> None:
    document = read("a: b\na: {c: d}\n", "site.yaml")

    assert document.data == {"a": "b"}
    assert not document.broken


def test_a_file_of_nothing_but_mistakes_ends() -> None:
    text = "".join(f"  a{number}: [\n" for number in range(3 * MOST_FAULTS))

    assert 0 < len(read(text, "site.yaml").problems) <= MOST_FAULTS


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a: 愛知県".encode("cp932"), 1, "not UTF-8"),
        (b"# comment\na: b\nc: \xff", 3, "not UTF-8"),
        (b"", 1, "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    file = tmp_path / "flow.yaml"
    file.write_bytes(content)

    document = read_file(file, "data/flow.yaml")

    (problem,) = document.problems
    assert (problem.path, problem.line, problem.rule) == ("data/flow.yaml", line, "file")
    assert words in problem.message
    assert document.broken


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "flow.yaml"

    assert read_file(file).problems == (Problem(str(file), 1, 1, "this file is missing", "file"),)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (problem,) = read_file(tmp_path).problems

    assert "cannot be read" in problem.message


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "flow.yaml"
    file.write_bytes("\ufeffa: 愛知県".encode())

    assert read_file(file).data == {"a": "愛知県"}


PIECES = (
    *"a#*&!%@`|>[]{},?:\"'\\\t\r　：\x00\x85\u2028\ud800\ufeff\U0001f4de",
    *(" ", "  ", "\n", "\n  ", "\n    ", "\r\n", "b: ", "- ", "...", "---", "<<: ", "!!", "!<", "%YAML"),
    *("\\x", "\\UF0000000", "\\ud800", "愛知県", "0120"),
)


def test_a_complaint_of_the_parser_that_nobody_foresaw_is_reported_in_its_own_words() -> None:
    mark = yaml.Mark("", 0, 1, 2, None, 0)

    fault = explain(yaml.MarkedYAMLError("while doing this", None, "found that", mark), ["a: b", "c: d"])

    assert fault == SyntaxFault(1, 2, "this is not YAML: while doing this found that")


EMPTY = ["---", "--- ", "--- # nothing", "---\n", "", "# nothing"]


def test_a_file_without_anything_is_empty_whatever_stands_for_that() -> None:
    problems = {text: read(text, "site.yaml").problems for text in EMPTY}

    assert {text: as_text(found) for text, found in problems.items()} == dict.fromkeys(
        EMPTY, "site.yaml:1:1: this file is empty (file)"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('a: "\\UF0000000 \\UF0000001"', "1:5: \\UF0000000 is not a character (syntax)"),
        ("{b: # nothing", "1:1: the bracket that opens here is never closed; write } where it ends (syntax)"),
        ("[b: # nothing", "1:1: the bracket that opens here is never closed; write ] where it ends (syntax)"),
    ],
)
def test_what_a_parser_breaks_at_is_reported(text: str, problem: str) -> None:
    assert [str(one) for one in read(text, "site.yaml").problems] == [f"site.yaml:{problem}"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    document = read(text, "site.yaml")

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert document.data is not None or document.problems
    assert all(1 <= problem.line <= len(lines) and problem.column >= 1 for problem in document.problems)
    assert as_text(document.problems).encode("utf-8").count(b"\n") == max(len(document.problems) - 1, 0)


TEXT = st.text("あa1:#-'\" ", max_size=9)
DATA = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))


@given(DATA)
def test_what_is_quoted_is_read_as_it_is(data: Data) -> None:
    document = read(json.dumps(data, ensure_ascii=False), "site.yaml")

    assert document.data == data
    assert document.problems == ()


TEXTS = [
    ('{number: "03-0000-0001", areas: [港区, 南区], shared_line: true}', ""),
    ("He said, “hello”", ""),
    ("5 o'clock (or 6), or [b]", ""),
    ('say "hello"', ""),
    ("“a”, he said", "a full-width quote"),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_signs_within_a_text_are_characters_as_any_other(text: str, words: str) -> None:
    problems = read(f"a: {text}\nb: c\n", "site.yaml").problems

    assert [words in problem.message for problem in problems] == ([True] if words else [])


WITHIN = [text for text, *_ in MISTAKES if text.startswith(("a: {b", "a: [b")) and text.count("\n") < 2]


def test_one_mistake_within_brackets_is_reported_once_and_the_next_line_is_read() -> None:
    lines = [text.partition("\n")[0] for text in WITHIN]
    documents = {line: read(f"{line}\nz: end\n", "site.yaml") for line in lines}

    assert [line for line, document in documents.items() if len(document.problems) != 1] == []
    for line, document in documents.items():
        assert isinstance(document.data, dict), line
        assert document.data.get("z") == "end" or "never closed; write ]" in document.problems[0].message, line


def test_what_is_made_of_a_text_is_made_once_and_anew_of_other_data() -> None:
    first, again, other = read("a: [b]", "one.yaml"), read("a: [b]", "two.yaml"), read("a: [c]", "one.yaml")

    assert again.once(words, "a") is first.once(words, "a")
    assert [one.once(words, "a") for one in (first, other, replace(first, data={"a": ["d"]}))] == [["b"], ["c"], ["d"]]


def words(document: YamlDocument, key: str) -> list[Data]:
    return list(at(document.data, key) or ())


def test_what_is_not_there_is_none_wherever_it_is_sought() -> None:
    data = read("a: [{b: c}]\nd: ~\n", "site.yaml").data

    assert (at(data, "a", 0, "b"), at(data)) == ("c", data)
    assert [at(data, *loc) for loc in (("a", 1), ("a", "0"), ("a", 0, 0), ("a", 0, "b", 0), ("d",), ("e", 0))] == [
        None
    ] * 6
