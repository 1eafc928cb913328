"""Names that Twilio knows: voices by language (https://www.twilio.com/docs/voice/twiml/say/text-speech), recognisers.

Copied in November 2026 from that page and from the enumerations of Twilio's own library for Node. A name that is not
listed here may be new; of a language that is not listed at all, nothing is known.
"""

import re

VOICES_PAGE = "https://www.twilio.com/docs/voice/twiml/say/text-speech"

_POLLY: dict[str, tuple[str, ...]] = {
    "ja-JP": ("Mizuki", "Takumi", "Takumi-Neural", "Kazuha-Neural", "Tomoko-Neural"),
    "en-US": ("Joanna", "Joanna-Neural", "Matthew", "Matthew-Neural"),
    "zh-CN": ("Zhiyu", "Zhiyu-Neural"),
    "cmn-CN": ("Zhiyu", "Zhiyu-Neural"),
    "ko-KR": ("Seoyeon", "Seoyeon-Neural"),
    "pt-BR": ("Camila", "Camila-Neural", "Vitoria", "Vitoria-Neural", "Thiago-Neural"),
    "vi-VN": (),
    "fil-PH": (),
    "cmn-TW": (),
    "id-ID": (),
    "th-TH": (),
    "hi-IN": (),
}
_SURE = ("ja-JP", "vi-VN", "fil-PH", "cmn-TW")
"""Languages whose list is complete; of the others it has the usual voices only."""
_UNSPOKEN = ("ne-NP", "my-MM")
"""Languages for which there is no voice."""
_GOOGLE = re.compile(r"(Standard|Wavenet|Neural2)-[A-Z]|Chirp3-HD-[A-Z][a-z]+", re.ASCII)

_MODELS = frozenset(
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
_UNSURE_MODELS = frozenset({"deepgram_nova-3"})  # it knows ja; whether it takes the tag ja-JP is not documented


def knows_voice(language: str, name: str) -> bool | None:
    """Return whether Twilio has the voice *name* for *language*; None if that is not known here."""
    engine, _, voice = name.partition(".")
    if language in _UNSPOKEN:
        return False
    if engine == "Google":
        return voice.startswith(f"{language}-") and _GOOGLE.fullmatch(voice.removeprefix(f"{language}-")) is not None
    if engine != "Polly":
        return False
    return voice in _POLLY.get(language, ()) or (False if language in _SURE or _is_anothers(language, voice) else None)


def _is_anothers(language: str, voice: str) -> bool:
    """Return whether a voice is known to speak another language: one that speaks two has the same person's name."""
    return any(voice in voices for other, voices in _POLLY.items() if other != language)


def voices_for(language: str) -> tuple[str, ...]:
    """Return voices of *language* that are known here."""
    return (*(f"Polly.{voice}" for voice in _POLLY.get(language, ())), f"Google.{language}-Standard-A")


def voice_for(language: str) -> tuple[str, str]:
    """Return the tag of a *language* (ko, zh-TW) and a voice for it, each "" if it is not known here."""
    tag = next((tag for tag in _POLLY if language in (tag, tag.partition("-")[0])), "")
    return tag, voices_for(tag)[0] if tag else ""


def language_in(country: str) -> str:
    """Return a language of a *country* (kr, jp), as far as one is known here; "" where it is a language itself."""
    tags = [tag.split("-") for tag in (*_POLLY, *_UNSPOKEN)]
    if any(country == language for language, _country in tags):
        return ""
    return next((language for language, of in tags if of == country.upper()), "")


def models() -> tuple[str, ...]:
    """Return the recognisers that are known here."""
    return tuple(sorted(_MODELS | _UNSURE_MODELS))


def knows_model(name: str, language: str = "ja-JP") -> bool | None:
    """Return whether Twilio has the recogniser *name* for *language*; None if that is not established."""
    if name in _UNSURE_MODELS:
        return True if language.startswith("en") else None
    return name in _MODELS
