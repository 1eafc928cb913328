"""Names that are no places: of this site's own services and offices, and of others that callers speak of.

They are replaced in an answer before a place is looked for in it: 本部 is no 本部町, and 千葉商工会議所 does not say
that a caller is in 千葉.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OWN, ELSEWHERE = "、", "〓"
"""What each character becomes: of a name of the site's own a mark, as between clauses; of another's, this sign."""

_INSIDE = 3  # characters from which on a name is found inside a longer answer too


@dataclass(frozen=True, slots=True)
class Masks:
    """Names in plain form with what each becomes, and those (*alone*) that are no place by themselves."""

    marks: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # of the names by their first character

    def masked(self, form: str) -> str:
        """Return a text in normal form, of the same length, with each character of the longest names replaced."""
        found, start = "", 0
        while start < len(form):
            name = self._name_at(form, start)
            found += self.marks[name] * len(name) if name else form[start]
            start += len(name) or 1
        return found

    def _name_at(self, form: str, start: int) -> str:
        for length in self.lengths.get(form[start], ()):
            if form[start : start + length] in self.marks:
                return form[start : start + length]
        return ""


def masks(own: Iterable[str], elsewhere: Iterable[str] = (), alone: Iterable[str] = ()) -> Masks:
    """Prepare names in plain form: the site's own, and what others call themselves; a name in both is the site's.

    Words of one or two characters, and those in *alone*, are no place only where they would be one by themselves.
    """
    own, elsewhere = list(own), list(elsewhere)
    marks = {name: ELSEWHERE for name in elsewhere if len(name) >= _INSIDE}
    marks |= {name: OWN for name in own if len(name) >= _INSIDE}
    lengths: dict[str, set[int]] = {}
    for name in marks:
        lengths.setdefault(name[0], set()).add(len(name))
    longest_first = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
    return Masks(marks, frozenset([*own, *elsewhere, *alone]), longest_first)
