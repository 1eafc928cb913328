"""What callers noticed of the plans that led their calls, as far as copies of these plans are stored."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ivr.records.report import NONE, Table
from ivr.site import Site, load
from ivr.translation import N_, _

# What compares and checks plans is imported only where there are some: it takes a second.
# ruff: noqa: PLC0415

_HEADS = ("plan", "what", "before")
_Row = tuple[str, str, str]
"""What changed, how it was before and after."""


def plans_changed(var: Path, plans: Sequence[str]) -> Table:
    """Return the changed numbers and texts of *plans*, each against the one before it, from the copies in *var*."""
    folder = var / "plans"
    sites = {name: load(folder / name) for name in plans if len(plans) > 1 and _is_stored(folder, name)}
    rows = [
        (new, subject, before or NONE, after or NONE)
        for old, new in pairwise(plans)
        for subject, before, after in _changes(sites.get(old), sites.get(new))
    ]
    return Table("changes", N_("Numbers and texts that changed"), (*_HEADS, "after"), tuple(rows), _HEADS)


def _is_stored(folder: Path, name: str) -> bool:
    try:
        if not (folder / name).is_dir():
            return False
        from ivr.web.reload.store import PlanStore

        return PlanStore(folder).is_intact(name)
    except OSError:
        return False


def _changes(old: Site | None, new: Site | None) -> Iterator[_Row]:
    if old is None or new is None:
        yield _("no longer stored: what changed is not known"), "", ""
        return
    from ivr.check.diff import office_changes, prefecture_names
    from ivr.check.diff.changed_texts import text_changes

    found = [*text_changes(old, new)]
    if old.directory and new.directory:
        names = prefecture_names(new.places or old.places)
        found = [*office_changes(old.directory, new.directory, names), *found]
    yield from ((one.subject, one.before or "", one.after or "") for one in found)
