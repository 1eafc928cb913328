"""`ivr records`: exports, reports, completes and deletes the calls on record."""

import csv
import os
import sys
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click
from sqlalchemy import select

from ivr.clock import japanese_time
from ivr.records import FOLDER, CallEvent, caller_key, database, hashed, purging, segments, shipper
from ivr.records.database_tables import calls
from ivr.records.events import line_of
from ivr.records.export import COLUMNS, exported
from ivr.records.supervise import locked
from ivr.safe_files import write_whole
from ivr.settings import Settings, read_settings
from ivr.translation import _, current_language

from .account import account_at, api_option
from .days import DAY, DAY_BEGUN, MONTH_BEGUN, start
from .options import NewFile, in_json, json_option, site_option, writing
from .records_database import address_of, failures_in_words, left_closed, reading

_PATIENCE = 60.0  # seconds
_UTF_8 = "\ufeff"
"""What a spreadsheet program needs at the beginning of a file, or it takes UTF-8 for Shift_JIS."""
_COLUMNS = "\n".join(f"{name}: {what}" for name, what in COLUMNS.items())


@click.group()
def records() -> None:
    """Export, count, complete or delete the calls on record.

    They are in the database that DATABASE_URL names, else in records.db in the folder that IVR_VAR names (default:
    var). Run these commands in the folder and with the environment of the service.
    """


@records.command(epilog=f"Columns (times in Japan time, durations in seconds):\n\n\b\n{_COLUMNS}")
@click.option(
    "--format",
    "how",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="Write a row a call (csv), or a JSON object a line (jsonl).",
)
@click.option("--from", "since", type=DAY, help="Leave out calls before this day (in Japan).")
@click.option("--to", "until", type=DAY, help="Leave out calls after this day (in Japan).")
@click.option("--steps", is_flag=True, help="With jsonl: add every event recorded for each call.")
@json_option
def export(how: str, since: datetime | None, until: datetime | None, *, steps: bool, as_json: bool) -> None:
    """Write the calls on record, one row or line each.

    They go to standard output in the order in which they began. --json is --format jsonl: an object a line, with the
    rings of each call. A spreadsheet program that opens CSV takes codes and numbers for figures, and drops the 0 or +
    at their beginning: import the file with all columns as text.
    """
    how = "jsonl" if as_json else how
    if steps and how == "csv":
        raise click.UsageError(_("--steps needs --format jsonl: a row of CSV has no room for them."))
    if since and until and since > until:
        message = _("--from {since:%Y-%m-%d} is later than --to {until:%Y-%m-%d}: there is no day between them.")
        raise click.UsageError(message.format(since=since, until=until))
    first = start(since) if since else 0
    last = start(until + timedelta(days=1)) if until else 1 << 53
    with reading() as engine:
        exported_calls = exported(engine, first, last, steps=steps)
        if how == "jsonl":
            for call in exported_calls:
                click.echo(in_json(call, line=True))
            return
        rows = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
        rows.writeheader()
        rows.writerows(exported_calls)


