"""The tables of a month's report, with the budgets and names of a site, and what changed between its plans."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from ivr.clock import JAPAN
from ivr.garbage import no_collection
from ivr.records import FOLDER, USUAL
from ivr.records.around import bounds_in
from ivr.records.report import NONE, Names, Table, plan_before, tables_of
from ivr.records.shipper import now
from ivr.site import load, shipped

from .plans_changed import plans_changed


def reported(engine: Engine, month: datetime, site: Path | None, var: Path) -> tuple[tuple[Table, ...], Names]:
    """Return the tables of *month*, and the names of the *site* as far as it can be read; *var* has its older plans."""
    following = (month + timedelta(days=31)).replace(day=1)
    since, until = (int(day.replace(tzinfo=JAPAN).timestamp() * 1000) for day in (month, following))
    with no_collection():
        plan = load(site or shipped()).plan
    budgets = asdict(plan.flow.budgets) if plan else {}
    with engine.connect() as connection:
        *tables, gaps = tables_of(connection, since, until, now(), budgets, bounds_in(var / FOLDER) or USUAL)
        before = plan_before(connection, since)
    of_month = next([str(row[0]) for row in table.rows[:-1]] for table in tables if table.name == "plans")
    led = [name for name in dict.fromkeys((before, *of_month)) if name and name != NONE]
    return (*tables, plans_changed(var, led), gaps), Names.of(plan) if plan else Names()
