"""Sound files, and how long they are."""

from dataclasses import dataclass

from ivr.speech import read_wave


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound fetched from *url*; *seconds* is None if its length could not be read."""

    url: str
    seconds: float | None


def wave_seconds(file: bytes) -> float | None:
    """Return the length of a WAV file of any encoding, None for anything else."""
    wave = read_wave(file)
    return wave.seconds if wave else None
