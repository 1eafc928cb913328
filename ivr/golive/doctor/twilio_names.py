"""Names that Twilio knows: voices by language (https://www.twilio.com/docs/voice/twiml/say/text-speech), recognisers.

What is not listed there may still be new: where a language is not listed at all, nothing is said of its voices.
"""

import re
from typing import Final

VOICES_PAGE: Final = "https://www.twilio.com/docs/voice/twiml/say/text-speech"

_POLLY: Final[dict[str, tuple[str, ...]]] = {
    "ja-JP": ("Mizuki", "Takumi", "Takumi-Neural", "Kazuha-Neural", "Tomoko-Neural"),
    "en-US": ("Joanna", "Joanna-Neural", "Matthew", "Matthew-Neural"),
    "cmn-CN": ("Zhiyu", "Zhiyu-Neural"),
    "ko-KR": ("Seoyeon", "Seoyeon-Neural"),
    "pt-BR": ("Camila", "Camila-Neural", "Vitoria", "Vitoria-Neural", "Thiago-Neural"),
    "vi-VN": (),
}
_SURE: Final = ("ja-JP", "vi-VN")
"""Languages of which the list is whole; of the others it has the usual voices only."""
_GOOGLE = re.compile(r"(Standard|Wavenet|Neural2)-[A-Z]|Chirp3-HD-[A-Z][a-z]+", re.ASCII)

_MODELS: Final = frozenset(
    {
        "default",
        "numbers_and_commands",
        "phone_call",
        "experimental_conversations",
        "experimental_utterances",
        "googlev2_long",
        "googlev2_short",
        "googlev2_telephony",
        "deepgram_nova-2",
    }
)
_UNSURE_MODELS: Final = frozenset({"deepgram_nova-3"})  # it knows ja; whether it takes the tag ja-JP is not documented


def knows_voice(language: str, name: str) -> bool | None:
    """Tell whether Twilio has the voice *name* for *language*; None where that is not known here."""
    engine, _, voice = name.partition(".")
    if engine == "Google":
        return voice.startswith(f"{language}-") and _GOOGLE.fullmatch(voice.removeprefix(f"{language}-")) is not None
    if engine != "Polly":
        return False
    return voice in _POLLY.get(language, ()) or (False if language in _SURE else None)


def knows_model(name: str) -> bool | None:
    """Tell whether Twilio has the recogniser *name* for ja-JP; None where that is not established."""
    return None if name in _UNSURE_MODELS else name in _MODELS
