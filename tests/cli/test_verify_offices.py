"""The round of calls to every office: led through in the terminal, stopped and gone on with, listed to be signed."""

import json
import os
import pty
import stat
from pathlib import Path

import pytest

from ivr.clock import japanese_time
from ivr.site import load
from tests.check.proof.small import copy
from tests.started import command

from .command import Command, Ran, full_disk

KEYS = ["headquarters", "23-center", "23-council"]


class Office:
    """Where the operator sits: *verify* leads through the numbers of *site* by lines that he types."""

    def __init__(self, command: Command, site: Path) -> None:
        self.command, self.site = command, site

    def verify(self, *lines: str, by: str | None = "山田") -> Ran:
        said = ["--by", by] if by is not None else []
        return self.command(
            "offices", "verify", *said, "--site", str(self.site), stdin="".join(f"{x}\n" for x in lines)
        )

    def listed(self) -> str:
        return self.command("offices", "verify", "--list", "--site", str(self.site)).out

    @property
    def verified(self) -> list[str]:
        directory = load(self.site).directory
        assert directory
        return [office.key for office in directory if office.verified]

    @property
    def notes(self) -> Path:
        return Path("var") / "verifying.tsv"


@pytest.fixture
def office(ivr: Command, small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(ivr, copy(tmp_path / "site", small_site))


def asked(ran: Ran) -> list[str]:
    """Return the keys of the offices that were led through, in order."""
    return [key for line in ran.out.splitlines() for key in KEYS if line.endswith(f"({key})")]


def test_it_leads_through_all_numbers_and_the_fallback_office_first(office: Office) -> None:
    ran = office.verify("r", "佐藤", "r", "受付", "R", "")

    assert ran.code == 0
    assert asked(ran) == KEYS
    assert "    call 03-5470-1840" in ran.out
    assert office.verified == ["23-center", "23-council", "headquarters"]
    assert "3 right, 0 wrong, 0 without an answer; 0 still to be called." in ran.out


def test_who_it_was_is_asked_where_it_is_not_said(office: Office) -> None:
    office.verify("鈴木", "r", "佐藤", "q", by=None)

    assert "headquarters  03-5470-1840  経営改善支援センター（全国本部）" in office.listed()
    assert "called by 鈴木, answered by 佐藤" in office.listed()


@pytest.mark.parametrize("end", [["q"], []])
def test_it_stops_at_any_line_and_goes_on(office: Office, end: list[str]) -> None:
    first = office.verify("r", "佐藤", *end)
    assert (first.code, office.verified) == (0, ["headquarters"])
    assert "1 right, 0 wrong, 0 without an answer; 2 still to be called." in first.out

    assert asked(office.verify("q")) == ["23-center"]


def test_a_stop_between_two_lines_of_one_office_writes_nothing_of_it(office: Office) -> None:
    office.verify("r")

    assert (office.verified, office.notes.exists()) == ([], False)


def test_who_does_not_answer_is_called_last_the_next_time(office: Office) -> None:
    office.verify("n", "s", "n")

    assert office.verified == []
    assert asked(office.verify("s", "s", "s")) == ["23-center", "headquarters", "23-council"]


def test_a_wrong_number_is_not_called_again_before_it_is_changed(office: Office) -> None:
    ran = office.verify("w", "そば屋", "q")
    assert "Find the right number, and write it to data/directory.yaml" in ran.out
    assert (office.verified, asked(office.verify("q"))) == ([], ["23-center"])
    assert "answered by そば屋" in office.listed()

    directory = office.site / "data" / "directory.yaml"
    directory.write_text(
        directory.read_text(encoding="utf-8").replace("03-5470-1840", "03-5470-1841"), encoding="utf-8"
    )
    assert asked(office.verify("q")) == ["headquarters"]
    assert "そば屋" not in office.listed()


def test_nobody_is_asked_to_call_a_placeholder(office: Office) -> None:
    directory = office.site / "data" / "directory.yaml"
    directory.write_text(
        directory.read_text(encoding="utf-8").replace("03-5470-1840", "03-0000-0001"), encoding="utf-8"
    )

    ran = office.verify("r", "佐藤", "r", "受付")
    assert asked(ran) == KEYS[1:]
    assert "Placeholders, which nobody can call: 1." in ran.out
    assert "2 right, 0 wrong, 0 without an answer; 1 still to be called." in ran.out
    one = office.command("offices", "verify", "headquarters", "--by", "山田", "--site", str(office.site))
    assert one.code == 1
    assert "03-0000-0001 is a placeholder" in one.err
    assert office.verified == KEYS[1:]


def test_what_is_no_answer_is_asked_again(office: Office) -> None:
    ran = office.verify("yes", "", "r", "佐藤", "q")

    assert ran.out.count("one of: r w n s q") == 2
    assert office.verified == ["headquarters"]


def test_a_shared_line_is_reported(office: Office) -> None:
    (line,) = [line for line in office.verify("s", "s", "s").out.splitlines() if "shared line" in line]

    assert line


def test_the_list_to_sign_has_what_was_called_what_is_wrong_and_what_is_left(office: Office) -> None:
    office.verify("r", "佐藤\t様", "w", "ファクス", "q")
    day = japanese_time().date()

    assert office.listed().splitlines() == [
        f"Numbers that were called and found right: 1 of 3 ({day})",
        "",
        f"headquarters  03-5470-1840  経営改善支援センター（全国本部）  {day}, called by 山田, answered by 佐藤 様",
        "",
        "Numbers that were found wrong, and must be changed in data/directory.yaml: 1",
        "",
        f"23-center     052-223-6953  愛知県経営改善支援センター        {day}, called by 山田, answered by ファクス",
        "",
        "Numbers that are still to be called: 1",
        "",
        "23-council    052-223-6953  愛知県中小企業再生支援協議会",
        "",
        "This list is right.",
        "",
        "Date ____________   Name ____________________   Signature ____________________",
    ]


def test_the_list_as_json(office: Office) -> None:
    office.verify("r", "佐藤", "w", "", "q")
    ran = office.command("offices", "verify", "--list", "--json", "--site", str(office.site))
    data = json.loads(ran.out)

    assert [one["verified_by"] for one in data["offices"]] == [None, None, "山田"]
    assert (data["wrong"], [one["result"] for one in data["calls"]]) == (["23-center"], ["right", "wrong"])


def test_the_notes_are_for_their_owner_alone(office: Office) -> None:
    office.verify("r", "佐藤", "q")

    assert stat.S_IMODE(office.notes.stat().st_mode) == 0o600


def test_damaged_notes_are_named_by_their_line(office: Office) -> None:
    office.verify("r", "佐藤", "q")
    with office.notes.open("a", encoding="utf-8") as notes:
        notes.write("half a line")
    ran = office.verify("q")

    assert (ran.code, "var/verifying.tsv:2: expected 6 fields" in ran.err) == (1, True)


def test_an_entry_that_cannot_be_edited_is_reported_and_left(office: Office) -> None:
    directory = office.site / "data" / "directory.yaml"
    text = directory.read_text(encoding="utf-8")
    old = text[text.index("    center:\n      printed") : text.index("    council:\n      printed")]
    keys = '      number: "052-223-6953"\n      shared_line: true\n      printed_name: >-\n        愛知県の窓口\n'
    directory.write_text(text.replace(old, f"    center:\n{keys}"), encoding="utf-8")
    ran = office.verify("s", "r", "佐藤", "q")

    assert "nothing was written: the layout of offices / 愛知県 / center would change" in ran.out
    assert (office.verified, office.notes.exists()) == ([], False)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--on", "2026-11-20"], "--on and --number concern one office"),
        (["--number", "03-5470-1840"], "--on and --number concern one office"),
        (["--by", "山田", "--json"], "--json needs a name, or --list"),
        (["--by", ""], "expected a person's name"),
        (["headquarters", "--list", "--by", "山田"], "--list covers all offices"),
        (["headquarters"], "Missing option '--by'"),
    ],
)
def test_what_does_not_go_together_is_reported(office: Office, arguments: list[str], why: str) -> None:
    ran = office.command("offices", "verify", *arguments, "--site", str(office.site))

    assert (ran.code, why in ran.err) == (2, True)


def test_it_is_led_in_a_terminal(office: Office, tmp_path: Path) -> None:
    main, other = pty.openpty()
    arguments = ("offices", "verify", "--by", "山田", "--site", str(office.site))
    process = command(*arguments, stdin=other, stdout=other, stderr=other, cwd=tmp_path)
    os.close(other)
    for line in ("r\n", "佐藤\n", "q\n"):
        os.write(main, line.encode())
    screen = b""
    try:
        while process.poll() is None or b"continues" not in screen:
            screen += os.read(main, 4096)
    except OSError:  # the other end is closed
        pass
    os.close(main)

    assert process.wait() == 0
    assert "written: verified on" in screen.decode()
    assert office.verified == ["headquarters"]


def test_on_a_full_disk_no_half_line_is_noted(office: Office) -> None:
    """It kept every later round from beginning."""
    office.verify("n", "")
    before = office.notes.read_bytes()
    with full_disk(len(before) + 7):
        ran = office.verify("n", "n", "")

    assert (ran.code, office.notes.read_bytes()) == (1, before)
    assert str(office.notes) in ran.err
