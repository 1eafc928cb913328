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


@pytest.fixture(scope="session")
def places(texts: dict[str, str]) -> Gazetteer:
    return gazetteer(texts)
