"""`ivr test`: scripts and tables played, their reports and exit codes."""

import csv
import json
from pathlib import Path

import pytest

from ivr.site import shipped
from tests.check.proof.small import copy
from tests.testing.stranger import write_site

from .command import Command
from .serving import served

RIGHT = "call: 愛知県へ\nsteps:\n  - says: 愛知県の協議会です\n  - rings: 052-223-6953\n"
WRONG = RIGHT.replace("052-223-6953", "03-5470-1840 # the office")
HEAD = "text\tat\tmeaning\tplace\n"
TABLE = (
    f"{HEAD}協議会をお願いします\tservice\tcouncil\t\n"
    "人と話したいです\tservice\tcenter\t\n岡山県です\tprefecture\tplace\t和歌山県\n"
)
NOT_REACHED = {
    # What the service does not know of yet: hours, failing lines, callers who call too often; and its own faults.
    *("closed", "failing", "over_limit", "tell_number_first", "fault"),
}


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "aichi.call.yaml"


def test_a_script_or_table_of_another_ending_is_not_passed_over_in_silence(ivr: Command, script: Path) -> None:
    script.write_text(RIGHT, encoding="utf-8")
    (script.parent / "data").mkdir()  # files of a site are no tests
    for name in ("table.xlsx", "busy.yaml", "notes.txt", "data/flow.yaml"):
        (script.parent / name).touch()

    ran = ivr("test", str(script.parent))
    assert ran.code == 0
    assert [line.rpartition("/")[2] for line in ran.err.splitlines()] == [
        f"{name} is not read: scripts end in .call.yaml, and tables in .tsv or .csv"
        for name in ("busy.yaml", "table.xlsx")
    ]


@pytest.mark.unmeasured
def test_the_shipped_scripts_pass_and_reach_nearly_everything(ivr: Command) -> None:
    ran = ivr("test", "--cover", "80", "--json", str(shipped() / "tests" / "calls"))
    data = json.loads(ran.out)

    assert [call["path"] for call in data["calls"] if not call["passed"]] == []
    assert ran.code == 0
    assert set(data["reached"]["nodes"]["missing"]) <= NOT_REACHED
    for exits in data["reached"]["exits"]["missing"]:
        assert NOT_REACHED & set(exits.split(" → "))
    assert {choice.split()[0] for choice in data["reached"]["choices"]["missing"]} <= NOT_REACHED
    assert data["reached"]["outcomes"]["missing"] == []


def test_the_shipped_scripts_read_like_a_tour() -> None:
    scripts = sorted((shipped() / "tests/calls").iterdir())

    assert len(scripts) >= 25
    assert [file.name[:2] for file in scripts] == [f"{number:02}" for number in range(1, len(scripts) + 1)]


