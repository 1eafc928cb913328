"""Deletion of old calls from journals and database, by the holder of the shipper's lock; others ask the shipper."""

import os
from pathlib import Path

from sqlalchemy import Engine

from ivr.clock import now
from ivr.safe_files import replacing

from . import segments, store
from .events import event_of

FILE = "purge"
"""The file in the journals' folder that asks a running shipper to delete calls; it holds the time before which."""


def request(folder: Path, before: int) -> Path:
    """Ask the shipper of *folder* to delete the calls that began *before*; return the file, which it then removes."""
    asked = folder / FILE
    with replacing(asked) as file:
        os.fchmod(file.fileno(), 0o644)  # the shipper need not be of the user who asks: root may
        file.write(str(before).encode())
    return asked


def purge(engine: Engine, folder: Path, before: int) -> int:
    """Delete calls that began *before* from the journals in *folder* and the database; return how many it had."""
    for path in segments.paths(folder):
        with segments.finished(path) as is_finished:
            if is_finished:
                segments.rewrite(path, lambda line: _is_since(line, before))
    deleted = 0
    while True:
        with engine.begin() as connection:
            some = store.purge(connection, before, now())
        deleted += some
        if not some:
            return deleted


def _is_since(line: bytes, before: int) -> bool:
    try:
        return event_of(line).at >= before
    except ValueError:
        return False
