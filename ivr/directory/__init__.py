"""The directory of offices: services, offices, shared lines, and telephone numbers in E.164.

An office of a prefecture is keyed on (prefecture, service), not on its number, because two offices may share a line and
are still different to a caller. Immutable values only; `ivr.site` reads and checks them.
"""

from .numbers import e164, is_e164, is_printed
from .offices import NOTHING, Directory, Office, Service, Source

__all__ = ["NOTHING", "Directory", "Office", "Service", "Source", "e164", "is_e164", "is_printed"]
