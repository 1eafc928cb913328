"""The table of all postal codes, as two arrays of numbers, to save memory."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ivr.places.data.tsv import exact_digits
from ivr.translation import N_, _

_RUNS = re.compile(r"\s*(?:[0-9]{4}(?:-[0-9]{4})?(?:\s+|$))*")

PostalRuns = tuple[str, list[range]]
"""The code of a municipality, and its runs of postal codes."""


@dataclass(frozen=True, slots=True)
class PostalCodes:
    """Every postal code in ascending order, each with the index of its municipality's code in *owners*."""

    numbers: Sequence[int]
    municipalities: Sequence[int]
    owners: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    def owners_between(self, first: int, last: int) -> list[str]:
        """Return the municipality's code for every postal code in [first, last], once per postal code."""
        start, end = bisect_left(self.numbers, first), bisect_right(self.numbers, last)
        return [self.owners[place] for place in self.municipalities[start:end]]


def postal_row(row: Sequence[str], codes: Collection[str] | None) -> PostalRuns:
    """Read first three digits, municipality and runs of last four digits; ValueError at a bad row.

    *codes* are the municipalities' codes, None if they could not be read.
    """
    prefix, owner, runs = row
    base = int(exact_digits(prefix, 3, N_("the beginning of a postal code"))) * 10_000
    if exact_digits(owner, 5, N_("the code of a municipality")) and codes is not None and owner not in codes:
        raise ValueError(_("no municipality has the code {code}").format(code=owner))
    if not _RUNS.fullmatch(runs):
        wrong = next(run for run in runs.split() if not _RUNS.fullmatch(run))
        raise ValueError(_("expected the last four digits of postal codes (0010-0040), found {run}").format(run=wrong))
    ends = [run.partition("-") for run in runs.split()]
    return owner, [range(base + int(first), base + int(last or first) + 1) for first, _dash, last in ends]


def postal_codes(rows: Iterable[PostalRuns]) -> PostalCodes:
    """Build the table from each municipality's runs of numbers."""
    owners: dict[str, int] = {}
    pairs: list[int] = []
    for owner, runs in rows:
        place = owners.setdefault(owner, len(owners))
        for run in runs:
            pairs += range(run.start << 16 | place, run.stop << 16 | place, 1 << 16)
    pairs.sort()
    numbers = array("I", [pair >> 16 for pair in pairs])
    return PostalCodes(numbers, array("H", [pair & 0xFFFF for pair in pairs]), tuple(owners))
