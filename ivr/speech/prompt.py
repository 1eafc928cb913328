"""A prompt: a sentence with gaps for facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .line import Line
from .recording import Recording

GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A sentence for callers: *text* for the synthesiser, *kana* for its reading, both with the same ``{gaps}``.

    A *recording* says it with the site's facts in its gaps; no gap of it depends on the call.
    """

    text: str
    kana: str
    slow: bool = False
    pause: int = 0
    language: str = "ja"
    recording: Recording | None = None


def fill(prompt: Prompt, facts: Mapping[str, Line]) -> Line:
    """Return the line that *prompt* says with these *facts*; KeyError when one is missing."""
    text, kana = prompt.text, prompt.kana
    if "{" in text:
        text = GAP.sub(lambda gap: facts[gap[1]].text, text)
        kana = GAP.sub(lambda gap: facts[gap[1]].kana, kana)
    return Line(text, kana, prompt.slow, prompt.pause, prompt.language, prompt.recording)


def gaps(text: str) -> tuple[str, ...]:
    """Return the names of the gaps in *text*, in order."""
    return tuple(GAP.findall(text))
