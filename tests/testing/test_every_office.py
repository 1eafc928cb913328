"""Every office with every end of the ringing, chosen in each way in turn: scripts, generated, read and played."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from ivr.callscript import ENDS, End, Hears, Presses, Rings, Says, Script, Step, read_script, written
from ivr.strict_yaml.reader import read
from ivr.testcall import Target
from ivr.testing.play import play
from tests.directory.test_leaflet import leaflet_rows
from tests.hotline.test_every_office import PHRASE, SERVICE, WHISPER, keys, yes

Way = str
WAYS = ("one sentence", "two answers", "keypad")
FOLLOWS: dict[End, str] = {
    "answered": "お電話、ありがとうございました。",
    "busy": "申し訳ありません。ただいま、お話し中でした。",
    "no-answer": "申し訳ありません。どなたも、おでになりませんでした。",
    "declined": "申し訳ありません。どなたも、おでになりませんでした。",
    "failed": "申し訳ありません。電話が、つながりませんでした。",
}
"""What is heard after each end of the ringing; nothing after the others."""


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


def scripts(end: End) -> Iterator[Script]:
    """Make a script for each office of the leaflet; only a desk that is whispered to can decline."""
    ways = cycle(WAYS)
    for where, _, number, shared in leaflet_rows():
        prefecture, _, service = where.partition(" ")
        if not service or (end == "declined" and not shared):
            continue
        way = next(ways)
        named = f"{prefecture}の、{SERVICE[service]}に、おつなぎします。"
        whisper = WHISPER if shared and end in ("answered", "declined") else None
        steps = (
            *choosing(prefecture, service, way),
            Hears((named, PHRASE) if shared else (named,)),
            Rings(number, end, 80, whisper),
            *([Hears((FOLLOWS[end],))] if end in FOLLOWS else []),
        )
        yield Script(f"{prefecture} {service}, {way}, {end}", steps)


@pytest.mark.parametrize("end", ENDS)
def test_every_office_is_reached(hotline: Target, end: End) -> None:
    written_scripts = [written(script) for script in scripts(end)]
    played = [play(read_script(read(text, "generated.call.yaml")), hotline) for text in written_scripts]

    assert len(played) == (3 if end == "declined" else 94)
    assert [str(problem) for one in played for problem in one.problems] == []
