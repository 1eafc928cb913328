"""Every office, each end of the ringing and each way to choose in turn: scripts, generated, read and played."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from ivr.callscript import ENDS, End, Hears, Presses, Rings, Says, Script, Step, read_script, script_text
from ivr.strict_yaml import read
from ivr.testcall import Target
from ivr.testing.play_scripts import play
from tests.directory.test_leaflet import Row, leaflet_rows
from tests.hotline.test_every_office import PHRASE, SERVICE, WHISPER, keys, yes

Way = str
WAYS = ("one sentence", "two answers", "keypad")
FOLLOWS: dict[End, str] = {
    "answered": "お電話、ありがとうございました。",
    "machine": "お電話、ありがとうございました。",  # no desk is asked for a key
    "busy": "申し訳ありません。窓口は、ただいま話し中です。",
    "no-answer": "申し訳ありません。窓口から、応答がありませんでした。",
    "declined": "申し訳ありません。窓口から、応答がありませんでした。",
    "failed": "申し訳ありません。電話が、つながりませんでした。",
    "canceled": "申し訳ありません。呼び出しが、途中で切れました。",
}
"""What is heard after each end of the ringing; nothing where the caller has hung up."""


def choosing(prefecture: str, service: str, way: Way) -> Iterator[Step]:
    name = SERVICE[service]
    match way:
        case "one sentence":
            yield Says(f"{prefecture}の{name}をお願いします")
        case "two answers":
            yield from (Says(name), Says(prefecture))
        case _:
            yield from map(Presses, ("1" if service == "center" else "2", *keys(prefecture)))
            return
    yield from map(Says, yes(prefecture))


def scripts() -> Iterator[Script]:
    """Make a script for each office of the leaflet, and for those on a shared line one with each end.

    Only a desk that is whispered to can decline.
    """
    ways, ends = cycle(WAYS), cycle(end for end in ENDS if end != "declined")
    for office in leaflet_rows():
        where, _, _, shared = office
        if " " in where:
            for end in ENDS if shared else (next(ends),):
                yield script(office, next(ways), end)


def script(office: Row, way: Way, end: End) -> Script:
    where, _, number, shared = office
    prefecture, service = where.split(" ")
    named = f"{prefecture}の{SERVICE[service]}におつなぎします。"
    whisper = WHISPER if shared and end in ("answered", "declined", "machine") else None
    steps = (
        *choosing(prefecture, service, way),
        Hears((named, PHRASE) if shared else (named,)),
        Rings(number, end, 80, whisper),
        *([Hears((FOLLOWS[end],))] if end in FOLLOWS else []),
    )
    return Script(f"{prefecture} {service}, {way}, {end}", steps)


SCRIPTS = tuple(scripts())


def test_there_is_a_script_for_each_office_and_each_end() -> None:
    assert len(SCRIPTS) == 91 + 3 * len(ENDS)


@pytest.mark.unmeasured
@pytest.mark.parametrize("end", ENDS)
def test_every_office_is_reached(hotline: Target, end: End) -> None:
    played = [
        play(read_script(read(script_text(script), "generated.call.yaml")), hotline)
        for script in SCRIPTS
        if script.call.endswith(f", {end}")
    ]

    assert len(played) > 2
    assert [str(problem) for one in played for problem in one.problems] == []
