"""Conversion of sound for the telephone: 8,000 samples a second, one channel, 16 bits, at an even loudness.

The carrier turns whatever it plays into 8 kHz mono; a file in that form loses least
(https://support.twilio.com/hc/en-us/articles/223180588).
"""

import wave
from io import BytesIO

import numpy as np
import numpy.typing as npt
import soxr

from ivr.translation import _

Samples = npt.NDArray[np.float64]
"""Samples between -1 and 1."""

RATE = 8_000  # samples a second
LEVEL = 10 ** (-20 / 20)
"""Level of speech: its root mean square while somebody speaks, 20 dB below full scale."""
PEAK = 10 ** (-1 / 20)
"""Highest sample, 1 dB below full scale, so that nothing is clipped on the way."""
MARGIN = 0.03
"""Seconds of silence left at each end."""

_FRAME = 0.02  # seconds
_SPOKEN = 0.02  # of the loudest frame: what is louder counts for the level of speech
_NOISE, _MOST_NOISE = 2.0, 0.05
"""What is below so many times the quietest frame is the room, but never what is above that share of the loudest one:
where a take is cut closely, the quietest frame is speech."""
_NOISY_MARGIN = 0.15
"""Seconds left at each end where a room is heard: a word may begin no louder than the room, with a し or a ふ."""
_HEARD = 0.0025  # a whispered vowel, as at the end of です, is so much quieter; what Open JTalk calls silence is less


def telephone(samples: Samples, rate: int) -> bytes:
    """Return *samples*, *rate* of them a second, as a WAV file for a telephone.

    Raises ValueError if all of them are silence.
    """
    return _file(levelled(trimmed(resampled(samples, rate))))


def resampled(samples: Samples, rate: int) -> Samples:
    """Return *samples*, *rate* of them a second, at the telephone's rate, without frequencies that it cannot carry."""
    carried: Samples = soxr.resample(samples, rate, RATE)
    return carried


def trimmed(samples: Samples) -> Samples:
    """Return *samples* without the silence at both ends. Raises ValueError if there is nothing else."""
    loudness = frames(samples)
    noise = min(_MOST_NOISE, _NOISE * loudness.min(initial=1.0) / (loudness.max(initial=0.0) or 1.0))
    loud = np.flatnonzero(_is_louder(samples, max(_HEARD, noise)))
    if not loud.size:
        raise ValueError(_("nobody is heard in it: was the microphone on?"))
    frame, margin = int(_FRAME * RATE), int((_NOISY_MARGIN if noise > _HEARD else MARGIN) * RATE)
    return samples[max(0, int(loud[0]) * frame - margin) : (int(loud[-1]) + 1) * frame + margin]


def levelled(samples: Samples) -> Samples:
    """Return *samples* at the level of speech, with no sample above the peak."""
    spoken = _frames(samples)[_is_louder(samples, _SPOKEN)]
    wanted = LEVEL / float(np.sqrt(np.mean(spoken**2)))
    return samples * min(wanted, PEAK / float(np.max(np.abs(samples))))


def _is_louder(samples: Samples, share: float) -> npt.NDArray[np.bool_]:
    """Return which frames of *samples* are louder than that *share* of the loudest."""
    loudness = frames(samples)
    loud: npt.NDArray[np.bool_] = loudness > share * loudness.max(initial=0.0)
    return loud


def frames(samples: Samples) -> Samples:
    """Return how loud each frame of *samples* is: its root mean square."""
    loudness: Samples = np.sqrt(np.mean(_frames(samples) ** 2, axis=1))
    return loudness


def _frames(samples: Samples) -> Samples:
    """Return the whole frames of *samples*, one a row."""
    frame = int(_FRAME * RATE)
    return samples[: len(samples) // frame * frame].reshape(-1, frame)


def _file(samples: Samples) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(np.round(samples * (2**15 - 1)).astype("<i2").tobytes())
    return file.getvalue()
