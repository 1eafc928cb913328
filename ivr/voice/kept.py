"""Sounds that were made once are kept in a folder, the oldest given up for new ones."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .engine import engine_version
from .speaker import Speak

LEFT_BEHIND = 60
"""Seconds after which a folder was left by a process that has ended while it wrote: writing takes milliseconds."""
MOST_BYTES = 64 * 1024 * 1024
"""Of all files together: more than an hour of speech."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Speaks with *speak* what is not in *folder* yet. A folder that cannot be written to only costs time."""

    speak: Speak
    folder: Path
    most_bytes: int = MOST_BYTES

    def __call__(self, text: str, rate: float) -> bytes:
        """Return *text* spoken at *rate*. Raises VoiceMissingError, and what *speak* raises."""
        file = self.folder / f"{key(text, rate)}.wav"
        with suppress(OSError):
            return file.read_bytes()
        sound = self.speak(text, rate)
        with suppress(OSError):
            self._keep(file, sound)
        return sound

    def _keep(self, file: Path, sound: bytes) -> None:
        """Write *sound* whole or not at all: another process may read it meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder) as whole:
            new = Path(whole) / file.name
            new.write_bytes(sound)
            new.replace(file)
        for old in self._too_many():
            old.unlink(missing_ok=True)
        for folder in self._left_behind():
            shutil.rmtree(folder, ignore_errors=True)

    def _left_behind(self) -> Iterator[Path]:
        """Find the folders that nobody writes to any more."""
        before = time.time() - LEFT_BEHIND
        return (path for path in self.folder.iterdir() if path.is_dir() and path.stat().st_mtime < before)

    def _too_many(self) -> Iterator[Path]:
        """Find what is to go, so that the newest files have room."""
        size = 0
        files = [(path.stat(), path) for path in self.folder.glob("*.wav")]
        for stat, path in sorted(files, key=lambda entry: entry[0].st_mtime, reverse=True):
            size += stat.st_size
            if size > self.most_bytes:
                yield path


def key(text: str, rate: float) -> str:
    """Return what a sound of *text* at *rate* is kept under; another voice makes another. Raises VoiceMissingError."""
    return hashlib.sha256(f"{engine_version()}\n{rate:g}\n{text}".encode()).hexdigest()[:32]
