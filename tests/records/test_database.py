"""Tables that are older or newer than the code, and how they are brought up."""

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from ivr.clock import now
from ivr.records import database
from ivr.records.database import Schema
from ivr.records.database_tables import calls, metadata
from ivr.records.store import save_accepted

from .postgres import Postgres
from .samples import step


def test_an_empty_database_gets_the_tables_that_the_code_knows(url: URL) -> None:
    engine = database.writing(url)
    with engine.begin() as connection:
        assert database.schema(connection) is Schema.OLDER
    assert database.upgrade(engine) is Schema.CURRENT
    with engine.begin() as connection:
        assert database.schema(connection) is Schema.CURRENT
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrations_are_named_by_their_revisions_the_last_of_which_is_the_greatest() -> None:
    folder = Path(database.__file__).with_name("migrations")
    scripts = ScriptDirectory(str(folder))
    named = {file.name.partition("_")[0] for file in folder.glob("versions/r*.py")}
    assert named == {script.revision for script in scripts.walk_revisions()}
    assert scripts.get_heads() == [max(named)]


def test_a_file_of_records_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    engine = database.writing(URL.create("sqlite", database=str(file)))
    database.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO calls (call, started, last) VALUES ('CA1', 1, 2)"))
        modes = {one.name: oct(one.stat().st_mode & 0o777) for one in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("records.db", "records.db-wal", "records.db-shm"), "0o600")
    engine.dispose()


def test_calls_on_record_outlive_an_upgrade(url: URL) -> None:
    engine = database.writing(url)
    with engine.begin() as connection:
        database._upgrade(connection, "r0001")  # noqa: SLF001 - an earlier release made these tables
        connection.execute(text("INSERT INTO calls (call, started, last) VALUES ('CA1', 1, 2)"))
        assert database.schema(connection) is Schema.OLDER
    assert database.upgrade(engine) is Schema.CURRENT
    with engine.begin() as connection:
        assert connection.execute(text("SELECT call, started, way FROM calls")).all() == [("CA1", 1, None)]
    engine.dispose()


def test_tables_of_a_later_release_are_left_alone(url: URL) -> None:
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    assert database.upgrade(engine) is Schema.NEWER
    engine.dispose()


def test_several_that_begin_at_once_upgrade_one_after_the_other(url: URL) -> None:
    found: list[Schema] = []

    def begin() -> None:
        engine = database.writing(url)
        found.append(database.upgrade(engine))
        engine.dispose()

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Schema.CURRENT] * 4


def test_a_database_that_takes_bytes_as_they_are_holds_every_name(server: Postgres, tmp_path: Path) -> None:
    engine = database.writing(database.url_for(server.another("SQL_ASCII"), tmp_path))
    assert database.upgrade(engine) is Schema.CURRENT
    rang = replace(step(2), data={"to": "鳴らす①髙", "turn": 2, "number": "+81312345678", "office": "髙🏢"})
    assert save_accepted(engine, [rang], now) == 0
    with engine.connect() as connection:
        assert connection.execute(select(calls.c.last_node, calls.c.office)).all() == [("鳴らす①髙", "髙🏢")]
    engine.dispose()


@pytest.mark.parametrize("encoding", ["LATIN1", "EUC_JP"])
def test_a_database_that_cannot_hold_every_name_is_refused_in_words(
    server: Postgres, encoding: str, tmp_path: Path
) -> None:
    engine = database.writing(database.url_for(server.another(encoding), tmp_path))
    with pytest.raises(SQLAlchemyError, match=f"{encoding}, which lacks characters"):
        database.upgrade(engine)
    with engine.connect() as connection, pytest.raises(SQLAlchemyError, match=encoding):  # as ivr doctor asks
        database.refuse_encoding(connection)
    engine.dispose()


def test_a_pooler_may_give_each_transaction_another_connection(server: Postgres, tmp_path: Path) -> None:
    """PgBouncer refuses to connect where options are given, and knows of no statement prepared elsewhere."""
    engine = database.writing(database.url_for(server.another("UTF8"), tmp_path))
    database.upgrade(engine)
    for turn in range(9):
        assert save_accepted(engine, [step(turn)], now) == 0
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 0
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "10min"
        driver = connection.connection.driver_connection
        assert driver is not None
        assert "options" not in driver.info.get_parameters()
        driver.rollback()
        (left,) = driver.execute("SHOW idle_in_transaction_session_timeout").fetchone()
        assert left == "0"
    engine.dispose()


@pytest.mark.parametrize("given", ["postgres://me:p%40ss@host/name", "postgresql://me:p%40ss@host/name"])
def test_every_way_to_write_postgresql_leads_to_its_driver(given: str, tmp_path: Path) -> None:
    found = database.url_for(given, tmp_path)
    assert (found.drivername, found.password, found.host) == ("postgresql+psycopg", "p@ss", "host")
    create_engine(found).dispose()
