"""The development set, row by row: what each utterance is to come out as."""

from pathlib import Path

import pytest

from ivr.places import Gazetteer, codes_of, locate

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "development.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("kind", "text", "outcome", "prefectures"), _ROWS, ids=[row[1] for row in _ROWS])
def test_each_utterance_comes_out_as_written_down(
    places: Gazetteer, kind: str, text: str, outcome: str, prefectures: str
) -> None:
    found = locate(places, text)

    named = [places.name(places.prefecture_of(code)) for code in codes_of(found)]
    assert (type(found).__name__.lower(), named) == (outcome, prefectures.split()), kind
