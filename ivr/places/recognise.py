"""Recognise a place in a caller's words, by named rules of which the first that applies decides."""

import re
from collections.abc import Sequence

from ivr.heard.normal import excerpt
from ivr.heard.utterance import JAPANESE, Utterance, letters, utterance
from ivr.places.area import explain_national
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.english import explain_in_english
from ivr.places.outcome import Certain, Explained, PlaceOutcome, Unknown
from ivr.places.postal import BEGINNING, POSTAL_CODE, explain_postal
from ivr.places.rules import PlaceQuestion, PlaceRule, decide, decide_by_sound, or_denied
from ivr.places.text.digits import digits_in
from ivr.places.text.mentions import Context, Masks, mentions, uncorrected
from ivr.places.text.named_places import named_places

_NOTHING = Masks()
_NAMES_CODE = re.compile(r"(?:郵便|有便|ゆうびん)(?:番号|ばんごう)|〒")


def locate(
    gazetteer: Gazetteer,
    text: str,
    refused: frozenset[str] = frozenset(),
    near: Sequence[str] = (),
    no_places: Masks = _NOTHING,
    language: str = JAPANESE,
) -> PlaceOutcome:
    """Return where `text` says the caller is.

    `refused` are codes that are not proposed again (a prefecture's code refuses its municipalities too); `near` are
    the prefectures of the caller's telephone area, which only order candidates; `no_places` are names that are not
    places on this site. Never raises, whatever the text.
    """
    return explain(gazetteer, text, refused, near, no_places, language).outcome


def explain(
    gazetteer: Gazetteer,
    text: str,
    refused: frozenset[str] = frozenset(),
    near: Sequence[str] = (),
    no_places: Masks = _NOTHING,
    language: str = JAPANESE,
) -> Explained:
    """Return what `locate` returns, with the rule that decided."""
    return explain_said(gazetteer, utterance(text, language), refused, near, no_places)


def explain_said(
    gazetteer: Gazetteer,
    said: Utterance,
    refused: frozenset[str],
    near: Sequence[str],
    no_places: Masks,
    *,
    by_sound: bool = True,
) -> Explained:
    """Return what `explain` returns, for an answer that already has its forms, as a call passes it on.

    Without *by_sound* only what is written counts: if the words have another meaning, sound would mislead.
    """
    form = excerpt(said.clear)
    question = PlaceQuestion(gazetteer, form, refused, near)
    explained_in = _explain if said.language == JAPANESE else explain_in_english
    return explained_in(question, form, no_places, by_sound=by_sound)


def _explain(question: PlaceQuestion, form: str, no_places: Masks, *, by_sound: bool) -> Explained:
    # Three digits may be anything, unless the caller says what they are: 郵便番号は460です.
    lengths = (POSTAL_CODE, BEGINNING) if _NAMES_CODE.search(form) else (POSTAL_CODE,)
    figures, form = digits_in(form), no_places.masked(form)  # よんまるご may be a name, but not within a number
    all_names = mentions(question.places, form)
    named = [name for name in all_names if name.context is not Context.NO_PLACE]
    joined = named_places(question.places, form, uncorrected(form, named))
    outcome, rule = decide(question, joined)
    if rule is PlaceRule.NOTHING and len(named) == len(all_names):
        if len(figures) in lengths:
            return explain_postal(question.places, figures, question.refused)
        if figures.startswith("0"):
            return explain_national(question.places, figures, question.refused)
        outcome, rule = decide_by_sound(question, form, joined) if by_sound else (outcome, rule)
    if not isinstance(outcome, Certain) and letters(outcome.heard) in no_places.alone:
        return Explained(Unknown(), PlaceRule.NOTHING)
    return Explained(outcome, or_denied(rule, joined))
