"""Writes down a call that was played."""

from datetime import datetime
from pathlib import Path

from ivr.rehearsal import recorded
from ivr.simulator import SimulatedCall
from ivr.site.calls import written

from .target import Target


def save(file: Path, title: str, call: SimulatedCall, target: Target, at: datetime | None = None) -> None:
    """Write the script that repeats *call*, which went to *target*, to *file*; of one in progress, what was heard."""
    events = (*call.transcript, *call.hearing)
    file.write_text(written(recorded(title, events, target.printed, at)), encoding="utf-8")
