"""WAV files for tests, made from what `str(Wave)` says of them."""

import re
import struct

ENCODINGS = {"PCM": 1, "floating point": 3, "A-law": 6, "µ-law": 7}
CHANNELS = {"mono": 1, "stereo": 2}


def wav(seconds: float, rate: int = 8000, bits: int = 16, channels: int = 1, encoding: int = 1) -> bytes:
    """Make a file of a sound."""
    frame = bits // 8 * channels
    form = struct.pack("<HHIIHH", encoding, channels, rate, rate * frame, frame, bits)
    return riff(chunk(b"fmt ", form), chunk(b"data", b"\x10" * (round(seconds * rate) * frame)))


def described(text: str) -> bytes:
    """Make the file that "PCM, 16 bits, mono, 8000 Hz, 2.00 s" describes; for any other text, a file of that text."""
    match = re.fullmatch(r"(.+), (\d+) bits, (\w+), (\d+) Hz, ([\d.]+) s", text)
    if not match:
        return text.encode()
    encoding, bits, channels, rate, seconds = match.groups()
    return wav(float(seconds), int(rate), int(bits), CHANNELS[channels], ENCODINGS[encoding])


def riff(*chunks: bytes) -> bytes:
    content = b"WAVE" + b"".join(chunks)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
