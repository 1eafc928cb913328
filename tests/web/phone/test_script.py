"""A call of the page, saved, is played again by `ivr test` to the same end."""

from pathlib import Path

import pytest

from ivr.callscript import read_script_file
from ivr.testcall import Target
from ivr.testing.play_scripts import play
from ivr.testing.targets import site_target

from .caller import AICHI, GONE, SILENCE, Caller, Turn, ends, keys, says


@pytest.fixture(scope="module")
def hotline() -> Target:
    return site_target()


@pytest.mark.parametrize(
    "turns",
    [
        (),
        AICHI,
        (*AICHI, ends("answered")),
        (*AICHI, ends("busy"), keys("2"), keys("#")),
        (*AICHI, ends("no-answer"), keys("1"), ends("failed"), keys("0"), ends("busy", "03-5470-1840")),
        (keys("2"), says("いわらきけん"), says("はい"), SILENCE, GONE),
        (keys("1", after=4.0), keys("3"), GONE),
        (says("# 経営改善:\t\u200b\x07センター\u2028です\\"), says("- '愛知\ufeff県'\r\nの、\"ですけど"), SILENCE),
    ],
)
def test_a_saved_call_goes_the_same_way(
    caller: Caller, hotline: Target, tmp_path: Path, turns: tuple[Turn, ...]
) -> None:
    answer = caller.send(*turns, path="/phone/script", caller="03-3123-4567")
    file = tmp_path / "saved.call.yaml"
    file.write_bytes(answer.data)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="2026-05-07-1000.call.yaml"'
    assert answer.text.startswith('call: "2026-05-07 10:00 の電話"\ncaller: "+81331234567"\nat: 2026-05-07 10:00\n')
    played = play(read_script_file(file), hotline)
    assert [str(problem) for problem in played.problems] == []
    assert played.call
    assert played.call.dialled[: len(dialled(caller, *turns))] == dialled(caller, *turns)


def dialled(caller: Caller, *turns: Turn) -> tuple[str, ...]:
    """Return the numbers that rang at the page."""
    calls = [entry["text"] for entry in caller.view(*turns)["entries"] if entry["text"].endswith("を呼び出しています")]
    return tuple(text.rpartition("（")[2].partition("）")[0] for text in calls)


def test_a_call_that_does_not_fit_is_not_saved(caller: Caller) -> None:
    assert caller.send(ends("busy"), path="/phone/script").status_code == 409
    assert caller.send(says(""), path="/phone/script").status_code == 422
