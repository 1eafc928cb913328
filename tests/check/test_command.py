import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.check import check
from ivr.cli.offices import offices
from ivr.site import shipped


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments], catch_exceptions=False)


def look_up(*arguments: str | Path) -> Result:
    return CliRunner().invoke(offices, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a copy of the shipped site, which a test may spoil."""
    for folder in ("data", "prompts"):
        shutil.copytree(shipped() / folder, tmp_path / folder)
    return tmp_path


def spoil(site: Path, old: str, new: str, name: str = "data/directory.yaml") -> None:
    file = site / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_site_has_nothing_but_reminders() -> None:
    result = run()

    *reminders, summary = result.output.splitlines()
    assert result.exit_code == 0
    assert all(re.fullmatch(r".+:\d+:\d+: reminder: .+ \([a-z-]+\)", line) for line in reminders)
    assert "95 of 95 offices are unverified" in result.output
    assert summary == f"no problems, {len(reminders)} reminders; 95 of 95 offices unverified"


def test_a_verified_office_is_not_counted(site: Path) -> None:
    verified = '"052-223-6953"\n      verified_on: 2026-11-20\n      verified_by: 山田\n      shared_line: true\n'
    spoil(site, '"052-223-6953"\n      shared_line: true\n', verified)

    assert run("--site", site).output.splitlines()[-1].endswith("; 94 of 95 offices unverified")


def test_a_problem_stands_on_a_line_with_its_place_and_rule(site: Path) -> None:
    spoil(site, '"011-232-0217"', '"052-232-0217"')
    line = (site / "data/directory.yaml").read_text(encoding="utf-8").splitlines().index(
        '      number: "052-232-0217"'
    ) + 1

    result = run("--site", site)

    assert result.exit_code == 1
    assert (
        f"{site}/data/directory.yaml:{line}:15: 052-232-0217 is a number of 愛知県, not of 北海道 (wrong-area)"
        in result.output
    )
    assert result.output.splitlines()[-1].startswith("1 problem, 2 reminders; ")


def test_two_offices_with_their_numbers_exchanged_are_found_by_area(site: Path) -> None:
    spoil(site, '"018-896-6153"', '"0-0"')
    spoil(site, '"023-647-0674"', '"018-896-6153"')
    spoil(site, '"0-0"', '"023-647-0674"')

    assert run("--site", site).output.count("(wrong-area)") == 2


def test_a_path_below_the_current_folder_is_named_from_there(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)

    assert run("--site", site).output.startswith("data/directory.yaml:")


def test_json_has_the_problems_and_the_counts(site: Path) -> None:
    spoil(site, "  愛知県:", "  愛知:")

    result = run("--site", site, "--json")

    answer = json.loads(result.output)
    assert result.exit_code == 1
    assert (answer["offices"], answer["unverified"]) == (95, 95)
    assert {"path", "line", "column", "message", "rule", "reminder"} == set(answer["problems"][0])
    assert "unknown-prefecture" in [problem["rule"] for problem in answer["problems"]]


def test_annotations_for_github_are_escaped_and_summed_up(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    spoil(site, "  愛知県:", "  愛知: # 100%")

    output = run("--site", site, "--github").output

    assert "::error file=data/directory.yaml,line=" in output
    assert "::notice file=data/flow.yaml,line=" in output
    assert "unverified" in output.splitlines()[-1]


def test_a_directory_that_cannot_be_read_has_no_counts(site: Path) -> None:
    (site / "data/directory.yaml").write_bytes("名".encode("cp932"))

    assert run("--site", site).output.splitlines()[-1].endswith("; offices not readable")
    assert "offices" not in json.loads(run("--site", site, "--json").output)


@pytest.mark.parametrize("name", ["directory.yaml", "flow.yaml", "scheme.yaml", "words.yaml"])
def test_a_missing_file_is_a_problem(site: Path, name: str) -> None:
    (site / "data" / name).unlink()

    result = run("--site", site)

    assert result.exit_code == 1
    assert f"{site}/data/{name}:1:1: this file is missing (file)" in result.output


@pytest.mark.parametrize(
    "arguments", [["--json", "--github"], ["--site", "/no/such/folder"], ["--colour"], ["file.yaml"]]
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


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
