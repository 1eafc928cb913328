"""The development set, row by row: the outcome that each utterance must have."""

from pathlib import Path

from ivr.places import Gazetteer, codes_of, locate

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "development.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def test_each_utterance_comes_out_as_written_down(places: Gazetteer) -> None:
    found = {text: locate(places, text) for _, text, *_ in _ROWS}

    assert {
        text: (type(outcome).__name__.lower(), [places.name(places.prefecture_of(code)) for code in codes_of(outcome)])
        for text, outcome in found.items()
    } == {text: (outcome, prefectures.split()) for _, text, outcome, prefectures in _ROWS}
