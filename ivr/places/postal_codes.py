"""The table of all postal codes, small in memory: two arrays of numbers."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostalCodes:
    """Every postal code in ascending order, and beside each the place of its municipality's code in `owners`."""

    numbers: Sequence[int]
    municipalities: Sequence[int]
    owners: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    def owners_between(self, first: int, last: int) -> list[str]:
        """Return the municipality's code of every postal code in [first, last], as often as it has one there."""
        start, end = bisect_left(self.numbers, first), bisect_right(self.numbers, last)
        return [self.owners[place] for place in self.municipalities[start:end]]


def postal_codes(rows: Iterable[Sequence[str]]) -> PostalCodes:
    """Build the table from rows of (first three digits, municipality, runs of last four); ValueError at a bad one."""
    owners: dict[str, int] = {}
    pairs: list[int] = []
    for prefix, owner, runs in rows:
        place = owners.setdefault(owner, len(owners))
        base = int(prefix) * 10_000
        for run in runs.split():
            first, _, last = run.partition("-")
            pairs += [number << 16 | place for number in range(base + int(first), base + int(last or first) + 1)]
    pairs.sort()
    numbers = array("I", [pair >> 16 for pair in pairs])
    return PostalCodes(numbers, array("H", [pair & 0xFFFF for pair in pairs]), tuple(owners))
