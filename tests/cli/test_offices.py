import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.offices import offices
from ivr.site import shipped

from .copies import copied, spoil


def look_up(*arguments: str | Path) -> Result:
    return CliRunner().invoke(offices, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_all_offices_are_listed() -> None:
    lines = look_up().output.splitlines()

    assert len(lines) == 95
    assert lines[0] == "01-center     011-232-0217   北海道経営改善支援センター (unverified)"
    assert lines[-1] == "headquarters  03-5470-1840   経営改善支援センター（全国本部） (unverified)"


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["愛知県"], ["23-center", "23-council"]),
        (["愛知", "center"], ["23-center"]),
        (["23"], ["23-center", "23-council"]),
        (["経営改善支援センター", "静岡"], ["22-center"]),
        (["0522236953"], ["23-center", "23-council"]),
        (["+81522236953"], ["23-center", "23-council"]),
        (["052-223-6953", "council"], ["23-council"]),
        (["全国本部"], ["headquarters"]),
    ],
)
def test_offices_are_looked_up_by_all_of_the_words(words: list[str], keys: list[str]) -> None:
    found = json.loads(look_up(*words, "--json").output)

    assert [office["key"] for office in found if office["key"].split("-")[0] in ("22", "23", "headquarters")] == keys


def test_an_office_is_told_with_all_that_the_directory_knows() -> None:
    (office,) = json.loads(look_up("愛知", "center", "--json").output)

    assert office == {
        "key": "23-center",
        "prefecture": "愛知県",
        "service": "center",
        "printed_name": "愛知県経営改善支援センター",
        "spoken_name": None,
        "number": "052-223-6953",
        "e164": "+81522236953",
        "shared_line": True,
        "verified_on": None,
        "verified_by": None,
    }


def test_remarks_tell_of_shared_lines_and_who_verified(site: Path) -> None:
    verified = '"052-223-6953"\n      verified_on: 2026-11-20\n      verified_by: 山田\n      shared_line: true\n'
    spoil(site, '"052-223-6953"\n      shared_line: true\n', verified)

    assert "(shared line, verified 2026-11-20 by 山田)" in look_up("愛知", "center", "--site", site).output
    assert '"verified_on": "2026-11-20"' in look_up("愛知", "center", "--site", site, "--json").output


def test_no_office_found_is_exit_code_1() -> None:
    assert (look_up("大江戸").exit_code, look_up("大江戸").output) == (1, "")
    assert json.loads(look_up("大江戸", "--json").output) == []


def test_a_number_of_the_wrong_form_is_listed_as_it_stands(site: Path) -> None:
    spoil(site, '"011-232-0217"', '"0112320217"')

    (office,) = json.loads(look_up("0112320217", "--site", site, "--json").output)

    assert (office["number"], office["e164"]) == ("0112320217", None)


def test_without_a_directory_its_problems_are_told(site: Path) -> None:
    spoil(site, "offices:", "ofices:")

    result = look_up("--site", site)

    assert result.exit_code == 1
    assert 'no key is called "ofices" here; did you mean "offices"?' in result.stderr


def test_the_listing_may_be_named(site: Path) -> None:
    assert look_up("list", "愛知県").output == look_up("愛知県").output
    assert look_up("--site", site, "愛知県").output == look_up("愛知県").output


def test_help_tells_of_both_commands() -> None:
    output = look_up("--help").output

    assert "diff" in output
    assert "list" in output


def test_two_sites_are_compared_by_prefecture_and_service(site: Path) -> None:
    spoil(site, "052-223-6953", "052-223-6950")

    result = look_up("diff", shipped(), site)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "愛知県 経営改善支援センター: 052-223-6953 → 052-223-6950",
        "愛知県 中小企業再生支援協議会: 052-223-6953 → 052-223-6950",
    ]


def test_two_files_are_compared_too_and_told_as_json(site: Path) -> None:
    spoil(site, '    council:\n      printed_name: 北海道中小企業再生支援協議会\n      number: "011-222-2829"\n', "")

    result = look_up("diff", shipped() / "data/directory.yaml", site / "data/directory.yaml", "--json")

    assert json.loads(result.output) == {
        "changes": [
            {
                "kind": "office",
                "subject": "北海道 中小企業再生支援協議会",
                "before": "011-222-2829",
                "after": None,
                "note": "",
                "text": "北海道 中小企業再生支援協議会: gone: 011-222-2829",
            }
        ]
    }


def test_the_same_twice_is_nothing_new() -> None:
    assert look_up("diff", shipped(), shipped()).output == "Callers will notice nothing new.\n"
    assert json.loads(look_up("diff", shipped(), shipped(), "--json").output) == {"changes": []}


def test_a_directory_that_cannot_be_read_is_not_compared(site: Path) -> None:
    spoil(site, "offices:", "ofices:")

    result = look_up("diff", shipped(), site)

    assert result.exit_code == 1
    assert "ofices" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["diff"], ["diff", "/no/such", "/folder"], ["diff", ".", ".", "."], ["--colour"]]
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert look_up(*arguments).exit_code == 2
