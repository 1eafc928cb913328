"""The report of a month, with the budgets and names of a site, and the changes between its plans."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from ivr.clock import now
from ivr.columns import columns, padded
from ivr.garbage import no_collection
from ivr.records import FOLDER
from ivr.records.hindrances import limits_in
from ivr.records.report import NONE, Table, plan_before, tables_of
from ivr.records.report.table import Cell
from ivr.site import Site, load, read_budgets
from ivr.translation import N_, _

from .days import start

if TYPE_CHECKING:
    from ivr.records.report.page import SiteNames

# What compares and checks plans, and what draws a page, is imported only where there is some: it takes a second.
# ruff: noqa: PLC0415

_WIDEST = 40
"""Columns that a table's longest word may take of each of its lines."""
_Row = tuple[str, str, str]
"""What changed, how it was before and after."""


def month_tables(engine: Engine, month: datetime, site: Path, var: Path) -> tuple[Table, ...]:
    """Return the tables of *month*; of the *site* only the budgets are read; *var* holds its older plans."""
    since, until = start(month), start((month + timedelta(days=31)).replace(day=1))
    budgets = read_budgets(site)
    allowed = asdict(budgets) if budgets else {}
    with engine.connect() as connection:
        *tables, gaps = tables_of(connection, since, until, now(), allowed, limits_in(var / FOLDER))
        before = plan_before(connection, since)
    of_month = next([str(row[0]) for row in table.rows[:-1]] for table in tables if table.name == "plans")
    led = [name for name in dict.fromkeys((before, *of_month)) if name and name != NONE]
    return (*tables, plans_changed(var, led), gaps)


def names_of(site: Path) -> "SiteNames":
    """Return the names that the *site* uses, as far as it can be read."""
    from ivr.records.report.page import SiteNames

    with no_collection():
        plan = load(site).plan
    return SiteNames.of(plan) if plan else SiteNames()


def as_figures(tables: Sequence[Table], names: "SiteNames") -> Iterator[tuple[str, str, str, Cell]]:
    """Yield the figures of *tables*, each with its table, row and column, in the words of the page."""
    from ivr.records.report.page import for_site, read_cell, read_label

    for table in for_site(tables, names):
        count = len(table.heads)
        for row in table.rows:
            name = " ".join(filter(None, (read_cell(names, table, at, cell) for at, cell in enumerate(row[:count]))))
            cells = zip(table.figures, row[count:], strict=True)
            yield from ((_(table.title), name, read_label(column), value) for column, value in cells)


def as_text(tables: Sequence[Table], names: "SiteNames") -> str:
    """Return *tables* for people, in the words of the page."""
    from ivr.records.report.page import for_site

    return "\n\n".join(_text(table, names) for table in for_site(tables, names))


def _text(table: Table, names: "SiteNames") -> str:
    """Return *table* for people: words to the left, figures to the right; a long text pushes only its own line."""
    from ivr.records.report.page import read_cell, read_label

    named = partial(read_cell, names, table)
    heads = tuple(read_label(column) for column in table.columns)
    lines = [heads, *(tuple(named(at, cell) for at, cell in enumerate(row)) for row in table.rows)]
    widths = [min(_WIDEST, max(map(columns, column))) for column in zip(*lines, strict=True)]
    figures = [any(not isinstance(row[at], str) for row in table.rows) for at in range(len(heads))]
    padded_rows = (
        "  ".join(
            padded(cell, width, to_the_right=figure) for cell, width, figure in zip(line, widths, figures, strict=True)
        ).rstrip()
        for line in lines
    )
    return "\n".join((f"{_(table.title)}:", "", *padded_rows))


def plans_changed(var: Path, plans: Sequence[str]) -> Table:
    """Return the changed numbers and texts of *plans*, each against the one before it, from the copies in *var*."""
    folder = var / "plans"
    sites = {name: load(folder / name) for name in plans if len(plans) > 1 and _is_stored(folder, name)}
    rows = [
        (new, subject, before or NONE, after or NONE)
        for old, new in pairwise(plans)
        for subject, before, after in _changes(sites.get(old), sites.get(new))
    ]
    return Table("changes", N_("Numbers and texts that changed"), ("plan", "what", "before"), ("after",), tuple(rows))


def _is_stored(folder: Path, name: str) -> bool:
    try:
        if not (folder / name).is_dir():
            return False
        from ivr.web.reload.plan_store import PlanStore

        return PlanStore(folder).is_intact(name)
    except OSError:
        return False


def _changes(old: Site | None, new: Site | None) -> Iterator[_Row]:
    if old is None or new is None:
        yield _("no longer stored: what changed is not known"), "", ""
        return
    from ivr.check.diff import office_changes
    from ivr.check.diff.changed_texts import text_changes

    changes = [*text_changes(old, new)]
    if old.directory and new.directory:
        places = new.places or old.places
        names = places.area_names if places else {}
        changes = [*office_changes(old.directory, new.directory, names), *changes]
    yield from ((change.subject, change.before or "", change.after or "") for change in changes)
