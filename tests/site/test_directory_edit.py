"""Noting in a directory that an office was called adds three keys and changes nothing else."""

from datetime import date
from pathlib import Path

import pytest

from ivr.site import shipped
from ivr.site.directory_edit import write_verification
from ivr.strict_yaml import Loc, read_file
from ivr.strict_yaml.edit import CannotEditError

CENTER = ("offices", "愛知県", "center")
ENTRY = {"verified_on": "2026-11-20", "verified_by": "山田", "verified_number": "052-223-6953"}
LINES = ["verified_on: 2026-11-20", 'verified_by: "山田"', 'verified_number: "052-223-6953"']

# As people write it: the text of the offices, and the same after the verification of 愛知県's center.
BLOCK = """\
# head   of the file
services: {center: {name: 'センター',kana: "せんたー"}}   # in brackets

offices:
  愛知県:   # 23
    center:  # ask for it
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6953"  # as printed
HERE
    # below it
    council: {printed_name: y, number: '052-223-6954'}

  # the last one

  三重県:
    center: {printed_name: z, number: "059-253-4300"}
# end
"""
WIDE = """\
offices:
    愛知県:
        center:
            number: '052-223-6953'
            printed_name: "愛知県経営改善支援センター"
HERE

        # below it
        council:
            number: "052-223-6954"
"""
ODD = """\
offices:
  愛知県:
     center:
       "printed_name":   "\\u611B\\u77E5\\
         \\u770C" # with escapes
       number:    052-223-6953
HERE
     council: {printed_name: y,number:   '052-223-6954'}
"""
LAST = """\
offices:
  愛知県:
    center:
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6953"
HERE
"""


def write(file: Path, text: str) -> str:
    file.write_bytes(text.encode("utf-8"))
    write_verification(file, CENTER, date(2026, 11, 20), "山田", "052-223-6953")
    return file.read_bytes().decode("utf-8")


def with_lines(text: str, lines: list[str]) -> str:
    """Put *lines* in the place of HERE, indented like the line above."""
    above = text.partition("\nHERE")[0].rpartition("\n")[2]
    indent = above[: len(above) - len(above.lstrip())]
    return text.replace("HERE\n", "".join(f"{indent}{line}\n" for line in lines))


@pytest.mark.parametrize("text", [BLOCK, WIDE, ODD, LAST, LAST.replace("HERE\n", "HERE\n\n\n# end\n")])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_three_lines_are_new_and_the_rest_stays(tmp_path: Path, text: str, newline: str, mark: str) -> None:
    before, after = (mark + with_lines(text, lines).replace("\n", newline) for lines in ([], LINES))

    assert write(tmp_path / "directory.yaml", before) == after


def test_an_older_verification_is_replaced_where_it_stands(tmp_path: Path) -> None:
    older = ["verified_by: 佐藤 # by phone", "shared_line: true", "verified_on: 2020-01-01"]
    newer = ['verified_by: "山田" # by phone', "shared_line: true", "verified_on: 2026-11-20", LINES[2]]

    assert write(tmp_path / "directory.yaml", with_lines(BLOCK, older)) == with_lines(BLOCK, newer)


def test_an_entry_in_brackets_stays_in_them(tmp_path: Path) -> None:
    text = (
        'offices:\n  愛知県:\n    center: {printed_name: x, number: "052-223-6953"} # why\n    council: {number: "1"}\n'
    )
    new = f'"052-223-6953", {", ".join(LINES)}}}'

    assert write(tmp_path / "directory.yaml", text) == text.replace('"052-223-6953"}', new)


@pytest.mark.parametrize(
    "before", ["center: {printed_name: x, # why\n     number: ", "center:\n      {printed_name: x, number: "]
)
def test_an_entry_in_brackets_stays_in_them_also_over_several_lines(tmp_path: Path, before: str) -> None:
    text = f'offices:\n  愛知県:\n    {before}"052-223-6953"}}\n'

    assert write(tmp_path / "directory.yaml", text) == text.replace("}", f", {', '.join(LINES)}}}")


@pytest.mark.parametrize("last", ['also_for: [奈良県, "和歌山県"]', "printed_name: 相談所#1"])
def test_any_value_may_be_the_last_of_an_entry_in_brackets(tmp_path: Path, last: str) -> None:
    text = f'offices:\n  愛知県:\n    center: {{number: "052-223-6953", {last} }}\n'

    assert write(tmp_path / "directory.yaml", text) == text.replace(" }", f", {', '.join(LINES)} }}")


def test_an_entry_whose_layout_would_change_is_left_alone_and_the_lines_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    text = 'offices:\n  愛知県:\n    center:\n      number: "052-223-6953"\n      printed_name: |\n        x\n'
    with pytest.raises(
        CannotEditError, match='verified_on: 2026-11-20, verified_by: "山田", verified_number: "052-223'
    ):
        write(file, text)

    assert file.read_bytes().decode("utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("by", ["null", "no", "12", "2026-11-20", "山田: 太郎 #1", "*山田", "O'Neill", '"'])
def test_any_name_is_read_again_as_it_was_given(tmp_path: Path, by: str) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(LAST.replace("HERE\n", ""), encoding="utf-8")
    for _again in range(2):
        write_verification(file, CENTER, date(2026, 11, 20), by, "052-223-6953")

    assert value(file, (*CENTER, "verified_by")) == by


def test_a_link_stays_one_and_so_does_who_may_read_the_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "directory.yaml", tmp_path / "directory.yaml"
    link.symlink_to(real)
    real.write_text("", encoding="utf-8")
    real.chmod(0o640)
    write(link, LAST.replace("HERE\n", ""))

    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert value(real, (*CENTER, "verified_by")) == "山田"


@pytest.mark.unmeasured
def test_any_office_of_the_shipped_directory_can_be_verified_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    before = (shipped() / "data/directory.yaml").read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    document = read_file(file)
    offices = [loc[:-1] for loc in document.values if loc[-1:] == ("number",)]
    assert len(offices) == 95
    for loc in (offices[0], CENTER, offices[-1]):
        write_verification(file, loc, date(2026, 11, 20), "山田", str(value(file, (*loc, "number"))))

    after = file.read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before.splitlines()) + 3 * 3
    assert [line for line in after if not line.startswith(("      verified_", "    verified_"))] == before.splitlines()


def value(file: Path, loc: Loc) -> object:
    found: object = read_file(file).data
    for key in loc:
        assert isinstance(found, dict)
        found = found[key]
    return found
