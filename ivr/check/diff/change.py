"""One thing that callers will notice, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from ivr.translation import _


@dataclass(frozen=True, slots=True)
class Change:
    """A difference that callers notice.

    *kind* is the sort of thing (number, swap, prompt, choice …), *subject* which one: an office, or a prompt's name.
    *before* and *after* are as callers hear or reach it; None if it did not exist, or no longer does. *note* adds what
    these do not show.
    """

    kind: str
    subject: str
    before: str | None = None
    after: str | None = None
    note: str = ""

    def __str__(self) -> str:
        """Describe it in a line: `愛知県 経営改善支援センター: 052-223-6953 → 052-223-6950`."""
        note = f" ({self.note})" if self.note else ""
        match self.before, self.after:
            case None, None:
                return f"{self.subject}: {self.note}"
            case None, after:
                return _("{subject}: new: {after}{note}").format(subject=self.subject, after=after, note=note)
            case before, None:
                return _("{subject}: gone: {before}{note}").format(subject=self.subject, before=before, note=note)
            case before, after:
                return f"{self.subject}: {before} → {after}{note}"


def compared(kind: str, old: Mapping[str, str], new: Mapping[str, str], prefix: str = "") -> Iterator[Change]:
    """Yield the differences between two mappings of subjects to words."""
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after:
            yield Change(kind, f"{prefix}{name}", before, after)


def as_data(changes: Iterable[Change]) -> list[dict[str, str | None]]:
    """Return each change as an object with the fields of `Change`, and under `text` the line that people read."""
    return [{**asdict(change), "text": str(change)} for change in changes]
