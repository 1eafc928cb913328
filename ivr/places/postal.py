"""Postal codes: seven digits name a municipality, three a region, which is often one prefecture."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from ivr.places.data.gazetteer import Gazetteer
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Beyond, Explained, PlaceOutcome, Probable, Unknown
from ivr.places.text.digits import digits
from ivr.translation import N_

POSTAL_CODE = 7  # digits
BEGINNING = 3  # digits that give the area by themselves, mostly

_CLEAR_MAJORITY = 0.9  # share of the codes under a prefix: below it the caller chooses, above it is asked yes or no


class PostalRule(StrEnum):
    """The rule that decided an outcome, in the words that `--explain` prints."""

    NO_CODE = N_("not a number of seven or three digits")
    NOWHERE = N_("no place has this postal code")
    BEYOND = N_("the place of this postal code lies in no area of this site, or holds several")
    CODE = N_("the place of this postal code, or of nine in ten that begin so")
    BORDER = N_("the postal code reaches into several areas")


def postal(gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset()) -> PlaceOutcome:
    """Return the question that a keyed or spoken postal code leads to; it is never certain, as keys are mistyped.

    Seven digits ask about the municipality (or the area, if a code has several), three about the area. A code in two
    areas is a choice; unknown codes and other lengths are Unknown.
    """
    return explain_postal(gazetteer, text, refused).outcome


def explain_postal(gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset()) -> Explained:
    """Return what `postal` returns, with the rule that decided."""
    heard = digits(text)
    if len(heard) not in (POSTAL_CODE, BEGINNING):
        return Explained(Unknown(), PostalRule.NO_CODE)
    span = 10 ** (POSTAL_CODE - len(heard))
    owners = gazetteer.postal.owners_between(int(heard) * span, int(heard) * span + span - 1)
    left = Counter(owner for owner in owners if not {owner, gazetteer.area_of(owner)} & refused)
    areas = Counter[str]()
    for owner, number in left.items():
        areas[gazetteer.area_of(owner)] += number
    elsewhere = areas.pop("", 0)
    likeliest = [code for code, _ in areas.most_common(MOST_CHOICES)]
    if not likeliest and elsewhere:
        return Explained(Beyond(next(iter(left)), heard), PostalRule.BEYOND)
    if not likeliest:
        return Explained(Unknown(), PostalRule.NOWHERE)
    asked = [_name(code, [owner for owner in left if gazetteer.area_of(owner) == code]) for code in likeliest]
    if areas[likeliest[0]] >= _CLEAR_MAJORITY * areas.total():
        return Explained(Probable(asked[0], heard, tuple(asked[1:])), PostalRule.CODE)
    return Explained(Ambiguous(tuple(asked), heard), PostalRule.BORDER)


def _name(area: str, owners: Sequence[str]) -> str:
    return owners[0] if len(owners) == 1 else area
