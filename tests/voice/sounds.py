"""Sound files, as numbers."""

import wave
from io import BytesIO

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]


def samples(file: bytes) -> Samples:
    """Return the samples of a WAV file of 16 bits, between -1 and 1."""
    with wave.open(BytesIO(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 2**15


def frames(sound: Samples, rate: int = 8000) -> Samples:
    """Return the loudness of each twentieth of a second."""
    frame = rate // 50
    whole = sound[: len(sound) // frame * frame].reshape(-1, frame)
    loudness: Samples = np.sqrt(np.mean(whole**2, axis=1))
    return loudness


def decibels(value: float) -> float:
    """Return *value* below full scale."""
    return float(20 * np.log10(value))


def level(sound: Samples) -> float:
    """Return the decibels of what is said in *sound*, pauses left out."""
    loud = frames(sound)
    return decibels(float(np.sqrt(np.mean(loud[loud > 0.02 * loud.max()] ** 2))))


def share(sound: Samples, low: float, high: float, rate: int = 8000) -> float:
    """Return which part of the energy lies between two frequencies."""
    energy = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    return float(energy[(hertz >= low) & (hertz < high)].sum() / energy.sum())
