"""Points about what the service stores: its database, its journal, the plans of calls in progress; and its alerts."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from ivr.records import database
from ivr.site import load, shipped
from ivr.site.reference import BOOK
from ivr.translation import N_, _
from ivr.web.reload.plan_store import PlanStore

from .circumstances import Circumstances
from .diagnosis import SET_PASSWORD, Diagnosis, fine, to_do, wrong

MOST_WAITING = 8 * 1024 * 1024
"""Bytes of a journal beyond which the database does not keep up: some twenty thousand events."""
_EMPTY = N_("the service creates its tables at its first start")

_OF_RELEASE: Mapping[database.Schema, Callable[[str], Diagnosis]] = {
    database.Schema.CURRENT: lambda where: fine(N_("{where} exists, and belongs to this release"), where=where),
    database.Schema.OLDER: lambda where: to_do(
        N_("{where} belongs to an earlier release"), N_("the service upgrades it when it starts"), where=where
    ),
    database.Schema.NEWER: lambda where: wrong(
        N_("{where} belongs to a later release"), N_("upgrade this release"), where=where
    ),
}


def records_database(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the database can be reached, and is of this release."""
    settings = circumstances.settings
    if not settings.records:
        return to_do(
            N_("no calls are recorded (IVR_RECORDS=0)"), N_("nobody will see which callers do not reach their office")
        )
    where = "DATABASE_URL" if settings.database_url else "var/records.db"
    try:
        engine = database.reading(database.url_for(settings.database_url, settings.folder))
        with engine.connect() as connection:
            database.refuse_encoding(connection)
            schema, empty = database.schema(connection), not inspect(connection).get_table_names()
        engine.dispose()
    except FileNotFoundError:
        return to_do(N_("{where} does not exist yet"), _EMPTY, where=where)
    except SQLAlchemyError as error:
        message = N_("{where} cannot be read: {why}")
        return wrong(
            message, N_("calls go on; their records wait in var/records"), where=where, why=database.reason(error)
        )
    return (
        to_do(N_("{where} can be reached, and is empty"), _EMPTY, where=where) if empty else _OF_RELEASE[schema](where)
    )


def journal(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the events of calls reach the database, by the service's own report."""
    ready = circumstances.ready
    if "records" not in ready:
        return to_do(N_("whether records reach the database is shown only with the password"), SET_PASSWORD)
    records = ready["records"]
    if records is None:
        return to_do(N_("the service records no calls"), N_("IVR_RECORDS=0 is set there"))
    return _stored(records)


def _stored(records: Mapping[str, Any]) -> Diagnosis:
    """Diagnose by the service's own report on its *records* whether calls reach the database."""
    if records["database"] != "ok":
        message = N_("not all records reach the database ({database}): {why}")
        return wrong(
            message,
            N_("check the database, and whether the service may read and write IVR_VAR"),
            database=records["database"],
            why=records["why"] or _("nothing more is known"),
        )
    if records["waiting_bytes"] > MOST_WAITING:
        return wrong(
            N_("{bytes} bytes are waiting for the database"),
            N_("it is too slow, or was down"),
            bytes=records["waiting_bytes"],
        )
    if records.get("clock"):  # a service of an earlier release does not report it
        return to_do("{clock}", N_("check the clock of that machine"), clock=records["clock"])
    if records["lost"]:
        return to_do(
            N_("{lost} call events have been lost since the start"), N_("the log shows when"), lost=records["lost"]
        )
    return fine(N_("{bytes} bytes are waiting, nothing was lost"), bytes=records["waiting_bytes"])


def saved_plans(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether this release can read the plans of calls in progress: to be asked before it takes over."""
    store = PlanStore(circumstances.settings.folder / "plans")
    names = store.names() if store.folder.is_dir() else ()
    unread = [name for name in names if not store.is_intact(name) or load(store.folder / name).plan is None]
    if unread:
        message = N_("{count} of {all} saved plans cannot be read by this release: {names}")
        do = N_("their calls in progress would continue with the current plan: replace the service when there are none")
        return to_do(message, do, count=len(unread), all=len(names), names=", ".join(unread))
    return fine(N_("all {all} saved plans can be read"), all=len(names))


def privacy(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the privacy notice about stored calls is published."""
    published = circumstances.come(circumstances.plan.flow.privacy_published)
    if published is None:
        message = N_("nothing shows that callers can read what is stored about their calls")
        do = N_("publish the text that is in {book}, and write the day to data/flow.yaml: privacy_published")
        return to_do(message, do, book=shipped() / BOOK)
    return fine(N_("what is stored about a call was published on {day}"), day=published)


def watched(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether anybody is alerted to failures, and which alerts hold now."""
    if firing := circumstances.ready.get("alerts"):
        return wrong("{alerts}", alerts="; ".join(f"{name}: {text}" for name, text in firing.items()))
    settings = circumstances.settings
    if not settings.alert_url and not settings.metrics_token:
        do = N_("set IVR_ALERT_URL, or IVR_METRICS_TOKEN for a Prometheus")
        return to_do(N_("nobody is told when something goes wrong"), do)
    if "alerts" not in circumstances.ready:
        return to_do(N_("current problems are shown only with the password"), SET_PASSWORD)
    return fine(N_("problems are reported; there are none at the moment"))
