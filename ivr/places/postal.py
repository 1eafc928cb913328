"""Postal codes: seven digits name a municipality, three a region, which is often one prefecture."""

from collections import Counter
from collections.abc import Sequence

from ivr.places.digits import digits
from ivr.places.gazetteer import Gazetteer
from ivr.places.outcome import MOST_CHOICES, Ambiguous, Outcome, Probable, Unknown

_LONG, _SHORT = 7, 3
_CLEAR_MAJORITY = 0.9  # of the codes under a prefix: below it the caller chooses, above it he is asked yes or no


def postal(gazetteer: Gazetteer, text: str, refused: frozenset[str] = frozenset()) -> Outcome:
    """Return where the postal code is that a caller keyed or spoke: a question, never certain, for keys slip.

    Seven digits ask about the municipality (or the prefecture, where a code has several), three about the prefecture.
    Codes in two prefectures are a choice; unknown codes and other lengths are Unknown.
    """
    heard = digits(text)
    if len(heard) not in (_LONG, _SHORT):
        return Unknown()
    span = 10 ** (_LONG - len(heard))
    owners = gazetteer.postal.owners_between(int(heard) * span, int(heard) * span + span - 1)
    left = Counter(owner for owner in owners if not {owner, owner[:2]} & refused)
    prefectures = Counter[str]()
    for owner, number in left.items():
        prefectures[owner[:2]] += number
    likeliest = [code for code, _ in prefectures.most_common(MOST_CHOICES)]
    asked = [_name(code, [owner for owner in left if owner[:2] == code]) for code in likeliest]
    if not asked:
        return Unknown()
    if prefectures[likeliest[0]] >= _CLEAR_MAJORITY * prefectures.total():
        return Probable(asked[0], heard, tuple(asked[1:]))
    return Ambiguous(tuple(asked), heard)


def _name(prefecture: str, owners: Sequence[str]) -> str:
    return owners[0] if len(owners) == 1 else prefecture
