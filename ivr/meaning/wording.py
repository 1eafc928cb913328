"""The phrases of callers in each language: corrections, questions, names of people, banks and firms."""

from collections.abc import Collection, Mapping

from ivr.heard.utterance import ENGLISH, JAPANESE, Utterance

from .english import ENGLISH_WORDING
from .expressions import Wording
from .japanese import JAPANESE_WORDING

_WORDINGS: Mapping[str, Wording] = {JAPANESE: JAPANESE_WORDING, ENGLISH: ENGLISH_WORDING}
LANGUAGES = tuple(_WORDINGS)
"""The languages in which answers are understood; in any other only the keypad is used."""


def wording(language: str) -> Wording:
    """Return the wording of a language; the English one if it has none."""
    return _WORDINGS.get(language, ENGLISH_WORDING)


def after_correction(whole: str, phrasing: Wording = JAPANESE_WORDING) -> str:
    """Return the part of an answer that counts: after the last 「…ではなく」, without what is taken back."""
    turned = [turn.end() for turn in phrasing.turn.finditer(whole)]
    return phrasing.taken_back.sub("", whole[max(turned, default=0) :])


def asks(said: Utterance) -> bool:
    """Return whether an answer is a question; a polite request only has the form of one."""
    phrasing = wording(said.language)
    whole = said.whole if phrasing is JAPANESE_WORDING else said.spoken
    return (phrasing.asked.search(whole) is not None or "?" in said.form) and not phrasing.asks_for_it.search(whole)


def consists_of(text: str, pieces: Collection[str]) -> bool:
    """Return whether *text* is a sequence of *pieces*, in linear time however the pieces overlap."""
    lengths = {len(piece) for piece in pieces}
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + length for length in lengths if text[start : start + length] in pieces}
    return len(text) in reached


def names_person(whole: str, phrasing: Wording = JAPANESE_WORDING) -> str:
    """Return the part in which a person is asked for by name, or ""."""
    match = phrasing.person.search(whole)
    return match.group() if match else ""


def without_names(whole: str, phrasing: Wording = JAPANESE_WORDING) -> str:
    """Return an answer with the names of banks and firms blanked: 千葉銀行 is a caller, 銀行 a reason to call."""
    for names in phrasing.named:
        whole = names.sub(lambda match: _blank(match.group(), phrasing), whole)
    return whole


def _blank(name: str, phrasing: Wording) -> str:
    return name if name.startswith(phrasing.unnamed) else "＿" * len(name)
