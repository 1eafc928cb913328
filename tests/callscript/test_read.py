"""Scripts as read from their files, and each mistake in one at its place."""

from datetime import datetime
from pathlib import Path

import pytest

from ivr.callscript import (
    ENDS,
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Script,
    Waits,
    read_script_file,
)

from .samples import WHOLE, problems, script, steps


def test_a_file_is_read_whole() -> None:
    assert script(WHOLE).script == Script(
        call="愛知県のセンターへ",
        steps=(
            Hears(("経営相談の、電話案内です。",)),
            Says("愛知県です"),
            Rings("052-223-6953", "busy", 30),
            Hears(("お話し中でした", "番号")),
            Presses("2"),
        ),
        caller="+819012345678",
        called="+815012345678",
        at=datetime(2026, 5, 7, 10, 0),  # noqa: DTZ001 - local time
        world=("closed", "over_limit"),
        warnings=(12200,),
    )


VERBS = {
    "- hears: 電話案内です。": Hears(("電話案内です。",)),
    "- hears: [電話, 案内]": Hears(("電話", "案内")),
    "- hears:\n    - 電話\n    - 案内": Hears(("電話", "案内")),
    "- hears_all: 電話案内です。": HearsAll("電話案内です。"),
    "- says: はい": Says("はい"),
    "- says: はい\n  after: 1.5": Says("はい", 1.5),
    "- presses: 1": Presses("1"),
    "- presses: 012": Presses("012"),
    '- presses: "#"': Presses("#"),
    "- presses: '*'\n  after: 3": Presses("*", 3.0),
    "- waits": Waits(),
    "- waits:": Waits(),
    "- waits: true": Waits(),
    "- hangs_up": HangsUp(),
    "- hangs_up:\n  after: 2": HangsUp(2.0),
    "- rings: 03-5470-1840": Rings("03-5470-1840"),
    '- rings: "+81354701840"': Rings("+81354701840"),
    "- rings: 03-5470-1840\n  ends: no-answer": Rings("03-5470-1840", "no-answer"),
    "- rings: 03-5470-1840\n  desk_hears: 相談": Rings("03-5470-1840", desk_hears="相談"),
}


def test_a_step_is_one_verb() -> None:
    assert {text: steps(text) for text in VERBS} == {text: (step,) for text, step in VERBS.items()}


@pytest.mark.parametrize("number", ["03-5470-1840", "+81354701840"])
def test_a_number_is_known_by_its_international_form(number: str) -> None:
    assert Rings(number).e164 == "+81354701840"


WRONG = {
    "- wait": '3:5: "wait" is not a step; did you mean "waits"? (wrong-value)',
    "- hears": '3:5: "hears" needs a value: "hears: …" (wrong-value)',
    "- says：愛知県": (
        '3:5: the colon of "says：愛知県" is full-width (：); a key ends with a half-width colon (wrong-value)'
    ),
    "- say: はい": '3:5: no key is called "say" here; did you mean "says"? (unknown-key)',
    "- []": "3:5: expected keys with values, found a list (wrong-value)",
    "- {}": "3:5: a step needs one of hears, hears_all, says, presses, waits, rings, hangs_up (missing-key)",
    "- ends: busy": "3:5: a step needs one of hears, hears_all, says, presses, waits, rings, hangs_up (missing-key)",
    '- says: はい\n    presses: "1"': '4:5: a step does one thing; write "presses" as a step of its own, '
    'on a line that begins with "- " (wrong-value)',
    "- says: はい\n    ends: busy": '4:5: "ends" belongs to rings, not to says (wrong-value)',
    "- waits: true\n    after: 3": '4:5: "after" belongs to says or presses or hangs_up, not to waits (wrong-value)',
    "- presses:": '3:5: nothing follows "presses"; # begins a comment, so that key is quoted: "#" (wrong-value)',
    "- presses: #": '3:14: from # on this is a comment; a value with # in it must be quoted: "#" (syntax)',
    "- presses: *": '3:14: a value or key that begins with * must be quoted: "*" (syntax)',
    "- presses: １": '3:14: keys are 0-9, # and * of normal width; found "１" (wrong-value)',
    "- says:": '3:5: nothing follows "says" (wrong-value)',
    "- waits: false": '3:12: "false" is not allowed here; possible here: true (wrong-value)',
    "- rings: 0522236953": '3:12: expected a number as printed, such as 052-223-6953, found "0522236953" (wrong-value)',
    "- rings: 03-5470-1840\n    ends: taken": None,
    "- rings: 03-5470-1840\n    by: soon": '4:9: expected a whole number, such as 25, found "soon" (wrong-value)',
    "- says: はい\n    after: -1": "4:12: seconds are counted from 0 (wrong-value)",
}


