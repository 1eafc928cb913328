"""`ivr check`: what it prints, its exit codes, and what it compares with."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.check import check
from ivr.cli.test import test as play
from tests.check.proof.faults import FAULTS
from tests.check.proof.small import Change, copy, planted
from tests.conftest import SiteCopy
from tests.sites import build

from .command import Command
from .copies import spoil


def run(*arguments: str | Path) -> Result:
    """Check without the proof, which has its own tests below."""
    return proven("--no-proof", *arguments)


def proven(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path, small_site: Path) -> Path:
    """Return a copy of the small site."""
    return copy(tmp_path, small_site)


@pytest.mark.unmeasured
def test_the_shipped_site_has_nothing_but_warnings() -> None:
    result = run()

    *warnings, summary = result.output.splitlines()
    assert result.exit_code == 0
    assert all(re.fullmatch(r".+:\d+:\d+: warning: .+ \([a-z-]+\)", line) for line in warnings)
    assert "95 of 95 offices are unverified" in result.output
    assert summary == f"no problems, {len(warnings)} warnings; 95 of 95 offices unverified"


def test_a_verified_office_is_not_counted(site: Path) -> None:
    lines = ["verified_on: 2026-11-20", "verified_by: 山田", 'verified_number: "052-223-6953"', "shared_line: true"]
    verified = "\n      ".join(['"052-223-6953"', *lines]) + "\n"
    spoil(site, '"052-223-6953"\n      shared_line: true\n', verified)

    assert run("--site", site).output.splitlines()[-1].endswith("; 2 of 3 offices unverified")


def test_two_offices_with_their_numbers_exchanged_are_found_by_area_each_on_a_line_with_place_and_rule(
    tmp_path: Path,
) -> None:
    site = build(tmp_path, "kanto", *exchanged('"048-836-1330"', '"043-201-3331"'))
    lines = (site / "data/directory.yaml").read_text(encoding="utf-8").splitlines()

    result = run("--site", site)

    assert result.exit_code == 1
    for number, area, other in (("043-201-3331", "千葉県", "埼玉県"), ("048-836-1330", "埼玉県", "千葉県")):
        line, column = next((at, text.index(f'"{number}"')) for at, text in enumerate(lines, 1) if number in text)
        assert (
            f"{site}/data/directory.yaml:{line}:{column + 1}: "
            f"{number} is a number of {area}, not of {other} (wrong-area)" in result.output
        )
    assert result.output.splitlines()[-1].startswith("2 problems, 2 warnings; ")


def exchanged(one: str, other: str) -> tuple[Change, ...]:
    """Return the changes of a directory that exchange two pieces of it."""
    return tuple(("directory.yaml", old, new) for old, new in ((one, "-"), (other, one), (" -}", f" {other}}}")))


@pytest.mark.unmeasured
def test_a_way_that_takes_longer_than_its_budget_is_reported_at_the_budget(site: Path) -> None:
    spoil(site, "  keypad: 55\n", "  keypad: 15\n", "data/flow.yaml")

    result = run("--site", site)

    assert result.exit_code == 0
    assert re.search(r"flow\.yaml:\d+:11: warning: .+ seconds of speech \(keypad\), .+ \(budget\)", result.output)


def test_a_path_below_the_current_folder_is_named_from_there(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)

    assert run("--site", site).output.startswith("data/directory.yaml:")


def test_json_has_the_problems_and_the_counts(site: Path) -> None:
    spoil(site, "  愛知県:", "  愛知:")

    result = run("--site", site, "--json")

    answer = json.loads(result.output)
    assert result.exit_code == 1
    assert (answer["offices"], answer["unverified"]) == (3, 3)
    assert {"path", "line", "column", "message", "rule", "warning", "reminder", "at"} == set(answer["problems"][0])
    assert "unknown-prefecture" in [problem["rule"] for problem in answer["problems"]]


def test_annotations_for_github_are_escaped_and_summed_up(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    spoil(site, "  愛知県:", "  愛知: # 100%")

    output = run("--site", site, "--github").output

    assert "::error file=data/directory.yaml,line=" in output
    assert "::warning file=data/flow.yaml,line=" in output
    assert "unverified" in output.splitlines()[-1]


def test_annotations_name_files_as_seen_from_the_top_of_the_repository(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")  # a job may work anywhere
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    below = site.relative_to(tmp_path) / "data/directory.yaml"

    assert f"file={below}," in run("--site", site, "--github").output
    assert f"{site}/data/directory.yaml:" in run("--site", site).output


def test_a_directory_that_cannot_be_read_has_no_counts(site: Path) -> None:
    (site / "data/directory.yaml").write_bytes("名".encode("cp932"))

    assert run("--site", site).output.splitlines()[-1].endswith("; offices not readable")
    assert "offices" not in json.loads(run("--site", site, "--json").output)


@pytest.mark.unmeasured
def test_a_missing_file_is_a_problem(site: Path) -> None:
    (site / "data/flow.yaml").unlink()

    result = run("--site", site)

    assert result.exit_code == 1
    assert f"{site}/data/flow.yaml:1:1: this file is missing (file)" in result.output
    assert result.output.splitlines()[-1].startswith("1 problem, 1 warning; ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--github"],
        ["--site", "/no/such/folder"],
        ["--against", "/no/such/folder"],
        ["--colour"],
        ["--all"],
        ["--calls", "calls"],
        ["file.yaml"],
    ],
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_against_an_older_site_it_lists_what_callers_will_notice(tmp_path: Path) -> None:
    new = build(tmp_path / "new", "departments", *exchanged('"03-5470-1841"', '"03-5470-1842"'))

    result = run("--site", new, "--against", build(tmp_path / "old", "departments"))

    lines = result.output.splitlines()
    assert result.exit_code == 0  # a change is no problem
    assert lines[lines.index("Callers will notice:") + 1 :] == [
        (
            "貸し出し and もよおし: 03-5470-1841 and 03-5470-1842 → 03-5470-1842 and 03-5470-1841"
            " (their numbers are swapped)"
        ),
        "貸し出し: 03-5470-1841 → 03-5470-1842 (until now the number of もよおし)",
        "もよおし: 03-5470-1842 → 03-5470-1841 (until now the number of 貸し出し)",
        "no problems, 2 warnings; 3 changes; 4 of 4 offices unverified",
    ]


def test_a_folder_without_a_site_is_no_older_one(small_site: Path, tmp_path: Path) -> None:
    result = run("--site", small_site, "--no-proof", "--against", tmp_path)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '--against': there is no site in {tmp_path}: it has neither" in result.stderr


def test_against_itself_nothing_is_new(small_site: Path) -> None:
    lines = run("--site", small_site, "--against", small_site).output.splitlines()

    assert lines[-2:] == [
        "Callers will notice no difference.",
        "no problems, 2 warnings; no changes; 3 of 3 offices unverified",
    ]


def test_json_has_the_changes_beside_the_problems(site: Path, small_site: Path) -> None:
    spoil(site, "text: 失礼しました。\n", "text: 大変、失礼しました。\n", "prompts/ja.yaml")
    spoil(site, "kana: しつれいしました。\n", "kana: たいへん、しつれいしました。\n", "prompts/ja.yaml")

    answer = json.loads(run("--site", site, "--against", small_site, "--json").output)

    assert [change["subject"] for change in answer["changes"]] == ["prompt sorry", "prompt sorry, reading"]
    assert answer["changes"][0] == {
        "kind": "prompt",
        "subject": "prompt sorry",
        "before": "失礼しました。",
        "after": "大変、失礼しました。",
        "note": "",
        "text": "prompt sorry: 失礼しました。 → 大変、失礼しました。",
    }
    assert [problem["warning"] for problem in answer["problems"]] == [True, True]


def test_without_against_there_are_no_changes_in_json(small_site: Path) -> None:
    assert "changes" not in json.loads(run("--site", small_site, "--json").output)


def test_the_proof_is_summed_up_before_the_problems_are(small_site: Path) -> None:
    result = proven("--site", small_site)

    *_, proof, summary = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")  # how far the proof has come is told on a terminal alone
    assert re.fullmatch(
        r"proof: \d+ states of calls visited in \d+ steps, 6 routes to a ring; every call is served, "
        r".* within 51 turns",
        proof,
    )
    assert summary == "no problems, 2 warnings; 3 of 3 offices unverified"


def test_what_does_not_hold_is_placed_and_its_shortest_call_written(tmp_path: Path, small_site: Path) -> None:
    fault = FAULTS["whoever asks for English is hung up on"]
    root, calls = planted(copy(tmp_path, small_site), *fault.changes).root, tmp_path / "broken"

    result = proven("--site", root, "--calls", calls, "--json")

    answer = json.loads(result.output)
    problem = next(one for one in answer["problems"] if one["rule"] == "proof-lost")
    assert result.exit_code == 1
    assert problem["path"].endswith("data/flow.yaml")
    assert problem["message"] == (
        "the call ends without an office rung or a number read out; the shortest call: 「はろー」"
    )
    assert answer["proof"]["broken"][0]["call"] == ["「はろー」"]
    assert [file.name for file in calls.iterdir()] == ["01-proof-lost.call.yaml"]
    assert CliRunner().invoke(play, ["--site", str(root), str(calls)]).exit_code == 0


def test_nothing_is_proven_of_a_site_without_a_plan(site: Path) -> None:
    (site / "data/words.yaml").unlink()

    assert "proof" not in proven("--site", site, "--calls", site / "calls").output
    assert "proof" not in json.loads(proven("--site", site, "--json").output)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "allowed until 2099-12-31 (so it is)"), ("ja", "2099-12-31 まで認めています（so it is）")],
)
def test_what_is_allowed_is_listed_with_its_day_and_reason(
    ivr: Command, small_copy: SiteCopy, language: str, words: str
) -> None:
    allow = "# allow: fallback-not-agreed until 2099-12-31: so it is"
    small_copy.change("data/flow.yaml", "fallback_office: headquarters", f"{allow}\nfallback_office: headquarters")
    arguments = ("check", "--no-proof", "--site", str(small_copy.root), "--lang", language)

    assert words in ivr(*arguments).out
    (allowed,) = json.loads(ivr(*arguments, "--json").out)["allowed"]
    assert (allowed["rule"], allowed["until"], allowed["reason"]) == ("fallback-not-agreed", "2099-12-31", "so it is")
