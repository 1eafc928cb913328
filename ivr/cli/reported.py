"""The report of a month, with the budgets and names of a site, and the changes between its plans."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from ivr.garbage import no_collection
from ivr.records import FOLDER, USUAL
from ivr.records.around import bounds_in
from ivr.records.report import NONE, Table, plan_before, tables_of
from ivr.records.steady import now
from ivr.site import load, read_budgets, shipped

from .days import start
from .plans_changed import plans_changed

if TYPE_CHECKING:
    from ivr.records.report.page import Names


def reported(engine: Engine, month: datetime, site: Path | None, var: Path) -> tuple[Table, ...]:
    """Return the tables of *month*; of the *site* only the budgets are read, and *var* has its older plans."""
    since, until = start(month), start((month + timedelta(days=31)).replace(day=1))
    budgets = read_budgets(site or shipped())
    allowed = asdict(budgets) if budgets else {}
    with engine.connect() as connection:
        *tables, gaps = tables_of(connection, since, until, now(), allowed, bounds_in(var / FOLDER) or USUAL)
        before = plan_before(connection, since)
    of_month = next([str(row[0]) for row in table.rows[:-1]] for table in tables if table.name == "plans")
    led = [name for name in dict.fromkeys((before, *of_month)) if name and name != NONE]
    return (*tables, plans_changed(var, led), gaps)


def names_of(site: Path | None) -> "Names":
    """Return what the *site* calls things, as far as it can be read."""
    from ivr.records.report.page import Names  # noqa: PLC0415 - figures alone need no page

    with no_collection():
        plan = load(site or shipped()).plan
    return Names.of(plan) if plan else Names()
