"""Conversion of sound for the telephone: 8,000 samples a second, one channel, 16 bits, at an even loudness.

The carrier turns whatever it plays into 8 kHz mono; a file that is so already loses least
(https://support.twilio.com/hc/en-us/articles/223180588).
"""

import wave
from functools import cache
from io import BytesIO
from math import gcd
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from ivr.translation import _

Samples: TypeAlias = npt.NDArray[np.float64]
"""Samples between -1 and 1."""

RATE = 8_000  # samples a second
LEVEL = 10 ** (-20 / 20)
"""Level of speech: its root mean square while somebody speaks, 20 dB below full scale."""
PEAK = 10 ** (-1 / 20)
"""Highest sample, 1 dB below full scale, so that nothing is clipped on the way."""
MARGIN = 0.03
"""Seconds of silence left at each end."""

_BAND_END = 3_700  # Hz; half way from where a telephone ends (3,400) to half of its rate
_BETA = 5.65  # of the Kaiser window: what is above 4,000 Hz is 60 dB down
_TAPS = 26  # zeros of the filter on each side of its middle, at 8 kHz
_FRAME = 0.02  # seconds
_SPOKEN = 0.02  # of the loudest frame: what is louder counts for the level of speech
_HEARD = 0.0025  # a whispered vowel, as at the end of です, is so much quieter; what Open JTalk calls silence is less


def telephone(samples: Samples, rate: int) -> bytes:
    """Return *samples*, *rate* of them a second (a multiple of 8,000), as a WAV file for a telephone.

    Raises ValueError where all of them are silence.
    """
    return _file(levelled(trimmed(decimated(samples, rate // RATE))))


def at_any_rate(samples: Samples, rate: int) -> bytes:
    """Return the same of *samples* at any rate from that of a telephone."""
    return _file(levelled(trimmed(resampled(samples, rate))))


def decimated(samples: Samples, step: int) -> Samples:
    """Return every *step*-th sample, after a low-pass filter against aliasing."""
    return np.convolve(samples, _filter(step), mode="same")[::step]


def resampled(samples: Samples, rate: int) -> Samples:
    """Return *samples*, *rate* of them a second, at the telephone's rate: the low-pass filter itself interpolates.

    The positions of new samples between old ones repeat (at 44,100 Hz after 80 samples), so one filter is made for
    each position.
    """
    common = gcd(rate, RATE)
    step, phases = rate // common, RATE // common
    reach, cut = int(_TAPS * rate / RATE), 2 * _BAND_END / rate
    times = np.arange(phases) * rate / RATE
    nearest = np.rint(times).astype(np.int64)
    apart = nearest[:, None] + np.arange(-reach, reach + 1) - times[:, None]
    weights = np.sinc(cut * apart) * np.i0(_BETA * np.sqrt(1 - (apart / (reach + 1)) ** 2))
    weights /= np.sum(weights, axis=1, keepdims=True)
    count = len(samples) * RATE // rate
    around = sliding_window_view(np.pad(samples, (reach, reach + step)), 2 * reach + 1)
    each = -(-count // phases)
    pieces = [around[at::step][:each] @ of_phase for at, of_phase in zip(nearest, weights, strict=True)]
    return np.stack(pieces, axis=1).reshape(-1)[:count]


def trimmed(samples: Samples) -> Samples:
    """Return *samples* without the silence at both ends. Raises ValueError where there is nothing else."""
    loud = np.flatnonzero(_is_louder(samples, _HEARD))
    if not loud.size:
        raise ValueError(_("there is nothing to hear in it"))
    frame, margin = int(_FRAME * RATE), int(MARGIN * RATE)
    return samples[max(0, int(loud[0]) * frame - margin) : (int(loud[-1]) + 1) * frame + margin]


def levelled(samples: Samples) -> Samples:
    """Return *samples* at the level of speech, with no sample above the peak."""
    spoken = _frames(samples)[_is_louder(samples, _SPOKEN)]
    wanted = LEVEL / float(np.sqrt(np.mean(spoken**2)))
    return samples * min(wanted, PEAK / float(np.max(np.abs(samples))))


def _is_louder(samples: Samples, share: float) -> npt.NDArray[np.bool_]:
    """Tell which frames of *samples* are louder than that *share* of the loudest."""
    loudness: Samples = np.sqrt(np.mean(_frames(samples) ** 2, axis=1))
    loud: npt.NDArray[np.bool_] = loudness > share * loudness.max(initial=0.0)
    return loud


def _frames(samples: Samples) -> Samples:
    """Return the whole frames of *samples*, one a row."""
    frame = int(_FRAME * RATE)
    return samples[: len(samples) // frame * frame].reshape(-1, frame)


@cache
def _filter(step: int) -> Samples:
    """Return a low-pass filter for *step* times the telephone's rate: a sinc under a Kaiser window."""
    half = _TAPS * step
    cut = 2 * _BAND_END / (RATE * step)
    taps = cut * np.sinc(cut * np.arange(-half, half + 1)) * np.kaiser(2 * half + 1, _BETA)
    whole: Samples = taps / np.sum(taps)
    return whole


def _file(samples: Samples) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(np.round(samples * (2**15 - 1)).astype("<i2").tobytes())
    return file.getvalue()
