"""Reader of WAV headers, for any encoding.

The format is Microsoft's ("Multiple Channel Audio Data and WAVE Files"): chunks of a name, a length and a content;
``fmt `` describes the samples in ``data``.
"""

from dataclasses import dataclass, replace

from ivr.translation import N_, _

PCM, FLOAT, A_LAW, MU_LAW = 1, 3, 6, 7
_EXTENSIBLE = 0xFFFE
_UNKNOWN = 0xFFFFFFFF
"""Written by programs for a length that they do not know yet and cannot fill in later, because they write to a pipe."""
_FORM = 16  # bytes that every `fmt ` has
_CHANNELS = {1: N_("mono"), 2: N_("stereo")}
_ENCODINGS = {PCM: "PCM", FLOAT: N_("floating point"), A_LAW: "A-law", MU_LAW: "µ-law"}
_ZEROS = (b"\0", b"\x7f\xff", b"\x55\xd5")
"""The bytes of silence in PCM, µ-law and A-law."""


@dataclass(frozen=True, slots=True)
class Wave:
    """The sound of a WAV file.

    *encoding* is WAVE's number (1 is PCM, 6 A-law, 7 µ-law), *rate* the samples a second of each of *channels*, *bits*
    the size of a sample. *breaks_off*: the header announces more samples than there are. *silent*: all of them are
    silence.
    """

    encoding: int
    channels: int
    rate: int
    bits: int
    seconds: float
    breaks_off: bool = False
    silent: bool = False

    def __str__(self) -> str:
        encoding = _(_ENCODINGS.get(self.encoding, N_("encoding {encoding}"))).format(encoding=self.encoding)
        channels = _(_CHANNELS.get(self.channels, N_("{channels} channels"))).format(channels=self.channels)
        return _("{encoding}, {bits} bits, {channels}, {rate} Hz, {seconds:.2f} s").format(
            encoding=encoding, bits=self.bits, channels=channels, rate=self.rate, seconds=self.seconds
        )


def read_wave(file: bytes) -> Wave | None:
    """Read the header of a WAV file of any encoding, even a truncated one; None for any other file."""
    chunks = _chunks(file)
    form, (data, missing) = chunks.get(b"fmt ", (b"", 0))[0], chunks.get(b"data", (b"", 0))
    wave = _wave(form, len(data), breaks_off=missing > 0)
    return replace(wave, silent=_is_silent(data)) if wave else None


def wave_data(file: bytes) -> bytes:
    """Return the samples of a WAV file as stored, channels interleaved; empty for any other file."""
    return _chunks(file).get(b"data", (b"", 0))[0]


def _chunks(file: bytes) -> dict[bytes, tuple[bytes, int]]:
    """Return the chunks of a WAV file by name, each with the number of missing bytes; empty for any other file."""
    chunks: dict[bytes, tuple[bytes, int]] = {}
    place = 12 if file[:4] == b"RIFF" and file[8:12] == b"WAVE" else len(file)
    while place + 8 <= len(file):
        name, length = file[place : place + 4], int.from_bytes(file[place + 4 : place + 8], "little")
        content = file[place + 8 : place + 8 + length]
        chunks[name] = content, 0 if length == _UNKNOWN else length - len(content)
        place += 8 + length + length % 2
    return chunks


def _is_silent(samples: bytes) -> bool:
    """Return whether all samples are zero, in PCM, µ-law or A-law."""
    return bool(samples) and not all(samples.strip(zeros) for zeros in _ZEROS)


def _wave(form: bytes, size: int, *, breaks_off: bool) -> Wave | None:
    if len(form) < _FORM:
        return None
    encoding, channels, bits = (_number(form, start, 2) for start in (0, 2, 14))
    rate, bytes_a_second = (_number(form, start, 4) for start in (4, 8))
    if encoding == _EXTENSIBLE:
        encoding = _number(form, 24, 2)
    return Wave(encoding, channels, rate, bits, size / bytes_a_second, breaks_off) if bytes_a_second else None


def _number(form: bytes, start: int, length: int) -> int:
    return int.from_bytes(form[start : start + length], "little")
