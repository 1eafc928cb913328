"""`ivr offices`: offices listed, looked up and verified."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.offices import offices
from ivr.clock import japanese_time
from ivr.site import shipped
from tests.check.proof.small import copy

from .command import Command, full_disk
from .copies import copied, spoil


def look_up(*arguments: str | Path) -> Result:
    return CliRunner().invoke(offices, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path, small_site: Path) -> Path:
    """Return a copy of the small site: the offices of one prefecture, and the headquarters."""
    return copy(tmp_path, small_site)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return a copy of the shipped site."""
    return copied(tmp_path)


def test_all_offices_are_listed() -> None:
    lines = look_up().output.splitlines()

    assert len(lines) == 95
    assert lines[0] == "01-center     011-232-0217   北海道経営改善支援センター (unverified)"
    assert lines[-1] == "headquarters  03-5470-1840   経営改善支援センター（全国本部） (unverified)"


def test_names_of_any_length_leave_the_numbers_in_one_column() -> None:
    lines = look_up("--site", shipped() / "data" / "examples" / "city").output.splitlines()

    assert len({len(line.split()[0]) for line in lines}) > 1
    assert {line[:17][-2:] for line in lines} == {"  "}
    assert {line[17] for line in lines} == {"0"}


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


def test_an_office_is_shown_with_all_that_the_directory_knows() -> None:
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
        "verified_number": None,
    }


def test_remarks_name_shared_lines_and_who_verified(site: Path) -> None:
    lines = ["verified_on: 2026-11-20", "verified_by: 山田", 'verified_number: "052-223-6953"', "shared_line: true"]
    verified = "\n      ".join(['"052-223-6953"', *lines]) + "\n"
    spoil(site, '"052-223-6953"\n      shared_line: true\n', verified)

    assert "(shared line, verified 2026-11-20 by 山田)" in look_up("愛知", "center", "--site", site).output
    assert '"verified_on": "2026-11-20"' in look_up("愛知", "center", "--site", site, "--json").output


def verify(site: Path, *arguments: str) -> Result:
    return look_up("verify", *arguments, "--site", site)


def listed(site: Path, key: str) -> dict[str, object]:
    found = json.loads(look_up(key, "--site", site, "--json").output)
    return {name: value for office in found if office["key"] == key for name, value in office.items()}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["23-center"], "23-center"),
        (["愛知", "経営改善"], "23-center"),
        (["headquarters"], "headquarters"),
        (["052-223-6953", "center"], "23-center"),
    ],
)
def test_a_verification_is_written_with_day_name_and_number(site: Path, words: list[str], key: str) -> None:
    result = verify(site, *words, "--by", " 山田 ", "--on", "2026-11-20")
    office = listed(site, key)

    assert result.exit_code == 0
    assert result.output.startswith(f"{key} ")
    assert "verified 2026-11-20 by 山田" in result.output
    assert (office["verified_on"], office["verified_by"]) == ("2026-11-20", "山田")
    assert office["verified_number"] == office["number"]


def test_without_a_day_it_is_of_today_and_written_as_json(site: Path) -> None:
    noted = json.loads(verify(site, "23-center", "--by", "山田", "--json").output)

    assert noted["verified_on"] == japanese_time().date().isoformat()
    assert listed(site, "23-center") == noted


def test_it_ends_where_the_number_changes(whole: Path) -> None:
    verify(whole, "24-center", "--by", "山田", "--on", "2026-11-20")
    spoil(whole, ' number: "059-253-4300"\n', ' number: "059-253-4301"\n')

    assert "(unverified)" in look_up("24-center", "--site", whole).output


