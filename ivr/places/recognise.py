"""Recognition of a place in a caller's words, by named rules of which the first that applies decides."""

from collections.abc import Sequence
from functools import cache

from ivr.heard.normal import excerpt, normal, original
from ivr.places.data.gazetteer import Gazetteer
from ivr.places.outcome import Explained, PlaceOutcome
from ivr.places.rules import PlaceRule, Question, decide, decide_by_sound
from ivr.places.text.context import Context
from ivr.places.text.corrections import kept
from ivr.places.text.mentions import mentions
from ivr.places.text.named_places import named_places


def locate(
    gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset(), near: Sequence[str] = ()
) -> PlaceOutcome:
    """Return where `text` says the caller is.

    `refused` are codes that are not proposed again (a prefecture's code refuses its municipalities too); `near` are
    the prefectures of the caller's telephone area, which only order candidates. Never raises, whatever the text.
    """
    return explain(gazetteer, text, refused, near).outcome


def explain(
    gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset(), near: Sequence[str] = ()
) -> Explained:
    """Return what `locate` returns together with the rule that decided."""
    text = excerpt(text)
    form = normal(text)
    if form != excerpt(form):  # one character may become eighteen: ﷺ
        text = form = excerpt(form)
    return _explain(gazetteer, text, form, refused, near)


def explain_form(
    gazetteer: Gazetteer, form: str, refused: frozenset[str] = frozenset(), near: Sequence[str] = ()
) -> Explained:
    """Return what `explain` returns for a text that is in normal form already, as a call hands it on."""
    form = excerpt(form)
    return _explain(gazetteer, form, form, refused, near)


def _explain(gazetteer: Gazetteer, text: str, form: str, refused: frozenset[str], near: Sequence[str]) -> Explained:
    all_names = mentions(gazetteer, form)
    named = [name for name in all_names if name.context is not Context.NO_PLACE]
    found = named_places(gazetteer, form, kept(form, named))
    length = cache(lambda size: len(normal(text[:size])))
    question = Question(gazetteer, lambda start, end: original(text, form, start, end, length), refused, near)
    outcome, rule = decide(question, found)
    if rule is PlaceRule.NOTHING and len(named) == len(all_names):
        outcome, rule = decide_by_sound(question, form, found)
    return Explained(outcome, rule)
