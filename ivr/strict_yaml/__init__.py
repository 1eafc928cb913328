"""The strict YAML reader: one tree in which every value has its position, and messages for people."""

from .document import Data, Loc, Null, YamlDocument
from .reader import read, read_file

__all__ = ["Data", "Loc", "Null", "YamlDocument", "read", "read_file"]
