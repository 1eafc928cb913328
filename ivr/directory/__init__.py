"""The directory of offices: services, offices, shared lines, telephone numbers in E.164, and when offices answer.

An office of an area is keyed by (area, service), not by its number, because two offices that share a line are still
different to a caller. All values are immutable; `ivr.site` reads and checks them.
"""

from .hours import ALWAYS, DAY, Hours, Notice, Period, Times
from .numbers import e164, is_e164, is_placeholder, is_printed
from .offices import NONE, Directory, Office, Service, Source, elsewhere, missing

__all__ = [
    "ALWAYS",
    "DAY",
    "NONE",
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
