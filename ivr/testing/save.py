"""Writes down a call that was played."""

from datetime import datetime
from pathlib import Path

from ivr.callscript import written
from ivr.rehearsal import recorded
from ivr.simulator import Call

from .target import Target


def save(file: Path, title: str, call: Call, target: Target, at: datetime | None = None) -> None:
    """Write the script that repeats *call*, which went to *target*, to *file*; of one in progress, what was heard."""
    events = (*call.transcript, *call.hearing)
    file.write_text(written(recorded(title, events, target.printed, at)), encoding="utf-8")
