"""The database of call records: SQLite in our own file, or PostgreSQL; and whether its tables are up to date.

Only the shipper writes the SQLite file, and commands that hold its lock: SQLite before 3.51.3 can damage a file in WAL
mode that two processes write. Readers open it read-only. A transaction begins by taking the right to write, so that
none is refused in the middle.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from ivr.safe_files import identity
from ivr.translation import _, reason as why

FILE = "records.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 0x697672  # lock number, the same on all machines that share the database
_PATIENCE = 10
"""Seconds to wait for a database: to connect, and for a lock."""

_MOST_IDLE = 600
"""Seconds that a transaction may be left alone."""
_PATIENT: dict[str, Any] = {
    "connect_timeout": _PATIENCE,
    "keepalives_idle": _PATIENCE,
    "keepalives_interval": _PATIENCE,
    "keepalives_count": 3,
    "tcp_user_timeout": 3_000 * _PATIENCE,
}
"""Settings that limit the wait for a PostgreSQL server that is gone or hangs."""
_ENCODINGS = ("UTF8", "SQL_ASCII")
"""Encodings of a PostgreSQL database that hold every name; the second one takes all bytes as they are."""


class Schema(StrEnum):
    """The state of a database's tables, compared with this code."""

    CURRENT = "current"
    OLDER = "older"
    """An upgrade makes them current; there may be none yet."""
    NEWER = "newer"
    """A later release made them: this one must not touch them."""


def url_for(given: str, var: Path) -> URL:
    """Return where records are stored: the *given* address, or else a SQLite file in *var*."""
    if not given:
        return URL.create("sqlite", database=str(var / FILE))
    url = make_url(given)
    drivers = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
    return url.set(drivername=drivers.get(url.drivername, url.drivername))


def writing(url: URL) -> Engine:
    """Return an engine that writes to *url*; nothing is connected yet."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "do_connect", _make_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_writing)
        return engine
    return _on_postgresql(url, pool_pre_ping=True, pool_size=1, max_overflow=1)


def reading(url: URL) -> Engine:
    """Return an engine that only reads *url*. Raises FileNotFoundError for a file that does not exist."""
    if url.get_backend_name() != "sqlite":
        return _on_postgresql(url)
    file = Path(url.database or "")
    if not file.exists():
        raise FileNotFoundError(2, _("there are no records yet"), str(file))
    connect = f"{file.absolute().as_uri()}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(connect, uri=True, timeout=_PATIENCE))


def checkpoint(engine: Engine) -> None:
    """Copy SQLite's log into the database file, as far as readers allow; this waits for nobody.

    Without it, a copy of the file alone would lack what was stored since.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def file_of(url: URL) -> tuple[int, int] | None:
    """Return the device and inode of the file that *url* names now; None if there is none, or it names no file."""
    return identity(Path(url.database or "")) if url.get_backend_name() == "sqlite" else None


def schema(connection: Connection) -> Schema:
    """Return how the tables of *connection* compare with this code, whose migrations are named by their revisions."""
    revisions = {file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("r*.py")}
    has_any = inspect(connection).has_table("alembic_version")
    present = set(connection.scalars(text("SELECT version_num FROM alembic_version"))) if has_any else set()
    if present - revisions:
        return Schema.NEWER
    return Schema.CURRENT if present == {max(revisions)} else Schema.OLDER


def refuse_encoding(connection: Connection) -> None:
    """Raise SQLAlchemyError for a database that cannot hold every name."""
    if connection.dialect.name != "postgresql":
        return
    if (encoding := connection.scalar(text("SHOW server_encoding"))) not in _ENCODINGS:
        message = _("the database is in {encoding}, which lacks characters; make one with ENCODING 'UTF8'")
        raise SQLAlchemyError(message.format(encoding=encoding))


def upgrade(engine: Engine) -> Schema:
    """Upgrade the tables, one machine at a time, and return their state then; newer ones are left alone.

    Raises SQLAlchemyError, also for a database that cannot hold every name: its calls would be refused one by one.
    """
    with engine.begin() as connection:
        refuse_encoding(connection)
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        if (present := schema(connection)) is Schema.OLDER:
            _upgrade(connection)
            present = Schema.CURRENT
    return present


def reason(error: Exception) -> str:
    """Return the first line of *error*, or of the database's own message, without the statement and its values."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError) and cause.strerror:
        return f"{cause.filename}: {why(cause)}" if cause.filename else why(cause)
    return str(cause).strip().partition("\n")[0][:300] or type(cause).__name__


def _upgrade(connection: Connection, to: str = "head") -> None:
    from alembic import command  # noqa: PLC0415 - only an upgrade waits for it: a tenth of a second
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _on_postgresql(url: URL, **options: Any) -> Engine:  # noqa: ANN401 - those of SQLAlchemy
    """Return an engine for *url* that waits for a server only for a while, unless *url* says so itself.

    Nothing outlives a transaction, nor is asked for at the start: a pooler (PgBouncer) may give each transaction
    another connection, and refuses options. Text is UTF-8: the driver takes the database's encoding otherwise, and all
    text for bytes where that is SQL_ASCII (initdb under C).
    """
    patient = {name: value for name, value in _PATIENT.items() if name not in url.query}
    engine = create_engine(
        url, connect_args=patient | {"client_encoding": "utf8", "prepare_threshold": None}, **options
    )
    event.listen(engine, "begin", _bound_idleness)
    return engine


def _bound_idleness(connection: Connection) -> None:
    """Let the server end this transaction if it is left alone: others wait for its locks."""
    # By the driver's cursor: SQLAlchemy declares one on the server where the connection streams its rows.
    cursor = connection.connection.cursor()
    cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{_MOST_IDLE}s'")
    cursor.close()


def _make_private(_dialect: object, _record: object, arguments: Sequence[Any], _options: object) -> None:
    """Create a database file that does not exist yet, readable by its owner alone, as the journals are.

    An existing file is not opened: closing it would drop the locks that this process holds on it.
    """
    with suppress(OSError):  # it exists, or SQLite will report what is wrong
        Path(arguments[0]).touch(0o600, exist_ok=False)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late, and never for what it considers reading
    for pragma in ("synchronous=FULL", f"busy_timeout={_PATIENCE * 1000}", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    until = time.monotonic() + _PATIENCE
    while not _turned_to_wal(connection, until):
        time.sleep(0.02)


def _turned_to_wal(connection: sqlite3.Connection, until: float) -> bool:
    """Switch to the write-ahead log, and return whether it worked: SQLite does not wait for another that does so."""
    try:
        connection.execute("PRAGMA journal_mode=WAL").close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
            raise
        return False
    return True


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