@pytest.fixture
def small(ivr: Command, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `ivr` where the small site is meant, which is read and judged sooner."""
    monkeypatch.setenv("IVR_SITE", str(small_site))
    return ivr


def test_a_call_as_expected(small: Command, script: Path) -> None:
    script.write_text(RIGHT, encoding="utf-8")

    ran = small("test", str(script))

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "1 call, all as expected"
    assert ran.out.splitlines()[1].startswith("  nodes       6 of ")
    assert "not reached: " in ran.out


def test_a_call_that_differs_is_shown_with_its_place(small: Command, script: Path, tmp_path: Path) -> None:
    script.write_text(WRONG, encoding="utf-8")
    (tmp_path / "right.call.yaml").write_text(RIGHT, encoding="utf-8")

    ran = small("test", str(tmp_path))

    first, nothing, title, *story = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith(f"{script}:4:12: expected 03-5470-1840 to ring, but 052-223-6953 rings (愛知県")
    assert (nothing, title) == ("", "愛知県へ")
    assert any(line.endswith("> 愛知県の協議会です") for line in story)
    assert "2 calls, 1 of them not as expected" in story


def test_a_file_with_mistakes_lists_them(small: Command, script: Path) -> None:
    script.write_text(RIGHT.replace("says", "say"), encoding="utf-8")

    ran = small("test", str(script))

    assert ran.code == 1
    assert ran.out.startswith(f'{script}:3:5: no key is called "say" here; did you mean "says"? (unknown-key)\n')
    assert "%" not in ran.out  # that nothing was reached says only that nothing was tried
    assert ran.out.endswith("1 call, 1 of them not as expected\n")


def test_expectations_are_rewritten(small: Command, script: Path) -> None:
    script.write_text(WRONG, encoding="utf-8")

    ran = small("test", "--update", "--numbers", str(script))

    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"--- {script}",
        f"+++ {script}",
        "@@ -3,2 +3,2 @@",
        "   - says: 愛知県の協議会です",
        "-  - rings: 03-5470-1840 # the office",
        "+  - rings: 052-223-6953 # the office",
    ]
    assert script.read_text(encoding="utf-8") == RIGHT.replace("6953\n", "6953 # the office\n")
    assert small("test", "--update", "--numbers", str(script)).err == ""


def test_a_number_is_rewritten_only_by_name(small: Command, script: Path) -> None:
    script.write_text(WRONG, encoding="utf-8")

    ran = small("test", "--update", str(script))

    assert (ran.code, ran.err) == (1, "")
    assert "; only --update --numbers rewrites a number (differs)" in ran.out
    assert script.read_text(encoding="utf-8") == WRONG
    assert small("test", "--numbers", str(script)).code == 2


def test_a_minimum_of_what_is_reached_is_enforced(small: Command, script: Path) -> None:
    script.write_text(RIGHT, encoding="utf-8")

    ran = small("test", "--cover", "14", str(script))

    assert ran.code == 1
    assert ran.err == "less than 14 % of the exits and the choices and the outcomes was reached\n"

    reached = json.loads(small("test", "--json", str(script)).out)["reached"]
    least = min(100 * row["reached"] / row["possible"] for row in reached.values())
    assert [small("test", "--cover", str(least + more), str(script)).code for more in (0, 0.01)] == [0, 1]


def test_programs_get_json(small: Command, script: Path) -> None:
    script.write_text(WRONG, encoding="utf-8")

    data = json.loads(small("test", "--json", str(script)).out)

    (call,) = data["calls"]
    assert (call["path"], call["call"], call["passed"]) == (str(script), "愛知県へ", False)
    assert (call["problems"][0]["line"], call["problems"][0]["column"], call["problems"][0]["rule"]) == (
        4,
        12,
        "differs",
    )
    assert call["transcript"][0]["event"] == "requested"
    assert data["reached"]["nodes"]["reached"] == 5


def test_a_strangers_site_brings_its_scripts_along(ivr: Command, tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/sales.call.yaml").write_text(
        'call: 営業へ\nsteps:\n  - hears: 営業は、イチ。\n  - presses: "1"\n  - rings: 03-5470-1840\n', encoding="utf-8"
    )

    assert ivr("test", "--site", str(tmp_path)).out.startswith("1 call, all as expected\n")


def test_scripts_are_played_against_a_service_somewhere(ivr: Command, script: Path) -> None:
    script.write_text("call: 挨拶\nat: 2026-05-07 10:00\nsteps:\n  - hears: Hello.\n", encoding="utf-8")

    with served({"/voice": "<Say>Hello.</Say>"}) as (url, _):
        ran = ivr("test", "--url", url, str(script))

    assert ran.code == 0
    assert ran.out == (
        f"{script}:2:5: warning: the script's time is not used: the called service goes by its own clock (clock)\n"
        "\n"
        "1 call, all as expected\n"
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nowhere"], "Path 'nowhere' does not exist."),
        (["--url", "127.0.0.1"], "expected an address like http://127.0.0.1:8000/voice, found 127.0.0.1"),
        (["--url", "http://127.0.0.1:9/voice", "--cover", "80"], "--cover needs a flow: give the --site behind --url."),
        (["--seed", "0"], "--seed requires --random."),
        (["--random", "5", "--update"], "--random plays no scripts: no FILES, no --update, no --cover."),
        (["--cover", "101"], "101.0 is not in the range 0<=x<=100."),
    ],
)
def test_wrong_usage_is_refused(ivr: Command, arguments: list[str], problem: str) -> None:
    ran = ivr("test", *arguments)

    assert ran.code == 2
    assert problem in " ".join(ran.err.split())


def test_a_folder_without_scripts_is_wrong_usage(small: Command, tmp_path: Path) -> None:
    ran = small("test", str(tmp_path))

    assert ran.code == 2
    assert f"There is no *.call.yaml and no *.tsv, *.csv in {tmp_path}." in " ".join(ran.err.split())


def test_the_folders_for_tests_are_named_for_a_site_without_any(ivr: Command, tmp_path: Path) -> None:
    assert ivr("new", str(tmp_path / "own"), "--like", "city", "--yes").code == 0

    ran = ivr("test", "--site", str(tmp_path / "own"))

    assert ran.code == 2
    assert "own (folders: tests/calls, calls, tests/heard, heard)." in " ".join(ran.err.split())

    ivr("call", "--site", str(tmp_path / "own"), "--save", str(tmp_path / "own/a.call.yaml"), stdin="!hangup\n")
    ran = ivr("test", "--site", str(tmp_path / "own"))

    assert "Move a.call.yaml to the folder calls, or name it." in " ".join(ran.err.split())


def test_answers_of_a_table_are_said_and_counted_by_question(ivr: Command, tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(TABLE, encoding="utf-8")

    ran = ivr("test", str(table))

    assert ran.code == 1
    assert ran.out.splitlines() == [
        "misunderstood:",
        f"  {table}:3: service 「人と話したいです」 center; heard: person (certain) → ring:+81354701840",
        "not understood:",
        f"  {table}:4: prefecture 「岡山県です」 place 和歌山県; heard: place 岡山県 (certain) → ask_prefecture",
        "3 answers         answers  right  sensible  not understood  misunderstood  understood",
        "  service               2      1         0               0              1        50 %",
        "  prefecture            1      0         0               1              0         0 %",
        "  all                   3      1         0               1              1        33 %",
    ]
    assert ran.err.splitlines() == [
        "33.3 % of the answers are understood; the flow requires 85 %",
        "misunderstood: 1 of the answers; the flow allows none",
    ]


def test_a_site_brings_its_answers_along(ivr: Command, tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / "tests/heard").mkdir(parents=True)
    (tmp_path / "tests/heard/mine.tsv").write_text(f"{HEAD}はい\tyes_no\tyes\t\n", encoding="utf-8")

    ran = ivr("test", "--site", str(tmp_path))

    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out.splitlines()[-1]
        == "  all                   1      1         0               0              0       100 %"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_table_may_be_as_a_spreadsheet_program_saves_it(ivr: Command, tmp_path: Path, encoding: str) -> None:
    table, tabs = tmp_path / "mine.csv", tmp_path / "tabs.tsv"
    tabs.write_text(f"{TABLE}はい、愛知, です\tservice\tplace\t愛知県\n", encoding="utf-8")
    rows = [line.split("\t") for line in tabs.read_text(encoding="utf-8").splitlines()]
    with table.open("w", encoding=encoding, newline="") as written:
        csv.writer(written).writerows([*rows, ["", "", "", ""]])

    ran = ivr("test", str(table))
    assert "\n4 answers " in ran.out  # and not the same refusal twice
    assert ran.out.replace(str(table), str(tabs)) == ivr("test", str(tabs)).out
    tabs.unlink()
    loud = table.rename(tmp_path / "MINE.CSV")
    for where in (loud, tmp_path):
        assert ivr("test", str(where)).out == ran.out.replace(str(table), str(loud))
    loud.unlink()
    table.write_text('text,at,meaning,place\n"はい,yes_no,yes,\n', encoding="utf-8")
    assert ivr("test", str(table)).err.startswith(f"{table}:2:1: a quote that opens here is not closed")


def test_answers_are_written_as_json(ivr: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text(TABLE, encoding="utf-8")

    answers = json.loads(ivr("test", "--json", str(tmp_path)).out)["answers"]

    assert answers["questions"]["all"] == {"answers": 3, "right": 1, "sensible": 0, "not understood": 1, "wrong": 1}
    assert [(one["line"], one["verdict"], one["expected"]["meaning"]) for one in answers["listed"]] == [
        (3, "wrong", "center"),
        (4, "not understood", "place"),
    ]


EXPECTED = "expected one for each column, with a tab between them (in .csv: a comma) (table)"


def test_a_table_with_mistakes_lists_them(small: Command, tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    wrong = ("はい\tyesno\tyes\t", "はい\tyes_no\tyess\t", "愛知\tservice\tplace\t愛知")
    torn = ("はい yes_no yes", "はい\tyes_no\tyes\t\t愛知県")
    by_name = "計画です\tservice\t経営改善支援センター\t"
    wider = "はい\tyes_no\tyes\t\t"  # as a spreadsheet program writes it where another line has a cell more
    empty = ("\tyes_no\tyes\t", "ええ\t\tyes\t", "うん\tyes_no\t\t", "愛知\tservice\tplace\t", "愛知\tservice\tplace")
    other = ("はい\tyes_no\tno\t", "はい\tyes_no\tyes\t", "はい\tread_back\tyes\t")
    table.write_text(HEAD + "\n".join((*wrong, *torn, by_name, wider, *empty, *other)), encoding="utf-8")

    ran = small("test", str(table))

    assert ran.code == 1
    assert ran.err.splitlines() == [
        f'{table}:2:4: there is no question "yesno"; did you mean "yes_no"? (table)',
        f'{table}:3:11: there is no meaning "yess"; did you mean "yes"? (table)',
        f'{table}:4:18: there is no prefecture "愛知"; did you mean "愛知県"? (table)',
        f"{table}:5:1: this line has 1 cell; {EXPECTED}",
        f"{table}:6:1: this line has 5 cells; {EXPECTED}",
        f'{table}:7:14: there is no meaning "経営改善支援センター"; did you mean "center"? (table)',
        f'{table}:9:1: there is nothing in the column "text" (table)',
        f'{table}:10:4: there is nothing in the column "at" (table)',
        f'{table}:11:11: there is nothing in the column "meaning" (table)',
        f'{table}:12:18: there is nothing in the column "place" (table)',
        f'{table}:13:18: there is nothing in the column "place" (table)',
        f"{table}:14:1: this answer has another meaning, or place, in line 8; leave one of the two out (table)",
    ]


OTHER_ORDER = {
    "mine.tsv": (
        "place\tmeaning\tnote\ttext\tat\n\tyess\tx\tはい\tyes_no\n愛知\tplace\tx\tあいち\tservice\n",
        "2:2",
        "3:1",
    ),
    "mine.csv": ('text,note,at,meaning,place\n"は,い",x,yes_no,yess,\nあ,"""x""",service,place,愛知\n', "2:16", "3:25"),
}


@pytest.mark.parametrize("name", OTHER_ORDER)
def test_a_mistake_is_placed_where_its_column_stands_in_the_line(small: Command, tmp_path: Path, name: str) -> None:
    table = tmp_path / name
    content, meaning, place = OTHER_ORDER[name]
    table.write_text(content, encoding="utf-8")

    first, second = small("test", str(table)).err.splitlines()

    assert first.startswith(f'{table}:{meaning}: there is no meaning "yess"')
    assert second.startswith(f'{table}:{place}: there is no prefecture "愛知"')


def test_names_of_columns_may_have_capitals_but_each_only_one_column(small: Command, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("Text,At,Meaning,Place\nはい,yes_no,yes,\n", encoding="utf-8")
    assert small("test", str(table)).code == 0

    table.write_text("text,at,meaning,place,text\nはい,yes_no,yes,,いいえ\n", encoding="utf-8")
    assert small("test", str(table)).err.startswith(f'{table}:1:1: two columns are called "text"; leave one out')


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "mine.tsv",
            b"text\tat\tmeaning\n",
            "1:1: the first line has no column place; columns have a tab between them (in .csv: a comma) (table)",
        ),
        ("mine.tsv", "text\tat\tmeaning\tplace\nはい".encode("cp932"), "2:1: this file is Windows-31J"),
        ("mine.tsv", b"", "1:1: the first line has no column text, at, meaning, place; columns"),
        ("mine.csv", b'text\tat\tmeaning\tplace\n"a"\tb\n', "1:1: the first line has no column text, at"),
        ("mine.csv", "text,at,meaning,place\nはい".encode("utf-16"), "1:1: it is neither UTF-8 nor Shift_JIS"),
        ("mine.xlsx", b"PK\x03\x04", "1:1: it is a workbook of a spreadsheet program, not CSV"),
    ],
)
def test_a_table_that_is_none_is_reported(
    small: Command, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    table = tmp_path / name
    table.write_bytes(content)

    ran = small("test", str(table))

    assert ran.code == 1
    assert ran.err.startswith(f"{table}:{problem}")


def test_random_calls_are_made(small: Command) -> None:
    ran = small("test", "--random", "5", "--seed", "100")

    assert (ran.code, ran.out) == (0, "5 random calls from seed 100, none of them wrong\n")


def test_a_random_call_that_ends_in_nothing_is_written_down(
    ivr: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with served({"/voice": "<Pause length='3600'/><Redirect>/voice</Redirect>"}) as (url, _):
        ran = ivr("test", "--url", url, "--random", "1", "--seed", "3")

    assert ran.code == 1
    assert ran.out.splitlines() == [
        "seed 3: ended by limit; written to random-3.call.yaml",
        "1 random calls from seed 3, 1 of them wrong",
    ]
    assert (tmp_path / "random-3.call.yaml").read_text(encoding="utf-8").startswith('call: "seed 3: ended by limit"\n')
