"""Scripts rewritten to match what happens."""

import errno
import os
from pathlib import Path

import pytest

from ivr.speech import telephone_number
from ivr.testcall import Target
from ivr.testcall.differences import nearest
from ivr.testing.update import update
from tests.simulator.pages import Answer, Page

from .conftest import service

ENGLISH = "<Gather><Say>Thank you for calling the line.</Say><Say>What do you want?</Say></Gather><Redirect/>"
WITHHELD = "; only --update --numbers rewrites a number"
HOTLINE = {
    "/voice": "<Gather action='/ring'><Say>はい。</Say><Say>ご用件をどうぞ。</Say></Gather><Redirect/>",
    "/ring": "<Say>つなぎます。</Say><Dial action='/after'><Number url='/whisper'>+81522236953</Number></Dial>",
    "/whisper": "<Say>相談です。</Say>",
    "/after": "<Say>さようなら。</Say>",
}


def updated(tmp_path: Path, before: str, *, numbers: bool = True) -> tuple[str, list[str]]:
    """Update a file with the steps *before*; return them as they are then, and what is still wrong."""
    file = tmp_path / "a.call.yaml"
    file.write_text(f"# a call\ncall: 試し # title\nsteps:\n{before}", encoding="utf-8")
    played, changes = update(file, service(HOTLINE), "a.call.yaml", numbers=numbers)
    head, _, after = file.read_text(encoding="utf-8").partition("steps:\n")
    assert head == "# a call\ncall: 試し # title\n"
    assert bool(changes) is (after != before)
    return after, [problem.message for problem in played.problems]


def steps(*lines: str) -> str:
    return "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (steps("- hears: ご用の向きをどうぞ # what for"), steps("- hears: ご用件をどうぞ。 # what for")),
        (steps("- hears: [はーい, ご用件]"), steps("- hears: [はい。, ご用件]")),
        (
            steps("- hears:", "    - はい", "    # then", "    - ご用件は"),
            steps("- hears:", "    - はい", "    # then", "    - ご用件をどうぞ。"),
        ),
        (steps("- hears_all: はい。"), steps("- hears_all: はい。ご用件をどうぞ。")),
        (
            steps("- hears_all: |", "    はい。", "    ご用件は。", "# then", "- hangs_up"),
            steps("- hears_all: はい。ご用件をどうぞ。", "# then", "- hangs_up"),
        ),
        (
            steps('- presses: "1"', "- rings: 03-5470-1840 # the office", "  ends: busy", "  by: 1"),
            steps('- presses: "1"', '- rings: "+81522236953" # the office', "  ends: busy", "  by: 9"),
        ),
        (
            steps('- presses: "1"', "- rings: 052-223-6953", "  desk_hears: 苦情"),
            steps('- presses: "1"', "- rings: 052-223-6953", "  desk_hears: 相談です。"),
        ),
        # Nothing rings.
        (steps("- rings: 052-223-6953", "  by: 30", "# then", "- waits"), steps("# then", "- waits")),
    ],
)
def test_expectations_are_rewritten_and_the_rest_stays(tmp_path: Path, before: str, after: str) -> None:
    assert updated(tmp_path, before) == (after, [])


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (steps("- hangs_up", "- waits"), "the caller waits, but the call is over"),
        (steps("- hears: [ご用件をどうぞ。, さあ]"), "expected to hear 「さあ」, heard 「」"),
        (
            steps('- presses: "1"', "- rings: 052-223-6953", "  ends: busy", "  desk_hears: 相談"),
            "expected the desk to hear 「相談」, it heard 「」",
        ),
    ],
)
def test_what_cannot_be_mended_stays_a_problem(tmp_path: Path, what: str, problem: str) -> None:
    assert updated(tmp_path, what) == (what, [problem])


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (steps('- presses: "1"', "- rings: 03-5470-1840"), "expected 03-5470-1840 to ring, but +81522236953 rings"),
        (
            steps("- rings: 03-5470-1840", "- waits"),
            "expected 03-5470-1840 to ring, but the caller is asked 「はい。ご用件をどうぞ。」",
        ),
        (
            steps('- presses: "1"', '- presses: "2"'),
            "the caller presses 2, but +81522236953 rings and asks nothing",
        ),
    ],
)
def test_which_telephone_rings_is_rewritten_only_when_asked_for(tmp_path: Path, what: str, problem: str) -> None:
    assert updated(tmp_path, what, numbers=False) == (what, [problem + WITHHELD])


