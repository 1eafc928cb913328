"""A caller's number in records: a keyed hash, from which the number cannot be found without the key."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ivr.safe_files import owner_only
from ivr.settings import LEAST_KEY

KEY_FILE = "caller.key"
_LENGTH = 32  # hexadecimal digits: 128 bits, so that no two callers share them


def caller_key(given: str, folder: Path) -> bytes:
    """Return the key: *given*, or else the one in *folder*, which is created at the first use. Raises OSError.

    It is never seen half written: two services that start together get the same key. A file that has lost its key gets
    a new one: hashes without a key would give away all numbers.
    """
    if given:
        return given.encode()
    keep_key(new_key(), folder)
    return (folder / KEY_FILE).read_bytes()


def keep_key(key: bytes, folder: Path) -> None:
    """Store *key*, which is in use, in *folder* if none is stored there: it was moved, or could not be written before.

    After a restart the same callers would otherwise have other hashes. Raises OSError.
    """
    path = folder / KEY_FILE
    if path.exists() and path.stat().st_size >= LEAST_KEY:
        return
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with open(unfinished, "xb", opener=owner_only) as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            unfinished.replace(path)
        else:
            with suppress(FileExistsError):  # another service was first
                os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


@lru_cache(maxsize=1_000)
def hashed(number: str, key: bytes) -> str:
    """Return the hash of a caller's *number* (E.164), "" if it was withheld."""
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:_LENGTH] if number else ""


def new_key() -> bytes:
    """Return a key that nobody can guess."""
    return secrets.token_hex(32).encode()
