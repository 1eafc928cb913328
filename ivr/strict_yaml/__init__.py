"""The strict YAML reader: one tree in which every value has its position, and messages for people."""

from .document import Data, Loc, Null, Position, YamlDocument
from .reader import read, read_file

__all__ = ["Data", "Loc", "Null", "Position", "YamlDocument", "read", "read_file"]
