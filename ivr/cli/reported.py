"""The tables of a month's report, with the budgets and names of a site, and what changed between its plans."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from ivr.clock import JAPAN
from ivr.records import FOLDER, USUAL
from ivr.records.around import bounds_in
from ivr.records.report import Names, Table, plans_of, tables_of
from ivr.records.shipper import now
from ivr.site import load, shipped

from .plans_changed import plans_changed


def reported(engine: Engine, month: datetime, site: Path | None, var: Path) -> tuple[tuple[Table, ...], Names]:
    """Return the tables of *month*, and the names of the *site* as far as it can be read; *var* has its older plans."""
    following = (month + timedelta(days=31)).replace(day=1)
    since, until = (int(day.replace(tzinfo=JAPAN).timestamp() * 1000) for day in (month, following))
    plan = load(site or shipped()).plan
    with engine.connect() as connection:
        budgets, bounds = asdict(plan.flow.budgets) if plan else {}, bounds_in(var / FOLDER) or USUAL
        *tables, gaps = tables_of(connection, since, until, now(), budgets, bounds)
        changed = plans_changed(var, plans_of(connection, since, until))
    return (*tables, changed, gaps), Names.of(plan) if plan else Names()
