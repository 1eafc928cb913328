"""The README's two commands are where the reader, and `.ci/run`, look for them."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from ivr.callscript.entries import CallEntry, StepEntry
from ivr.cli import COMMANDS
from ivr.site.prompts import CALL_GAPS

ROOT = Path(__file__).parents[1]
MADE_BY_OPERATORS = ("prompts/audio/", "prompts/en.yaml", "prompts/ko.yaml", "data/hours.yaml", "data/notices.yaml")
"""What a site may have, and the shipped one has not."""
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ivr/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)


def test_the_first_command_serves_and_the_second_tests() -> None:
    first, second = (block.strip() for block in BLOCKS[:2])

    assert first.endswith("/ivr serve")
    assert "pytest" in second
    assert "\n" not in first
    assert "\n" not in second


def test_the_licence_is_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["license"] == "MIT"
    assert "Permission is hereby granted, free of charge" in README


def test_the_readme_says_whose_the_voice_is() -> None:
    assert re.search(r"\"Mei\", Copyright \(c\)\s2009-2013 Nagoya Institute of Technology, Department of", README)
    assert "https://creativecommons.org/licenses/by/3.0/" in README


def test_every_folder_of_the_package_is_in_the_architecture() -> None:
    folders = {path.parent.name for path in (ROOT / "ivr").glob("*/__init__.py")}

    assert folders
    assert {folder for folder in folders if f"`ivr/{folder}`" not in README} == set(), "the table in README.md"
    assert {folder for folder in folders if f"\nivr/{folder} " not in ARCHITECTURE} == set(), "the map in ivr/README.md"


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"`ivr {name}" not in README] == [], "the table in README.md"


def test_every_setting_is_in_the_readme_and_in_the_operators_book() -> None:
    book = (ROOT / "data/README.md").read_text(encoding="utf-8")
    read = re.findall(r'take\("([A-Z_]+)"', (ROOT / "ivr/settings.py").read_text(encoding="utf-8"))

    assert len(read) > 10
    assert [name for name in read if f"`{name}`" not in README] == [], "the table in README.md"
    assert [name for name in read if f"`{name}`" not in book] == [], "the table in data/README.md"


def test_every_gap_of_a_prompt_is_in_the_operators_book() -> None:
    book = (ROOT / "data/README.md").read_text(encoding="utf-8")

    assert [gap for gap in CALL_GAPS if f"`{{{gap}}}`" not in book] == []


def test_every_key_of_a_scripted_call_is_in_its_book() -> None:
    book = (ROOT / "tests/README.md").read_text(encoding="utf-8")
    script = book.partition("```yaml\n")[2].partition("```")[0]
    keys = [field.name for entry in (CallEntry, StepEntry) for field in fields(entry)]

    assert len(keys) > 15
    assert [key for key in keys if not re.search(rf"(?m)(^|[\s`]){key}:|- {key}( |$)", script)] == []


BOOKS = ("README.md", "data/README.md", "tests/README.md", "ivr/README.md")


@pytest.mark.parametrize("book", BOOKS)
def test_every_path_that_a_book_names_is_there(book: str) -> None:
    text = (ROOT / book).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:ivr|tests|data|prompts)/[\w./-]*)`", text))

    assert named
    assert [path for path in named if not (ROOT / path).exists() and not path.startswith(MADE_BY_OPERATORS)] == []
