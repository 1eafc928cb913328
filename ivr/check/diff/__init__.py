"""The changes that callers will notice between two sites, or two directories, in words."""

from .change import Change, as_data
from .changed_offices import office_changes
from .changes import changes

__all__ = ["Change", "as_data", "changes", "office_changes"]
