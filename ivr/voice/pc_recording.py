"""Recordings as a PC makes them (WAV files of PCM or floating point), converted for a telephone.

The standard library reads no WAVE_FORMAT_EXTENSIBLE, which recorders write for 24 bits and for several channels.
"""

from collections.abc import Iterator

import numpy as np

from ivr.speech import Wave, read_wave, wave_data
from ivr.speech.wave import FLOAT, PCM
from ivr.translation import N_, _

from .telephone import RATE, Samples, frames, resampled, telephone

_SIZES = {PCM: (1, 2, 3, 4), FLOAT: (4, 8)}
"""Bytes of a sample."""
_OTHERS = {b"ID3": "MP3", b"\xff\xfb": "MP3", b"fLaC": "FLAC", b"OggS": "Ogg", b"FORM": "AIFF", b"RF64": "RF64"}
_M4A = b"ftyp"  # behind four bytes
_FULL, _RUN = 0.99, 3  # share of full scale, and samples in a row, that mean clipping
_CANCELLED = 0.1
"""Share of the louder channel under which two cancel each other: a microphone with one of its poles turned round."""

_SILENT, _QUIET = 10 ** (-60 / 20), 10 ** (-40 / 20)
"""The loudest frame: below the first nobody spoke, below the second far too quietly."""
_EVEN = 4.0
"""Where anybody speaks, the loudest frame is at least so many times as loud as the quietest; a room is more even."""

CLIPPED = N_("it is clipped in {count} places: it was recorded too loud; better record it again, more quietly")
QUIET = N_("it is very quiet; made as loud as the others, its noise is heard too: better record it again, closer")


def for_telephone(file: bytes) -> tuple[bytes, str]:
    """Return a recording as a WAV file for a telephone, and remarks on its quality, one a line.

    Raises ValueError, with what to do about it, for a file that is not one, or in which nothing is heard.
    """
    wave = _usable(file)
    channels = _channels(wave_data(file), wave)
    count = sum(1 for one in channels.T for _run in _clipped(one))
    samples = _mixed(channels)
    loudness = frames(resampled(_centred(samples), wave.rate))
    loudest = loudness.max(initial=0.0)
    if loudest < _SILENT or loudest < _EVEN * loudness.min(initial=1.0):
        raise ValueError(_("nobody is heard in it: was the microphone on?"))
    remarks = (_(CLIPPED).format(count=count) if count >= _RUN else "", _(QUIET) if loudest < _QUIET else "")
    begun = np.trim_zeros(samples)  # a recorder writes zeros until the microphone is ready: no room is as quiet
    return telephone(_centred(begun), wave.rate), "\n".join(filter(None, remarks))


def _usable(file: bytes) -> Wave:
    """Return what the header of *file* says. Raises ValueError if it cannot be converted to telephone sound."""
    wave = read_wave(file)
    if not file:
        raise ValueError(_("the file is empty"))
    if wave is None or not wave.channels:
        raise ValueError(_no_wave(file))
    if wave.bits // 8 not in _SIZES.get(wave.encoding, ()) or wave.bits % 8:
        raise ValueError(_("it is {wave}; save it as WAV of PCM, 16 bits").format(wave=wave))
    if wave.breaks_off:
        message = _(
            "it breaks off after {seconds:.1f} seconds, before the end that its header announces; copy it again"
        )
        raise ValueError(message.format(seconds=wave.seconds))
    if wave.rate < RATE:
        message = _("it has {rate} samples a second; a telephone needs {least}")
        raise ValueError(message.format(rate=wave.rate, least=RATE))
    return wave


def _no_wave(file: bytes) -> str:
    kind = next((kind for head, kind in _OTHERS.items() if file.startswith(head)), "M4A" if file[4:8] == _M4A else "")
    if kind:
        return _("it is not a WAV file, but {kind}; save it as WAV of PCM, 16 bits").format(kind=kind)
    if file.startswith(b"RIFF"):
        return _("its header is damaged, or it breaks off before its sound; copy it again")
    return _("it is not a WAV file; save it as WAV of PCM, 16 bits")


def _channels(data: bytes, wave: Wave) -> Samples:
    """Return the samples between -1 and 1, a channel a column."""
    frame = wave.bits // 8 * wave.channels
    whole = data[: len(data) // frame * frame]
    if wave.encoding == FLOAT:
        samples = np.frombuffer(whole, "<f4" if wave.bits // 8 == 4 else "<f8").astype(np.float64)  # noqa: PLR2004 - bytes
        if not np.isfinite(samples).all():
            raise ValueError(_("it contains values that are not numbers; save it again"))
    else:
        samples = _integers(whole, wave.bits // 8)
    return samples.reshape(-1, wave.channels)


def _integers(data: bytes, size: int) -> Samples:
    """Return samples of *size* bytes, between -1 and 1; those of one byte have no sign, as WAVE has it."""
    if size == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float64) - 128) / 128
    bytes_ = np.frombuffer(data, np.uint8).reshape(-1, size)
    wide = np.zeros((len(bytes_), 4), np.uint8)
    wide[:, 4 - size :] = bytes_
    return wide.reshape(-1).view("<i4").astype(np.float64) / 2**31


def _mixed(channels: Samples) -> Samples:
    """Return all channels as one; if they cancel each other, the loudest."""
    mixed: Samples = channels.mean(axis=1)
    loudness = (channels**2).sum(axis=0)
    if (mixed**2).sum() < _CANCELLED**2 * loudness.max(initial=0.0):
        loudest: Samples = channels[:, loudness.argmax()]
        return loudest
    return mixed


def _centred(samples: Samples) -> Samples:
    """Return *samples* around zero: the constant that a sound card adds is no sound."""
    centred: Samples = samples - (np.median(samples) if samples.size else 0)  # a voice is no mirror image: not the mean
    return centred


def _clipped(samples: Samples) -> Iterator[int]:
    """Yield where a wave is cut off: the same extreme value, at full scale, several times in a row."""
    at = np.flatnonzero((np.abs(samples[1:]) >= _FULL) & (samples[1:] == samples[:-1]))
    for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
        if len(run) >= _RUN - 1:
            yield int(run[0])
