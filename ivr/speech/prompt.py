"""Texts that callers hear: prompts with gaps, the lines that they become during a call, and recordings."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ivr.heard.utterance import JAPANESE

GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound of a prompt: a WAV file's *content* and its *seconds*.

    *name* is its language and its prompt (``ja/welcome``), *digest* a hash of the content.
    """

    name: str
    digest: str
    seconds: float
    content: bytes = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """Return the file name under which it is served; it contains the hash, so that caches may keep it for ever."""
        return f"{self.name}-{self.digest}.wav"


def recording(name: str, content: bytes, seconds: float) -> Recording:
    """Return the recording *name* with this *content*, which lasts *seconds*."""
    return Recording(name, fingerprint(content), seconds, content)


def fingerprint(content: bytes) -> str:
    """Return what distinguishes a sound from every other: the first twelve hexadecimal digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:12]


# A named tuple: each step of a call makes some, and compares them.
class Line(NamedTuple):
    """A *text* to say, and its reading in *kana*, with the same 、 and 。.

    *slow* asks for the voice's slow rate, *pause* is whole seconds of silence afterwards. *language* names the prompt
    file that the line comes from. A *recording* is played in place of the text.
    """

    text: str
    kana: str
    slow: bool = False
    pause: int = 0
    language: str = JAPANESE
    recording: Recording | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A sentence for callers: *text* for the synthesiser, *kana* for its reading, both with the same ``{gaps}``.

    A *recording* says it with the site's facts in its gaps; none of its gaps depends on the call. *then* is the name of
    the prompt that is said right after it, mostly in another voice.
    """

    text: str
    kana: str
    slow: bool = False
    pause: int = 0
    language: str = JAPANESE
    recording: Recording | None = None
    then: str = ""


_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def fill(prompt: Prompt, facts: Mapping[str, Line]) -> Line:
    """Return the line that *prompt* says with these *facts*; KeyError when one is missing."""
    text, kana = prompt.text, prompt.kana
    if "{" in text:
        text = GAP.sub(lambda gap: facts[gap[1]].text, text)
        kana = GAP.sub(lambda gap: facts[gap[1]].kana, kana)
    if prompt.language != JAPANESE and ".." in text:  # a fact ended with a full stop of its own: "from nine p.m."
        text, kana = _STOPS.sub(".", text), _STOPS.sub(".", kana)
    return Line(text, kana, prompt.slow, prompt.pause, prompt.language, prompt.recording)


def gaps(text: str) -> tuple[str, ...]:
    """Return the names of the gaps in *text*, in order."""
    return tuple(GAP.findall(text))


def between_gaps(text: str) -> list[str]:
    """Return the pieces of *text* before, between and after its gaps, in order."""
    return GAP.split(text)[::2]


def in_order(text: str, pieces: Sequence[str], *, between: int = 0) -> bool:
    """Return whether *text* consists of *pieces* in order, with at least *between* characters from one to the next.

    Each piece takes its first match, in linear time; a regular expression (`a.+?b.+?c`) would backtrack.
    """
    first, *middle = pieces
    if not middle:
        return text == first
    last, end = middle.pop(), len(first)
    if not text.startswith(first):
        return False
    for piece in middle:
        start = text.find(piece, end + between)
        if start < 0:
            return False
        end = start + len(piece)
    return text.endswith(last) and len(text) - len(last) >= end + between
