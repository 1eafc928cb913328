"""Backup of what a service stores, to one file and back: calls on record, plans, routes, notes, the hash key.

Of the calls only their events are stored, as lines of a journal: the records are rebuilt from them, so that a backup of
one kind of database, or of an earlier release, can be restored to another. The file holds the key of the callers'
hashes, the routes of numbers, and who answered when an office was called: so only its owner can read it. Of the site's
files it holds the plans that served.
"""

import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import Connection, Engine, Table, select

from ivr.clock import now
from ivr.records import FOLDER, CallEvent, database, segments, store
from ivr.records.callers import KEY_FILE
from ivr.records.database_tables import calls, events, metadata, purges, rings
from ivr.records.events import event_of, line_of
from ivr.records.supervise import locked
from ivr.safe_files import owner_only, replacing
from ivr.settings import Settings, StartupError
from ivr.translation import _

from .verification_calls import FILE as NOTES

FORMAT = 1  # version of the backup's layout
_ABOUT, _EVENTS, _TABLES, _PLANS, _ROUTES = "about.json", "events.jsonl", "tables/", "plans/", "routes/"
_PURGES = f"{_TABLES}{purges.name}.jsonl"
_REBUILT = {calls.name, rings.name, events.name}
"""Tables whose rows are built from the events."""
_AT_ONCE = 1_000  # rows in memory
_SAFE = re.compile(rf"(?:plans/[0-9a-f]{{12}}/(?:[\w.-]+/)*[\w.-]+|routes/[\w.-]+\.json|{re.escape(NOTES)})")
"""Names under which files of *var* may be restored: nothing else, however it came into the file."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The numbers of *calls* and *plans* in a backup or restored from it, and of events that could not be restored."""

    calls: int
    plans: int
    refused: int = 0


def back_up(settings: Settings, file: Path) -> Contents:
    """Write everything that a service with *settings* stores to *file*, atomically; the service may be running.

    Where no service ever ran, *file* stays as it was, and so it does if it is no backup, or one that holds what the new
    one would lack: an earlier backup is worth more than that of another service.

    Raises OSError, SQLAlchemyError and StartupError.
    """
    var = settings.folder
    with replacing(file) as raw:
        with tarfile.open(fileobj=raw, mode="w:gz") as archive:
            of_calls = _write(archive, settings, var)
            names = archive.getnames()
        if not of_calls and not _kinds(names):
            why = _("{folder} holds nothing of a service: run this in its folder, with its environment variables")
            raise StartupError(why.format(folder=var))
        raw.flush()
        if file.is_file() and file.stat().st_size:
            _compare(file, Path(raw.name), of_calls, var)
        if S_ISREG(os.fstat(raw.fileno()).st_mode):  # a pipe can be written to, but has nothing on a disk
            os.fsync(raw.fileno())
    return Contents(len(of_calls), _plans(names))


def restore(settings: Settings, file: Path) -> Contents:
    """Add the content of *file* to the stored data of a service with *settings*; existing data is not changed.

    It may be repeated if it broke off. Raises OSError, SQLAlchemyError and StartupError.
    """
    var = settings.folder
    with locked(var / FOLDER) as lock:
        if lock is None:
            raise StartupError(_("a service is running in this folder: stop it first"))
        with _damage_in_words(file), tarfile.open(file, "r:gz") as archive:
            _read_about(archive)
            _restore_key(archive, settings, var)
            engine = database.writing(database.url_for(settings.database_url, var))
            try:
                if database.upgrade(engine) is database.Schema.NEWER:
                    raise StartupError(_("the database belongs to a later release: restore with that one"))
                restored, refused = _restore_calls(archive, engine)
            finally:
                engine.dispose()
            return Contents(restored, _restore_files(archive, var), refused)


def _write(archive: tarfile.TarFile, settings: Settings, var: Path) -> set[str]:
    """Write everything that the service stores into *archive*, and return the calls of which it holds events."""
    about = {"format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds")}
    _add(archive, _ABOUT, [json.dumps(about).encode()])
    if not settings.hash_key and (var / KEY_FILE).exists():
        _add(archive, KEY_FILE, [(var / KEY_FILE).read_bytes()])
    # What is shipped in the meantime is in the database, which is read after the journals; an event may be there twice.
    waiting = [event for path in segments.paths(var / FOLDER) for event in _waiting_events(path)]
    of_calls = {one.call for one in waiting if one.call}
    with _reading(settings, var) as connection:
        if connection is None:
            _add(archive, _EVENTS, map(line_of, waiting))
        else:
            of_calls |= set(connection.execute(select(calls.c.call)).scalars())
            _add(archive, _EVENTS, chain(map(line_of, waiting), _stored(connection)))
            for table in metadata.sorted_tables:
                if table.name not in _REBUILT:
                    _add(archive, f"{_TABLES}{table.name}.jsonl", _rows(connection, table))
    for path in (var / NOTES, *(path for folder in (_PLANS, _ROUTES) for path in sorted((var / folder).rglob("*")))):
        if path.is_file() and _SAFE.fullmatch(name := path.relative_to(var).as_posix()):
            archive.add(path, name)
    return of_calls


