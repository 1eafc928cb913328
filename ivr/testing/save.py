"""Writes down a call that was played."""

from datetime import datetime
from pathlib import Path

from ivr.rehearsal import recorded
from ivr.simulator import Call
from ivr.site.calls import written

from .target import Target


def save(file: Path, title: str, call: Call, target: Target, at: datetime | None = None) -> None:
    """Write the script that repeats *call*, which went to *target*, to *file*."""
    file.write_text(written(recorded(title, call.transcript, target.printed, at)), encoding="utf-8")