@pytest.mark.parametrize("number", ["052-223-6953", "0522236953", "+81522236953", "０５２（２２３）６９５３"])
def test_the_number_that_was_called_may_be_confirmed(site: Path, number: str) -> None:
    assert verify(site, "23-center", "--by", "山田", "--number", number).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["23-center", "--by", "山田", "--number", "052-223-6950"],
            1,
            "052-223-6950 was called, but 23-center has the",
        ),
        (["愛知", "--by", "山田"], 1, "these offices match: 23-center, 23-council; name one by its key"),
        (["大江戸", "--by", "山田"], 1, "no office matches"),
        (["23-center"], 2, "--by"),
        (["23-center", "--by", "（確認した人の名前）"], 2, "expected a person's name"),
        (["23-center", "--by", " 　"], 2, "expected a person's name"),
        (["23-center", "--by", "山" * 81], 2, "expected a person's name"),
        (["23-center", "--by", "山\u200b田"], 2, "expected a person's name"),
        (["23-center", "--by", "山田", "--on", "2999-01-01"], 2, "2999-01-01 has not come yet"),
        (
            ["23-center", "--by", "山田", "--on", "2013-03-31"],
            2,
            "2013-03-31 is before the date of the source, 2013-04",
        ),
        (["23-center", "--by", "山田", "--on", "yesterday"], 2, "yesterday"),
    ],
)
def test_what_verifies_nothing_is_not_written(site: Path, arguments: list[str], code: int, words: str) -> None:
    spoil(site, "  status: historic", "  dated: 2013-04-01\n  status: historic")
    before = (site / "data/directory.yaml").read_bytes()
    result = verify(site, *arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert (site / "data/directory.yaml").read_bytes() == before


def test_a_directory_with_problems_is_not_written(whole: Path) -> None:
    spoil(whole, '"011-232-0217"', '"0112320217"')
    result = verify(whole, "23-center", "--by", "山田")

    assert result.exit_code == 1
    assert "(number-form)" in result.stderr


def test_an_entry_whose_layout_would_change_is_reported_with_what_to_write(whole: Path) -> None:
    spoil(
        whole,
        '      printed_name: 三重県経営改善支援センター\n      number: "059-253-4300"',
        '      number: "059-253-4300"\n      printed_name: >-\n        三重県経営改善支援センター',
    )
    result = verify(whole, "24-center", "--by", "山田", "--on", "2026-11-20")

    assert result.exit_code == 1
    assert 'write it yourself: verified_on: 2026-11-20, verified_by: "山田", verified_number: "059-253' in result.stderr


def test_no_office_found_is_exit_code_1() -> None:
    assert (look_up("大江戸").exit_code, look_up("大江戸").output) == (1, "no office matches\n")
    assert json.loads(look_up("大江戸", "--json").output) == []


def test_a_number_of_the_wrong_form_is_listed_as_it_stands(whole: Path) -> None:
    spoil(whole, '"011-232-0217"', '"0112320217"')

    (office,) = json.loads(look_up("0112320217", "--site", whole, "--json").output)

    assert (office["number"], office["e164"]) == ("0112320217", None)


def test_without_a_directory_its_problems_are_reported(site: Path) -> None:
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


def test_two_sites_are_compared_by_prefecture_and_service(whole: Path) -> None:
    spoil(whole, "052-223-6953", "052-223-6950")

    result = look_up("diff", shipped(), whole)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "愛知県 経営改善支援センター: 052-223-6953 → 052-223-6950",
        "愛知県 中小企業再生支援協議会: 052-223-6953 → 052-223-6950",
    ]


def test_two_files_are_compared_too_and_written_as_json(whole: Path) -> None:
    spoil(whole, '    council:\n      printed_name: 北海道中小企業再生支援協議会\n      number: "011-222-2829"\n', "")

    result = look_up("diff", shipped() / "data/directory.yaml", whole / "data/directory.yaml", "--json")

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
    assert look_up("diff", shipped(), shipped()).output == "Callers will notice no difference.\n"
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


@pytest.mark.parametrize("arguments", [("verify", "23-center", "--by", "山田"), ("import", "list.csv", "--yes")])
def test_where_nothing_can_be_written_the_file_that_was_to_be_is_named(
    ivr: Command, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("電話番号,都道府県,サービス\n052-223-6954,愛知県,center\n", encoding="utf-8")
    with full_disk():
        ran = ivr("offices", *arguments, "--site", str(site))

    assert (ran.code, ran.err) == (1, f"Error: {site / 'data' / 'directory.yaml'}: File too large\n")