def _compare(earlier: Path, new: Path, of_calls: set[str], var: Path) -> None:
    """Raise StartupError if *earlier* is no backup, or holds what *new*, with its calls, has nothing of.

    Calls that were deleted for their age are not missed: it was to be so.
    """
    with _damage_in_words(earlier), tarfile.open(earlier, "r:gz") as old, tarfile.open(new, "r:gz") as archive:
        names = archive.getnames()
        marks = _open(archive, _PURGES) if _PURGES in names else ()
        purged = max((json.loads(line)["before"] for line in marks), default=0)
        old_calls = (one.call for one in map(event_of, _open(old, _EVENTS)) if one.call and one.at >= purged)
        first = next(old_calls, None)
        calls_lost = first is not None and of_calls.isdisjoint(chain([first], old_calls))
        key_lost = KEY_FILE in old.getnames() and (
            KEY_FILE not in names or _open(old, KEY_FILE).read() != _open(archive, KEY_FILE).read()
        )
        others_lost = _kinds(old.getnames()) - _kinds(names)
    if calls_lost or key_lost or others_lost:
        message = _(
            "{file} holds what {folder} does not, as of another service: run this in the folder of that service, with "
            "its environment variables, or move the file away first"
        )
        raise StartupError(message.format(file=earlier, folder=var))


def _kinds(names: Iterable[str]) -> set[str]:
    """Return what a backup of these *names* holds besides the database: plans, routes, notes, the key."""
    return {name.split("/")[0] for name in names if not name.startswith((_ABOUT, _EVENTS, _TABLES))}


@contextmanager
def _reading(settings: Settings, var: Path) -> Iterator[Connection | None]:
    """Yield a snapshot of the database; None if there is no database yet."""
    try:
        engine = database.reading(database.url_for(settings.database_url, var))
    except FileNotFoundError:
        yield None
        return
    try:
        still = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        with engine.execution_options(**still).connect() as connection:
            if (schema := database.schema(connection)) is not database.Schema.CURRENT:
                message = _("the database belongs to {which} release: back it up with that one")
                raise StartupError(
                    message.format(which=_("a later") if schema is database.Schema.NEWER else _("an earlier"))
                )
            yield connection
    finally:
        engine.dispose()


def _waiting_events(path: Path) -> Iterator[CallEvent]:
    """Yield the events of a journal; a torn line does not count."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:  # it was shipped meanwhile
        return
    for line in lines:
        try:
            yield event_of(line)
        except ValueError:
            continue


def _stored(connection: Connection) -> Iterator[bytes]:
    statement = select(events).order_by(events.c.call, events.c.at).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(statement):
        yield line_of(store.event_in(row))


def _rows(connection: Connection, table: Table) -> Iterator[bytes]:
    for row in connection.execute(select(table).execution_options(yield_per=_AT_ONCE)).mappings():
        yield json.dumps(dict(row), ensure_ascii=False).encode() + b"\n"


def _add(archive: tarfile.TarFile, name: str, pieces: Iterable[bytes]) -> None:
    """Add *pieces* as the file *name*; they are collected on disk, as there may be many."""
    with TemporaryFile() as file:
        for piece in pieces:
            file.write(piece)
        member = tarfile.TarInfo(name)
        member.size = file.tell()
        member.mode = 0o600
        file.seek(0)
        archive.addfile(member, file)


@contextmanager
def _damage_in_words(file: Path) -> Iterator[None]:
    """Raise StartupError in plain words for a file that is not a complete backup."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise StartupError(_("{file} is damaged, or not a backup of this program").format(file=file)) from error


def _read_about(archive: tarfile.TarFile) -> None:
    if json.loads(_open(archive, _ABOUT).read())["format"] != FORMAT:
        raise StartupError(_("the backup was written by a later release: restore it with that one"))


def _restore_key(archive: tarfile.TarFile, settings: Settings, var: Path) -> None:
    """Restore the key of the callers' hashes, without which no caller would be recognised again."""
    if settings.hash_key or KEY_FILE not in archive.getnames():
        return
    key, path = _open(archive, KEY_FILE).read(), var / KEY_FILE
    if path.exists():
        if path.read_bytes() != key:
            message = _(
                "{file} holds a different key from the backup: the same caller would count as two. Move it away first"
            )
            raise StartupError(message.format(file=path))
        return
    with replacing(path) as file:
        file.write(key)


def _restore_calls(archive: tarfile.TarFile, engine: Engine) -> tuple[int, int]:
    """Restore the tables that are not built from events, then the events.

    Return how many calls these belong to, and how many of them the database refuses.
    """
    for name in archive.getnames():
        table = metadata.tables.get(name.removeprefix(_TABLES).removesuffix(".jsonl"))
        if name.startswith(_TABLES) and table is not None and table.name not in _REBUILT:
            for lines in _in_groups(_open(archive, name)):
                with engine.begin() as connection:
                    connection.execute(store.upsert(connection, table), [json.loads(line) for line in lines])
    restored, refused = set[str](), 0
    for lines in _in_groups(_open(archive, _EVENTS)):
        batch = [event_of(line) for line in lines]
        restored |= {one.call for one in batch if one.call}
        refused += store.save_accepted(engine, batch, now)
    return len(restored), refused


def _in_groups(file: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of *file* in groups."""
    while lines := list(islice(file, _AT_ONCE)):
        yield [line.rstrip(b"\n") for line in lines]


def _restore_files(archive: tarfile.TarFile, var: Path) -> int:
    members = [one for one in archive.getmembers() if one.isfile() and _SAFE.fullmatch(one.name)]
    for member in members:
        target = var / member.name
        if ".." in target.parts or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target, opener=None if member.name.startswith(_PLANS) else owner_only) as file:
            file.write(_open(archive, member.name).read())
    return _plans(one.name for one in members)


def _plans(names: Iterable[str]) -> int:
    return len({name.split("/")[1] for name in names if name.startswith(_PLANS)})


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """Return the file *name* of *archive*. Raises KeyError if there is none."""
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file
