import json

import pytest
from click.testing import CliRunner

from ivr.cli.locate import locate


def lines(*arguments: str, given: str | bytes | None = None) -> list[dict[str, str | list[str]]]:
    result = CliRunner().invoke(locate, arguments, input=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("text", "outcome", "prefectures", "heard"),
    [
        ("えーと、愛知県です", "certain", ["愛知県"], "愛知県"),
        ("服行券です", "probable", ["福井県"], "服行券"),
        ("府中市", "ambiguous", ["東京都", "広島県"], "府中市"),
        ("中央区です", "unknown", [], "中央区"),
        ("わかりません", "unknown", [], ""),
        ("", "unknown", [], ""),
    ],
)
def test_a_text_is_one_json_object(text: str, outcome: str, prefectures: list[str], heard: str) -> None:
    assert lines(text) == [{"text": text, "outcome": outcome, "prefectures": prefectures, "heard": heard}]


def test_each_line_of_standard_input_is_one_json_object() -> None:
    found = lines(given="\ufeff愛知県です\r\n\n三重です\n")
    assert [line["text"] for line in found] == ["愛知県です", "", "三重です"]


def test_bytes_that_are_no_text_are_answered_all_the_same() -> None:
    assert lines(given=b"\xff\xfe\n")[0]["outcome"] == "unknown"


def test_the_rule_is_added_on_request() -> None:
    assert lines("--explain", "愛知県")[0]["rule"] == "a prefecture is named in full"


def test_postal_codes_and_telephone_numbers() -> None:
    assert lines("--by", "postal", "四七一の〇〇二五です")[0]["prefectures"] == ["愛知県"]
    assert lines("--by", "number", "+81522236953")[0] == {
        "text": "+81522236953",
        "outcome": "probable",
        "prefectures": ["愛知県"],
        "heard": "052",
    }


def test_a_wrong_option_is_wrong_usage() -> None:
    assert CliRunner().invoke(locate, ["--by", "smell", "x"]).exit_code == 2


def test_people_read_text() -> None:
    printed = CliRunner().invoke(locate, ["--text", "--explain", "府中市", "わかりません"]).stdout

    assert printed == (
        "“府中市”\n"
        "  place         東京都, 広島県\n"
        "  certainty     one of several\n"
        "  words for it  府中市\n"
        "  because       the name fits several prefectures\n"
        "“わかりません”\n"
        "  place         none found\n"
        "  certainty     not understood\n"
        "  because       no place is named\n"
    )
