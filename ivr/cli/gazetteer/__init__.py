"""How the files under data/places/ are made from Japan Post's lists and a dictionary; nothing here runs in a call."""

from .command import gazetteer

__all__ = ["gazetteer"]
