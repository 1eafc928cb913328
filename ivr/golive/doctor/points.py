"""The points in the order in which an operator sees to them. To add one: a function in a module beside, a line here."""

from typing import Final

from . import of_account, of_machine, of_records, of_service, of_site
from .circumstances import Circumstances
from .finding import Diagnosis, Point, fine, to_do, wrong


def environment(circumstances: Circumstances) -> Diagnosis:
    """Tell whether the variables can be read, and calls be told from strangers' requests."""
    if circumstances.mistakes:
        return wrong("{mistakes}", mistakes="; ".join(circumstances.mistakes.splitlines()))
    if circumstances.settings.demo:
        return to_do("demo mode: this machine alone is answered", "set TWILIO_AUTH_TOKEN and IVR_PUBLIC_URL")
    return fine("every variable can be read")


POINTS: Final[tuple[Point, ...]] = (
    Point("environment", environment),
    Point("site", of_site.files),
    Point("numbers", of_site.numbers),
    Point("fallback office", of_site.fallback),
    Point("privacy", of_records.privacy),
    Point("timetable", of_site.timetable),
    Point("voices", of_site.voices),
    Point("recogniser", of_site.recogniser),
    Point("var/", of_machine.var_writable, here=True),
    Point("disk", of_machine.disk, here=True),
    Point("workers", of_machine.workers, here=True),
    Point("clock", of_machine.clock, here=True),
    Point("database", of_records.records_database, here=True),
    Point("kept plans", of_records.kept_plans, here=True),
    Point("public URL", of_service.public_url),
    Point("certificate", of_service.certificate),
    Point("round trip", of_service.round_trip),
    Point("serving plan", of_service.serving_plan),
    Point("refusals", of_service.refusals),
    Point("journal", of_records.journal),
    Point("alerts", of_records.watched),
    Point("credentials", of_account.credentials),
    Point("auth token", of_account.token),
    Point("number", of_account.number),
    Point("fallback URL", of_account.fallback_elsewhere),
    Point("caller ID", of_account.caller_id),
    Point("errors", of_account.errors),
)
