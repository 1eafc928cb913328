"""What callers will notice of a change, in words: compares two sites or two directories by value."""

from .change import Change, as_data, as_text
from .changed_offices import office_changes
from .changes import changes

__all__ = ["Change", "as_data", "as_text", "changes", "office_changes"]