def test_what_differs_beside_it_is_rewritten_all_the_same(tmp_path: Path) -> None:
    found, problems = updated(
        tmp_path, steps("- hears: ご用向き", '- presses: "1"', "- rings: 03-5470-1840"), numbers=False
    )

    assert found == steps("- hears: ご用件をどうぞ。", '- presses: "1"', "- rings: 03-5470-1840")
    assert problems == ["expected 03-5470-1840 to ring, but +81522236953 rings" + WITHHELD]


def test_a_number_that_is_read_out_is_rewritten_only_when_asked_for(tmp_path: Path, hotline: Target) -> None:
    expected, other = (telephone_number(number).text for number in ("052-223-6953", "03-5470-1840"))
    file = tmp_path / "a.call.yaml"
    begin = "call: 番号を聞く\nsteps:\n  - says: 愛知県の協議会です\n  - rings: 052-223-6953\n    ends: busy\n"
    file.write_text(begin + f'  - presses: "2"\n  - hears: {other}\n', encoding="utf-8")

    played, changes = update(file, hotline, "a.call.yaml")
    assert (played.passed, changes) == (False, "")

    played, changes = update(file, hotline, "a.call.yaml", numbers=True)
    assert played.passed
    (removed, added) = (line for line in changes.splitlines()[2:] if line[0] in "-+")
    assert (other in removed, expected in added) == (True, True)


def test_a_number_that_is_read_out_in_english_is_one_as_well(tmp_path: Path, hotline: Target) -> None:
    expected, other = (telephone_number(number, "en").text for number in ("052-223-6953", "03-5470-1840"))
    file = tmp_path / "a.call.yaml"
    steps = '  - presses: "8"\n  - says: the council in Aichi\n  - rings: 052-223-6953\n    ends: busy\n'
    file.write_text(f'call: a number\nsteps:\n{steps}  - presses: "2"\n  - hears: {other}\n', encoding="utf-8")

    played, changes = update(file, hotline, "a.call.yaml")
    assert (played.passed, changes) == (False, "")

    played, changes = update(file, hotline, "a.call.yaml", numbers=True)
    assert played.passed
    assert f"{expected}." in changes


def test_what_is_said_in_english_is_written_as_it_is_said(tmp_path: Path) -> None:
    def play(numbers: bool, before: str) -> tuple[str, list[str]]:
        file = tmp_path / "a.call.yaml"
        file.write_text(f"call: a call\nsteps:\n{before}", encoding="utf-8")
        played, _changes = update(file, service(ENGLISH), "a.call.yaml", numbers=numbers)
        return file.read_text(encoding="utf-8").partition("steps:\n")[2], [one.message for one in played.problems]

    for before, after in (
        ("- hears: Thanks for calling the hot line", "- hears: Thank you for calling the line."),
        ("- hears: [calling, What do we want]", '- hears: [calling, "What do you want?"]'),
        ('- hears: "Thank you, what do you want?"', '- hears: "What do you want?"'),
        ("- hears_all: Hello.", '- hears_all: "Thank you for calling the line. What do you want?"'),
    ):
        assert play(True, steps(before)) == (steps(after), [])
    expected = steps("- hears: you for", "- rings: 052-223-6953", "- waits")
    assert play(False, expected)[1] == [
        "expected 052-223-6953 to ring, but the caller is asked 「Thank you for calling the line. What do you want?」"
        + WITHHELD
    ]
    assert play(False, steps('- hears_all: "Hello?"', "- hangs_up", "- waits"))[1] == [
        "the caller waits, but the call is over"
    ]


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (Page("", status=500), "Twilio would have logged error 11200"),
        ("<Say>あ", "Twilio would have logged error 12100"),
    ],
)
def test_what_is_heard_of_a_service_that_fails_is_not_expected_from_then_on(
    tmp_path: Path, page: Answer, problem: str
) -> None:
    file = tmp_path / "a.call.yaml"
    text = 'call: a call\nsteps:\n  - hears: はい。\n  - presses: "1"\n  - hears: つなぎます。\n'
    file.write_text(text, encoding="utf-8")

    played, changes = update(file, service(HOTLINE | {"/ring": page}), "a.call.yaml", numbers=True)

    assert (file.read_text(encoding="utf-8"), changes) == (text, "")
    assert any(problem in one.message for one in played.problems)


