"""How long a sound file is."""

from dataclasses import dataclass

from ivr.speech import read_wave


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that was fetched from *url*; *seconds* is None where its length could not be read."""

    url: str
    seconds: float | None


def wave_seconds(file: bytes) -> float | None:
    """Return the length of a WAV file of any encoding, None for anything else."""
    wave = read_wave(file)
    return wave.seconds if wave else None
