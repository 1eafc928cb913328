"""The directory of offices: services, offices, shared lines, and telephone numbers in E.164.

An office of an area is keyed on (area, service), not on its number, because two offices may share a line and are still
different to a caller. Immutable values only; `ivr.site` reads and checks them.
"""

from .elsewhere import NOBODY, elsewhere
from .numbers import e164, is_e164, is_placeholder, is_printed
from .offices import Directory, Office, Service, Source

__all__ = [
    "NOBODY",
    "Directory",
    "Office",
    "Service",
    "Source",
    "e164",
    "elsewhere",
    "is_e164",
    "is_placeholder",
    "is_printed",
]
