"""The gazetteer of the shipped places, built once and stored where Python stores bytecode.

Building takes four times as long as reading what was built, and every command and every start of the service would
wait.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import ivr.heard
import ivr.places
from ivr.places import FILES, Gazetteer, gazetteer
from ivr.strict_yaml.decoding import decoded

_NAME, _SUFFIX = f"gazetteer.{sys.implementation.cache_tag}.", ".pickle"
_FOLDER = Path(cache_from_source(str(Path(ivr.places.__path__[0], "gazetteer.py")))).parent


def gazetteer_of(texts: Mapping[str, str], shipped: Path, folder: Path = _FOLDER) -> Gazetteer:
    """Return the gazetteer of *texts* (`FILES`), and store it in *folder* if they are those in the folder *shipped*.

    Raises MalformedError with all that is wrong in them.
    """
    stored = folder / f"{_NAME}{_key(texts)}{_SUFFIX}"
    with suppress(Exception):  # none is stored, or it was damaged: it is built
        read: Gazetteer = pickle.loads(stored.read_bytes())  # noqa: S301 - who can write it can write the code too
        return read
    built = gazetteer(texts)
    if all(decoded((shipped / name).read_bytes()) == texts.get(name) for name in FILES):
        with suppress(OSError):  # the folder is somebody else's, or the disk full: it is built at every start
            _keep(stored, built)
    return built


def _key(texts: Mapping[str, str]) -> str:
    """Return what identifies the gazetteer of *texts*: it changes with them and with the code that builds it."""
    digest = hashlib.sha256()
    for package in (ivr.places, ivr.heard):
        for code in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(code.read_bytes())
    for name in FILES:
        digest.update(f"\n{name}\n{texts.get(name)}".encode())
    return digest.hexdigest()[:16]


def _keep(file: Path, built: Gazetteer) -> None:
    """Store *built* atomically, as others may be reading, and remove what was built from other texts or older code.

    That includes a half-written file of a process that was killed; a process that is still writing then stores nothing.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    before = {*file.parent.glob(f"{_NAME}*")} - {file}
    part = file.with_suffix(f".{os.getpid()}")
    try:
        part.write_bytes(pickle.dumps(built, pickle.HIGHEST_PROTOCOL))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    for one in before:
        one.unlink(missing_ok=True)
