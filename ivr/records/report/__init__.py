"""The calls of a month: in tables that add up, and (`page`) as one page for people."""

from .table import NONE, Table
from .tables import plan_before, tables_of

__all__ = ["NONE", "Table", "plan_before", "tables_of"]