def test_a_wrong_step_is_placed() -> None:
    found = {step: problems(f"call: 試し\nsteps:\n  {step}\n") for step in WRONG}

    no_end = f'4:11: "taken" is not allowed here; possible here: {", ".join(ENDS)} (wrong-value)'
    assert found == {step: [f"a.call.yaml:{problem or no_end}"] for step, problem in WRONG.items()}


HEADS = {
    "caller: 090-1234-5678": '2:9: expected a number in E.164, such as "+819012345678", found "090-1234-5678"',
    "caller: unknown": '2:9: expected a number in E.164, such as "+819012345678", found "unknown"',
    "called: anonymous": '2:9: expected a number in E.164, such as "+819012345678", found "anonymous"',
    "called: 81": '2:9: expected a number in E.164, such as "+819012345678", found "81"',
    "at: 10:00": '2:5: expected a day and a time, such as 2026-05-07 10:00, found "10:00"',
    "at: 2026-02-30 10:00": '2:5: expected a day and a time, such as 2026-05-07 10:00, found "2026-02-30 10:00"',
    "at: 2026-05-07 24:00": '2:5: expected a day and a time, such as 2026-05-07 10:00, found "2026-05-07 24:00"',
    "world: open": '2:8: "open" is not allowed here; possible here: closed, failing, over_limit',
    "world: [failing, late]": '2:18: "late" is not allowed here; possible here: closed, failing, over_limit',
    "warnings: [twelve]": '2:12: expected a whole number, such as 25, found "twelve"',
}


def test_a_wrong_head_is_placed() -> None:
    found = {head: problems(f"call: 試し\n{head}\nsteps:\n  - waits\n") for head in HEADS}

    assert found == {head: [f"a.call.yaml:{problem} (wrong-value)"] for head, problem in HEADS.items()}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: this file is empty (file)"),
        ("call: 試し\n", '1:1: the key "steps" is missing here (missing-key)'),
        (
            "call: 試し\nsteps:\n",
            '2:7: nothing follows "steps"; expected a list, such as steps: [{hears: […]}] (wrong-value)',
        ),
        ("- call\n", "1:1: expected keys with values, found a list (wrong-value)"),
    ],
)
def test_a_file_that_is_no_call_is_refused(text: str, problem: str) -> None:
    assert f"a.call.yaml:{problem}" in problems(text)


def test_all_mistakes_are_reported_at_once() -> None:
    assert [
        problem.line for problem in script("call: x\nat: never\nsteps:\n- wait\n- says:\n- presses: x\n").problems
    ] == [
        2,
        4,
        5,
        6,
    ]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    file = read_script_file(tmp_path / "none.call.yaml", "none.call.yaml")

    assert [str(problem) for problem in file.problems] == ["none.call.yaml:1:1: this file is missing (file)"]


def test_the_way_to_a_single_text_is_the_way_to_its_list() -> None:
    file = script(WHOLE)

    assert file.loc(0, "hears", 0) == ("steps", 0, "hears")
    assert file.loc(3, "hears", 1) == ("steps", 3, "hears", 1)


def test_a_world_of_one_trouble_needs_no_list() -> None:
    file = script("call: 試し\nworld: failing\nsteps:\n  - waits\n")

    assert file.script
    assert file.script.world == ("failing",)
