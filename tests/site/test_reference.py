"""The generated texts are up to date with the dataclasses they are made from."""

from pathlib import Path

from ivr.site.reference import BOOK, call_schema, nodes, schemas, with_nodes, write

ROOT = Path(__file__).parents[2]
ANEW = "run `python -m ivr.site.reference`"


def test_the_schemas_beside_the_files_are_those_of_the_model() -> None:
    wrong = [path for path, text in schemas().items() if (ROOT / path).read_text(encoding="utf-8") != text]

    assert wrong == [], ANEW


def test_the_operators_book_describes_the_nodes_as_they_are() -> None:
    book = (ROOT / BOOK).read_text(encoding="utf-8")

    assert with_nodes(book) == book, ANEW


def test_the_reference_names_every_key_of_a_node() -> None:
    assert "**`kind: ring`** — 窓口を呼び出します。" in nodes()
    assert "- `timeout`: 呼び出す秒数（通信事業者が五秒ほど足します）。" in nodes()
    assert "**`kind: ring`** — Ring an office." in nodes("en")
    assert "- `timeout`: seconds of ringing (the carrier adds about five)." in nodes("en")


def test_what_a_key_means_is_described_to_its_end() -> None:
    assert "``{number}`` is its number, and ``chosen`` rings it again." in nodes("en")


def test_every_yaml_file_names_a_schema_that_is_there() -> None:
    files = [*ROOT.glob("data/*.yaml"), *ROOT.glob("prompts/*.yaml")]
    lines = {file: file.read_text(encoding="utf-8").splitlines()[0] for file in files}

    assert len(files) >= 5
    for file, line in lines.items():
        assert (file.parent / line.removeprefix("# yaml-language-server: $schema=")).is_file(), line


def test_writing_puts_them_in_place(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / BOOK).write_text(
        "before\n<!-- nodes: generated from ivr/call/nodes.py -->\nold\n<!-- end of nodes -->\n"
    )

    write(tmp_path)

    assert (tmp_path / "data/schema/flow.json").is_file()
    assert "kind: choose" in (tmp_path / BOOK).read_text(encoding="utf-8")


def test_editors_know_the_short_forms_of_a_script() -> None:
    schema = call_schema()
    step = schema["$defs"]["StepEntry"]["properties"]

    assert schema["properties"]["steps"]["items"]["anyOf"][0] == {"enum": ["waits", "hangs_up"]}
    assert [form["type"] for form in step["hears"]["anyOf"]] == ["string", "array"]
    assert [form["type"] for form in schema["properties"]["world"]["anyOf"]] == ["string", "array"]
    assert set(step) >= {"hears", "says", "presses", "rings", "ends", "by", "after"}
