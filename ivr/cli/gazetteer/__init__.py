"""`ivr gazetteer` and what it builds the files of data/places from; nothing here runs in a call."""

from .command import gazetteer

__all__ = ["gazetteer"]
