"""The calls of a month: in tables that add up, and as one page that people look at."""

from .page import Names, page
from .table import ALL, NONE, Table
from .tables import plan_before, tables_of

__all__ = ["ALL", "NONE", "Names", "Table", "page", "plan_before", "tables_of"]
