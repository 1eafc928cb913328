"""The directory of offices: services, offices, shared lines, telephone numbers in E.164, and when offices answer.

An office of an area is keyed on (area, service), not on its number, because two offices may share a line and are still
different to a caller. Immutable values only; `ivr.site` reads and checks them.
"""

from .hours import ALWAYS, DAY, Hours, Notice, Period, Times
from .numbers import e164, is_e164, is_placeholder, is_printed
from .offices import NOBODY, NOTHING, Directory, Office, Service, Source, elsewhere, missing

__all__ = [
    "ALWAYS",
    "DAY",
    "NOBODY",
    "NOTHING",
    "Directory",
    "Hours",
    "Notice",
    "Office",
    "Period",
    "Service",
    "Source",
    "Times",
    "e164",
    "elsewhere",
    "is_e164",
    "is_placeholder",
    "is_printed",
    "missing",
]
