"""Everything that a line needs before it goes live: a table of points, in the order in which operators do them.

To add one: a function in an `of_` module, and a line in `POINTS`.
"""

from ivr.translation import N_

from . import of_account, of_machine, of_records, of_service, of_site
from .circumstances import Circumstances
from .diagnosis import STATES, Diagnosis, Point

__all__ = ["POINTS", "STATES", "Circumstances", "Diagnosis", "Point"]

POINTS: tuple[Point, ...] = (
    Point(N_("environment"), of_machine.environment),
    Point(N_("site"), of_site.files),
    Point(N_("numbers"), of_site.numbers),
    Point(N_("fallback office"), of_site.fallback),
    Point(N_("privacy"), of_records.privacy),
    Point(N_("timetable"), of_site.timetable),
    Point(N_("voices"), of_site.voices),
    Point(N_("recogniser"), of_site.recogniser),
    Point("var/", of_machine.var_writable, here=True),
    Point(N_("disk"), of_machine.disk, here=True),
    Point(N_("workers"), of_machine.workers, here=True),
    Point(N_("clock"), of_machine.clock, here=True),
    Point(N_("database"), of_records.records_database, here=True),
    Point(N_("kept plans"), of_records.saved_plans, here=True),
    Point(N_("public URL"), of_service.public_url),
    Point(N_("certificate"), of_service.certificate),
    Point(N_("round trip"), of_service.round_trip),
    Point(N_("serving plan"), of_service.serving_plan),
    Point(N_("journal"), of_records.journal),
    Point(N_("alerts"), of_records.watched),
    Point(N_("credentials"), of_account.credentials),
    Point(N_("auth token"), of_account.token),
    Point(N_("number"), of_account.number),
    Point(N_("fallback URL"), of_account.fallback_elsewhere),
    Point(N_("caller ID"), of_account.caller_id),
    Point(N_("errors"), of_account.errors),
)
