"""Postal codes: seven digits name a municipality, three a region, which is often one prefecture."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Explained, PlaceOutcome, Probable, Unknown
from ivr.places.text.digits import digits
from ivr.translation import N_

POSTAL_CODE = 7  # digits
_SHORT = 3


class PostalRule(StrEnum):
    """Why an outcome is what it is."""

    NO_CODE = N_("no number of seven or three digits")
    NOWHERE = N_("no place has this postal code")
    CODE = N_("the place of this postal code, or of nine in ten that begin so")
    BORDER = N_("the postal code reaches into several prefectures")


_CLEAR_MAJORITY = 0.9  # of the codes under a prefix: below it the caller chooses, above it he is asked yes or no


def postal(gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset()) -> PlaceOutcome:
    """Return where the postal code is that a caller keyed or spoke: a question, never certain, for keys slip.

    Seven digits ask about the municipality (or the prefecture, where a code has several), three about the prefecture.
    Codes in two prefectures are a choice; unknown codes and other lengths are Unknown.
    """
    return explain_postal(gazetteer, text, refused).outcome


def explain_postal(gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset()) -> Explained:
    """Return what `postal` returns together with the rule that decided."""
    heard = digits(text)
    if len(heard) not in (POSTAL_CODE, _SHORT):
        return Explained(Unknown(), PostalRule.NO_CODE)
    span = 10 ** (POSTAL_CODE - len(heard))
    owners = gazetteer.postal.owners_between(int(heard) * span, int(heard) * span + span - 1)
    left = Counter(owner for owner in owners if not {owner, owner[:2]} & refused)
    prefectures = Counter[str]()
    for owner, number in left.items():
        prefectures[owner[:2]] += number
    likeliest = [code for code, _ in prefectures.most_common(MOST_CHOICES)]
    if not likeliest:
        return Explained(Unknown(), PostalRule.NOWHERE)
    asked = [_name(code, [owner for owner in left if owner[:2] == code]) for code in likeliest]
    if prefectures[likeliest[0]] >= _CLEAR_MAJORITY * prefectures.total():
        return Explained(Probable(asked[0], heard, tuple(asked[1:])), PostalRule.CODE)
    return Explained(Ambiguous(tuple(asked), heard), PostalRule.BORDER)


def _name(prefecture: str, owners: Sequence[str]) -> str:
    return owners[0] if len(owners) == 1 else prefecture