@records.command()
@click.option(
    "--month", type=MONTH_BEGUN, required=True, help="Count the calls of this month (in Japan), like 2026-11."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print a row for each figure: table, row, column, value.")
@click.option("--html", "html", type=NewFile(), metavar="FILE", help="Write one page with charts and a map to FILE.")
@site_option
@json_option
def report(month: datetime, *, as_csv: bool, html: Path | None, site: Path, as_json: bool) -> None:
    """Show the calls of a month in tables.

    The tables count what became of the calls by area and service, how the place was found, what was not understood and
    where, what callers asked, where they hung up, the seconds until a telephone rang, how each office answered, hours
    and weekdays, plans and what changed with them, and minutes without a service. Budgets and names are those of the
    site as it is now.
    """
    from .month_report import (  # noqa: PLC0415 - the other commands begin without what a report needs
        as_figures,
        as_text,
        month_tables,
        names_of,
    )

    if sum((bool(html), as_csv, as_json)) > 1:
        raise click.UsageError(_("--html, --csv and --json exclude each other."))
    with reading() as engine:
        tables = month_tables(engine, month, site, read_settings(os.environ).folder)
    if html:
        from ivr.records.report.page import page  # noqa: PLC0415 - text and figures need no page

        with writing(html):
            write_whole(html, page(tables, names_of(site), month, japanese_time(), current_language()).encode())
        click.echo(_("{file} is written.").format(file=html))
    elif as_json:
        click.echo(in_json([table.as_data() for table in tables], line=True))
    elif as_csv:
        if sys.stdout.encoding.lower() == "utf-8":
            click.echo(_UTF_8, nl=False)
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow((_("table"), _("row"), _("column"), _("value")))
        rows.writerows(as_figures(tables, names_of(site)))
    else:
        click.echo(as_text(tables, names_of(site)))


@records.command()
@click.option("--before", type=DAY_BEGUN, required=True, help="Delete calls that began before this day (in Japan).")
@json_option
def purge(before: datetime, *, as_json: bool) -> None:
    """Delete old calls from database and journals.

    The service deletes old calls by itself after IVR_RECORDS_DAYS days (default: 400; 0: never).
    """
    settings, until = read_settings(os.environ), start(before)
    folder = settings.folder / FOLDER
    with locked(folder) as lock, failures_in_words():
        if lock is None:
            _let_shipper_purge(folder, until)
            click.echo(
                in_json({"deleted": None}, line=True)
                if as_json
                else _("The calls before {before:%Y-%m-%d} are deleted.").format(before=before)
            )
            return
        with left_closed(database.writing(address_of(settings))) as engine:
            if database.upgrade(engine) is database.Schema.NEWER:
                raise click.ClickException(_("The records were written by a later release, which must delete them."))
            deleted = purging.purge(engine, folder, until)
        message = _("Calls from before {before:%Y-%m-%d} that are deleted: {deleted}.").format(
            deleted=deleted, before=before
        )
        click.echo(in_json({"deleted": deleted}, line=True) if as_json else message)


@records.command()
@click.option("--day", type=DAY_BEGUN, required=True, help="Look at the calls that began on this day (in Japan).")
@click.option(
    "--to",
    "numbers",
    multiple=True,
    metavar="NUMBER",
    help="Look at calls to this number of the hotline, in E.164. The option may be repeated (default: "
    "IVR_CALLER_ID and the numbers that were called that day).",
)
@api_option
@json_option
def reconcile(day: datetime, numbers: tuple[str, ...], api: str, *, as_json: bool) -> None:
    """Fill gaps from Twilio's own list of calls.

    Calls that no worker recorded, ends that were never reported, and the outcomes of rings are filled in from the list;
    what is on record is not changed. The command asks Twilio with TWILIO_ACCOUNT_SID, TWILIO_API_KEY and
    TWILIO_API_SECRET (or TWILIO_AUTH_TOKEN); a restricted key that may read calls is enough.
    """
    from ivr.records.reconcile import missing_events  # noqa: PLC0415 - the other commands need not wait for what asks Twilio
    from ivr.twilio import calling_number  # noqa: PLC0415
    from ivr.twilio.calls import calls_to, legs_of  # noqa: PLC0415

    settings, since, until = read_settings(os.environ), start(day), start(day + timedelta(days=1))
    account, folder = account_at(api), settings.folder / FOLDER
    key = caller_key(settings.hash_key, settings.folder)

    def caller(number: str) -> str:
        return hashed(calling_number({"From": number}) or "", key)

    with reading() as engine, engine.connect() as connection:
        on_record = select(calls.c.called).where(calls.c.started >= since, calls.c.started < until).distinct()
        called = set(numbers) or {settings.caller_id, *connection.execute(on_record).scalars()} - {None}
        if not called:
            raise click.UsageError(_("Which number is the hotline's? Give it with --to."))
        listed = [one for number in sorted(filter(None, called)) for one in calls_to(account, number, since, until)]
        events = list(missing_events(connection, listed, partial(legs_of, account), caller))
    _hand_over(folder, settings, events)
    filled = len({event.call for event in events})
    message = _("Calls of {day:%Y-%m-%d} that Twilio lists: {count}; those with gaps, now filled: {filled}.").format(
        count=len(listed), day=day, filled=filled
    )
    click.echo(in_json({"listed": len(listed), "filled": filled}, line=True) if as_json else message)


def _hand_over(folder: Path, settings: Settings, events: list[CallEvent]) -> None:
    """Write a journal of *events*, and store it at once if no shipper runs."""
    if not events:
        return
    file = segments.create(folder)
    try:
        segments.give_to(folder.stat(), file)
        os.write(file, b"".join(map(line_of, events)))
        os.fsync(file)
    finally:
        os.close(file)
    with locked(folder) as lock:
        if lock is not None:
            alone = shipper.Shipper(folder, address_of(settings), settings.records_days)
            while alone.round():
                continue
            alone.close()


def _let_shipper_purge(folder: Path, until: int) -> None:
    """Ask the shipper that runs, which alone may write, and wait until it has done so."""
    request = purging.request(folder, until)
    end = time.monotonic() + _PATIENCE
    while request.exists():
        if time.monotonic() > end:
            raise click.ClickException(
                _(
                    "The service was asked to delete them but has not done so yet: its database may be unreachable "
                    "(see /readyz). It will delete them as soon as it can."
                )
            )
        time.sleep(0.1)
