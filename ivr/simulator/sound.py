"""How long a sound file is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that was fetched from *url*; *seconds* is None where its length could not be read."""

    url: str
    seconds: float | None


def wave_seconds(file: bytes) -> float | None:
    """Return the length of a WAV file of any encoding, None for anything else."""
    if file[:4] != b"RIFF" or file[8:12] != b"WAVE":
        return None
    rate = size = 0
    place = 12
    while place + 8 <= len(file):
        name, length = file[place : place + 4], int.from_bytes(file[place + 4 : place + 8], "little")
        if name == b"fmt ":
            rate = int.from_bytes(file[place + 16 : place + 20], "little")
        elif name == b"data":
            size = min(length, len(file) - place - 8)
        place += 8 + length + length % 2
    return size / rate if rate else None