def test_what_is_heard_after_a_failure_that_the_script_expects_is_rewritten(tmp_path: Path) -> None:
    file = tmp_path / "a.call.yaml"
    text = 'call: a call\nwarnings: [11200]\nsteps:\n  - presses: "1"\n  - hears: つなぎます。\n'
    file.write_text(text, encoding="utf-8")

    played, changes = update(file, service(HOTLINE | {"/ring": Page("", status=500)}), "a.call.yaml")

    assert (played.passed, "+  - hears: An application error" in changes) == (True, True)


def test_what_cannot_be_written_leaves_the_script_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.call.yaml"
    text = f"call: a call\nsteps:\n{steps('- hears: いいえ。')}"
    file.write_text(text, encoding="utf-8-sig")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no room"):
            update(file, service(HOTLINE), "a.call.yaml")
    assert file.read_text(encoding="utf-8-sig") == text

    update(file, service(HOTLINE), "a.call.yaml")
    assert file.read_bytes().startswith("\ufeffcall".encode())
    assert "- hears: はい。" in file.read_text(encoding="utf-8")


def test_a_sentence_of_one_language_beside_the_other_is_written_by_itself(tmp_path: Path) -> None:
    said = ("Please say this in Japanese.", "「経営改善」。", "Is it right? Say yes", "or no.", "「はい」?")
    say = "".join(f"<Say>{text}</Say>" for text in said)
    pages = {"/voice": f"<Gather>{say}</Gather><Redirect/>"}
    file = tmp_path / "a.call.yaml"
    for before, after in (
        ("- hears: [Please say it in Japanese.]", "- hears: [Please say this in Japanese.]"),
        ("- hears: [「経営改善の」。, Is it wrong]", '- hears: [「経営改善」。, "Is it right?"]'),
        ("- hears: [say yeah or no, 「はい」。]", '- hears: [Say yes or no., "「はい」?"]'),
        ("- hears_all: はい", f'- hears_all: "{" ".join(said).replace("。 ", "。")}"'),
    ):
        file.write_text(f"call: a call\nsteps:\n{steps(before)}", encoding="utf-8")
        assert update(file, service(pages), "a.call.yaml")[0].passed
        assert file.read_text(encoding="utf-8").partition("steps:\n")[2] == steps(after)


def test_a_ring_that_was_not_expected_is_put_in(tmp_path: Path) -> None:
    found, problems = updated(tmp_path, '  - presses: "1"\n  # then\n  - presses: "2"\n')

    # It rings now; the second key has no question any more, and what a caller does is not rewritten.
    assert found == '  - presses: "1"\n  # then\n  - rings: "+81522236953"\n  - presses: "2"\n'
    assert problems == ["the caller presses 2, but the call is over"]


def test_an_expectation_after_the_last_word_is_taken_away(tmp_path: Path) -> None:
    found, problems = updated(
        tmp_path, '  - presses: "1"\n  - rings: 052-223-6953\n  - hears: さようなら\n  - hears: また\n'
    )

    assert found == '  - presses: "1"\n  - rings: 052-223-6953\n  - hears: さようなら\n'
    assert problems == []


def test_what_is_in_brackets_is_left_alone(tmp_path: Path) -> None:
    steps = "  [{rings: 052-223-6953}, waits]\n"

    assert updated(tmp_path, steps) == (
        steps,
        ["expected 052-223-6953 to ring, but the caller is asked 「はい。ご用件をどうぞ。」"],
    )


def test_a_file_with_problems_is_left_alone(tmp_path: Path) -> None:
    wrong = steps("- wait")

    assert updated(tmp_path, wrong) == (wrong, ['"wait" is not a step; did you mean "waits"?'])


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("ご用件は", "ご用件をどうぞ。"),
        ("はい", "はい。"),
        ("はい。ご用件は", "はい。ご用件をどうぞ。"),
        ("声でも", "声でもどうぞ"),
        ("", "はい。"),
    ],
)
def test_the_sentence_that_is_most_alike_takes_the_place(part: str, sentence: str) -> None:
    assert nearest(part, "はい。ご用件をどうぞ。声でもどうぞ") == sentence


def test_nothing_is_alike_where_nothing_is_heard() -> None:
    assert nearest("はい", "") == ""
