"""What callers noticed of the plans that led their calls, as far as copies of these plans are stored."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ivr.check.diff import Change, office_changes, prefecture_names
from ivr.check.diff.changed_texts import text_changes
from ivr.records.report import NONE, Table
from ivr.site import Site, load
from ivr.translation import N_, _
from ivr.web.reload.store import PlanStore

_HEADS = ("plan", "what", "before")


def plans_changed(var: Path, plans: Sequence[str]) -> Table:
    """Return the changed numbers and texts of *plans*, each against the one before it, from the copies in *var*."""
    store = PlanStore(var / "plans")
    sites = {name: load(store.folder / name) for name in plans if len(plans) > 1 and _is_stored(store, name)}
    rows = [
        (new, change.subject, change.before or NONE, change.after or NONE)
        for old, new in pairwise(plans)
        for change in _changes(sites.get(old), sites.get(new))
    ]
    return Table("changes", N_("Numbers and texts that changed"), (*_HEADS, "after"), tuple(rows), _HEADS)


def _is_stored(store: PlanStore, name: str) -> bool:
    try:
        return store.is_intact(name)
    except OSError:
        return False


def _changes(old: Site | None, new: Site | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("plan", _("not stored any more: what changed is not known"))
        return
    if old.directory and new.directory:
        yield from office_changes(old.directory, new.directory, prefecture_names(new.places or old.places))
    yield from text_changes(old, new)
