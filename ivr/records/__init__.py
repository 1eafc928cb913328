"""Call records: every call, step by step, written in the background.

What a webhook knows (`observe`) becomes events (`events`), which go through the journal of each worker (`journal`,
files in `segments`) to one process per machine (`shipper`, started by `supervise`). It stores them in a database
(`database`, `database_tables`, `store`) and folds the events of each call into one record (`fold`). From the last
minutes it derives (`recent`) which rings to avoid (`hindrances`), and it deletes what is old (`purging`). No call waits
for any of this. A worker imports only what is exported here, `observe` and `supervise`: no module of the database.
"""

from .callers import caller_key, hashed, keep_key, new_key
from .events import CallEvent, Kind
from .hindrances import HindranceReader, Hindrances, hand_over
from .journal import Journal
from .segments import size as journal_bytes
from .status import LastHour, Status, read as read_status

FOLDER = "records"
"""The folder of the journals and of their shipper's status, within the folder for stored files."""

__all__ = [
    "FOLDER",
    "CallEvent",
    "HindranceReader",
    "Hindrances",
    "Journal",
    "Kind",
    "LastHour",
    "Status",
    "caller_key",
    "hand_over",
    "hashed",
    "journal_bytes",
    "keep_key",
    "new_key",
    "read_status",
]
