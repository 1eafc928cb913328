"""The shipped gazetteer, built once."""

from pathlib import Path

import pytest

from ivr.places import FILES, Gazetteer, gazetteer

FOLDER = Path(__file__).parents[2] / "data" / "places"


def read() -> dict[str, str]:
    return {name: (FOLDER / name).read_text(encoding="utf-8") for name in FILES}


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return read()


_CODE_IN = {"prefectures.tsv": 0, "municipalities.tsv": 0, "familiar.tsv": 0, "postal.tsv": 1}
_FEW = ("01", "03", "23", "北海道", "岩手県", "愛知県")


@pytest.fixture(scope="session")
def few(texts: dict[str, str]) -> dict[str, str]:
    """Return the tables with the rows of three prefectures: they are read sooner."""
    return {
        name: "".join(row for row in text.splitlines(True) if _is_of_few(name, row)) for name, text in texts.items()
    }


def _is_of_few(name: str, row: str) -> bool:
    cells = row.rstrip("\n").split("\t")
    if row.startswith("#") or name in ("phrases.tsv", "readings.tsv"):
        return True
    return cells[1] in _FEW if name == "areacodes.tsv" else cells[_CODE_IN[name]][:2] in _FEW


@pytest.fixture(scope="session")
def places(texts: dict[str, str]) -> Gazetteer:
    return gazetteer(texts)
