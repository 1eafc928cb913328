"""Call records: every call, step by step, written in the background.

What a webhook knows (`observe`) becomes events (`events`), which go through the journal of each worker (`journal`,
files in `segments`) to one process a machine (`shipper`, started by `supervise`). It stores them in a database
(`database`, `tables`, `store`) and makes one record of the events of each call (`fold`). From
the last minutes it finds (`recent`) what workers then know around a call (`around`). Nothing on a call's way waits for
any of it. A worker imports only what is exported here, `observe` and `supervise`: nothing that knows a database.
"""

from .around import USUAL, Around, Bounds, Lookout, hand_over
from .callers import caller_key, hashed
from .events import CallEvent, Kind
from .journal import Journal
from .segments import size as journal_bytes
from .status import LastHour, Status, read as read_status

FOLDER = "records"
"""The folder of the journals and of their shipper's status, within the one of what outlives the service."""

__all__ = [
    "FOLDER",
    "USUAL",
    "Around",
    "Bounds",
    "CallEvent",
    "Journal",
    "Kind",
    "LastHour",
    "Lookout",
    "Status",
    "caller_key",
    "hand_over",
    "hashed",
    "journal_bytes",
    "read_status",
]
