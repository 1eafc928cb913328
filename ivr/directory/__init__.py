"""Who answers: services, offices, shared lines, and numbers in E.164.

Each office of a prefecture is keyed on (prefecture, service), because two offices may share one number and still be
different places to a caller. Values only: the directory is read and checked elsewhere, and never changes.
"""

from .numbers import e164, is_e164, is_printed
from .offices import Directory, Office, Service, Source

__all__ = ["Directory", "Office", "Service", "Source", "e164", "is_e164", "is_printed"]
