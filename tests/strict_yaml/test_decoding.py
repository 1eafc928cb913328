"""Files that are not UTF-8: which encoding it is, and how to save them instead."""

import os
from pathlib import Path

import pytest

from ivr.strict_yaml.decoding import EncodingError, decoded
from ivr.strict_yaml.reader import read_file

TEXT = "# 窓口の一覧\n愛知県: 経営改善支援センター\n"
TOLD = [
    ("cp932", "Windows-31J (Shift_JIS, which Windows also calls ANSI)"),
    ("euc_jp", "EUC-JP"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"),
]


def refusal(content: bytes) -> EncodingError:
    with pytest.raises(EncodingError) as error:
        decoded(content)
    return error.value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(codec: str) -> None:
    assert decoded(TEXT.encode(codec)) == TEXT


@pytest.mark.parametrize(("codec", "name"), TOLD)
def test_another_encoding_is_reported_with_how_to_save_instead(codec: str, name: str) -> None:
    error = refusal(TEXT.encode(codec))

    assert str(error).startswith(f"this file is {name}, not UTF-8; save it as UTF-8 (in Notepad: Save As")
    assert error.line == 1


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_the_line_is_the_first_that_shows_it(codec: str) -> None:
    assert refusal(f"a: b\n\n{TEXT}".encode(codec)).line == 3


@pytest.mark.parametrize(
    "content", [b"a: b\nc: \xff\n", f"a: b\nc: {TEXT}".encode()[:-2], TEXT.encode() + b"\x8e\n", b"a: b\n\xa0\n"]
)
def test_a_damaged_place_is_reported_by_its_line_and_makes_no_other_encoding(content: bytes) -> None:
    if content.endswith(b"\xe3\x83"):
        content += b"\n"

    assert str(refusal(content)).startswith("this line is not UTF-8; save it as UTF-8")


def test_an_empty_file_is_a_text() -> None:
    assert decoded(b"") == ""


def test_what_may_never_end_or_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    pipe, huge = tmp_path / "pipe.yaml", tmp_path / "huge.yaml"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(1 << 40)

    assert [problem.message for path in (pipe, huge) for problem in read_file(path).problems] == [
        "this is no ordinary file",
        "this file has 1099511627776 bytes; at most 4000000 are read",
    ]
