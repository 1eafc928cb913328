"""The smallest thing that is said: a text with its reading."""

from dataclasses import dataclass

from ivr.heard.utterance import JAPANESE

from .recording import Recording


@dataclass(frozen=True, slots=True)
class Line:
    """A *text* to say, and its reading in *kana*, with the same 、 and 。.

    *slow* asks for the voice's slow rate, *pause* for whole seconds of silence afterwards. *language* names the prompt
    file that the line comes from. A *recording* is played in place of the text.
    """

    text: str
    kana: str
    slow: bool = False
    pause: int = 0
    language: str = JAPANESE
    recording: Recording | None = None

    def __hash__(self) -> int:  # lists that were read out are looked up by their lines; few differ in the rest alone
        return hash((self.text, self.kana))
