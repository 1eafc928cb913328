"""The databases that records are stored in."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, Engine

from ivr.records import database

from .postgres import Postgres, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with TemporaryDirectory() as name:  # pytest's own are closed to the user that the server runs as
        Path(name).chmod(0o755)
        with postgres(Path(name) / "data") as server:
            yield server


KINDS = ("sqlite", "postgresql")


def empty(request: pytest.FixtureRequest, folder: Path) -> URL:
    """Return the address of an empty database of the kind that is asked for, in *folder* if it is a file."""
    if request.param == "sqlite":
        return database.url_for("", folder)
    server: Postgres = request.getfixturevalue("server")
    server.empty()
    return database.url_for(server.url, folder)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Return the address of an empty database of each kind."""
    return empty(request, tmp_path)


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    """Write to an empty database of each kind."""
    engine = database.writing(url)
    database.upgrade(engine)
    yield engine
    engine.dispose()
