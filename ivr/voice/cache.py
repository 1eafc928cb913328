"""Cache of spoken sounds: WAV files in a folder, of which the oldest are removed to make room."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .engine import engine_version
from .speaker import Synthesis

ABANDONED_SECONDS = 60
"""Age of a temporary folder whose process must have died while it wrote: writing takes milliseconds."""
MOST_BYTES = 64 * 1024 * 1024
"""Size of all files together: more than an hour of speech."""


@dataclass(frozen=True, slots=True)
class SoundCache:
    """Speaks with *speak* what is not in *folder* yet; an unwritable folder only costs time."""

    speak: Synthesis
    folder: Path
    most_bytes: int = MOST_BYTES

    def __call__(self, text: str, rate: float) -> bytes:
        """Return *text* spoken at *rate*. Raises VoiceMissingError, and what *speak* raises."""
        file = self.folder / f"{cache_key(text, rate)}.wav"
        with suppress(OSError):
            return file.read_bytes()
        sound = self.speak(text, rate)
        with suppress(OSError):
            self._store(file, sound)
        return sound

    def _store(self, file: Path, sound: bytes) -> None:
        """Write *sound* under another name and rename it: another process may be reading the file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder) as whole:
            unfinished = Path(whole) / file.name
            unfinished.write_bytes(sound)
            unfinished.replace(file)
        for old in self._surplus():
            old.unlink(missing_ok=True)
        for folder in self._abandoned():
            shutil.rmtree(folder, ignore_errors=True)

    def _abandoned(self) -> Iterator[Path]:
        """Find temporary folders whose process has died."""
        before = time.time() - ABANDONED_SECONDS
        return (path for path in self.folder.iterdir() if path.is_dir() and path.stat().st_mtime < before)

    def _surplus(self) -> Iterator[Path]:
        """Find the oldest files, beyond the size that the cache may have."""
        size = 0
        files = [(path.stat(), path) for path in self.folder.glob("*.wav")]
        for stat, path in sorted(files, key=lambda entry: entry[0].st_mtime, reverse=True):
            size += stat.st_size
            if size > self.most_bytes:
                yield path


def cache_key(text: str, rate: float) -> str:
    """Return the file name, without ending, of *text* at *rate* in this voice's version. Raises VoiceMissingError."""
    return hashlib.sha256(f"{engine_version()}\n{rate:g}\n{text}".encode()).hexdigest()[:32]
