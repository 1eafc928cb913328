"""YAML as programs write it: one file, `written/source.yaml`, loaded and dumped by each.

PyYAML, ruamel.yaml, yq (of Python), js-yaml, yaml (of npm), Prettier.
"""

from pathlib import Path

import pytest

from ivr.strict_yaml import Data, Null, YamlDocument, read_file

WRITTEN = Path(__file__).with_name("written")
TAGGED = "pyyaml-quoted"  # its default_style quotes everything, and writes tags beside what is no text
PROGRAMS = sorted({file.stem for file in WRITTEN.iterdir()} - {"source", TAGGED})


def written_by(program: str) -> YamlDocument:
    return read_file(WRITTEN / f"{program}.yaml")


def texts(document: YamlDocument) -> Data:
    assert isinstance(document.data, dict)
    return document.data["texts"]


def without_nulls(data: Data) -> Data:
    match data:
        case dict():
            return {key: without_nulls(value) for key, value in data.items()}
        case list():
            return [without_nulls(value) for value in data]
    return None if isinstance(data, Null) else data


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_program_wrote_is_read_as_it_was_before(program: str) -> None:
    document = written_by(program)

    assert document.problems == ()
    assert without_nulls(document.data) == written_by("source").data


def test_tags_are_refused_as_such_and_the_rest_is_read() -> None:
    document = written_by(TAGGED)

    assert {problem.message.rpartition("; ")[2] for problem in document.problems} == {
        "tags are not supported: leave it out"
    }
    assert texts(document) == texts(written_by("source"))
