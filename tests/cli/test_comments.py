"""The comments of files that `ivr new` writes and copies are in the language of the operator who runs it."""

import re
from pathlib import Path

import pytest

from ivr.cli.comments import comments, translated
from ivr.site import load, shipped
from ivr.translation import set_language

from .command import Command

SERVICES = ("--service", "lending=lending", "--service", "rooms=room booking")
FORMS = ("data/*.yaml", "prompts/*.yaml", "data/skeleton/*.yaml", "data/examples/*/*/*.yaml")
FILES = [file for form in FORMS for file in sorted(shipped().glob(form))]


def code_of(text: str) -> list[str]:
    """Return the lines that are no comments."""
    return [line for line in text.splitlines() if not line.lstrip().startswith("#")]


def test_in_english_a_file_stays_as_it_is() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in FILES}

    assert {file: translated(text) for file, text in texts.items()} == texts


def test_in_japanese_every_comment_is_and_nothing_else_has_changed() -> None:
    set_language("ja")
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        translation = translated(text)

        assert code_of(translation) == code_of(text), file
        assert [said for said in comments(translation) if not re.search("[ぁ-んァ-ヶ一-龠]", said)] == [], file
        assert [line for line in translation.splitlines() if "#" in line and len(line) > len("# ") + 120] == [], file
        assert re.findall("[一-龠ァ-ヶ]\n *# +[ぁ-ん一-龠ァ-ヶ]", translation) == [], file  # in the middle of a word


SHAPES = {
    "paragraph": ("# A caller\n# waits.\nend: 1\n", ["A caller waits."]),
    "two paragraphs": ("# One.\n#\n# Two.\n", ["One.", "Two."]),
    "items": ("# - one\n#   more\n# - two\n# after\n", ["one more", "two", "after"]),
    "example below": ("# Add:\n#   ring: {kind: ring}\n", ["Add:"]),
    "example further below": ("#\n#     center:\n#       number: 1\n", []),
    "heading": ("  # ---- the end ------\n", ["the end"]),
    "for editors": ("# yaml-language-server: $schema=a.json\n#\n# Who.\n", ["Who."]),
    "behind something": ("a: 1 # or 2\n", []),
    "another indentation": ("# One.\n  # Two.\n", ["One.", "Two."]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_comments_are_divided_as_they_are_read(shape: str) -> None:
    text, messages = SHAPES[shape]

    assert [*comments(text)] == messages
    assert translated(text) == text


@pytest.mark.parametrize("options", [("--like", "city"), ("--name", "Help", "--prompts", "en", "--areas", "none")])
def test_an_operator_reads_the_comments_in_his_language(ivr: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    facts = () if "--like" in options else (*SERVICES, "--fallback", "03-0000-0009", "--yes")

    ran = ivr("--lang", "ja", "new", str(tmp_path / "own"), *options, *facts)

    text = (tmp_path / "own" / "data" / "flow.yaml").read_text(encoding="utf-8")
    assert ran.code == 0
    assert "# 通話の流れ。`start` から読みます。" in text
    assert text.startswith("# yaml-language-server: $schema=schema/flow.json\n")
    assert load(tmp_path / "own").plan
