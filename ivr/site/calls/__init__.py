"""Scripted calls: one ``*.call.yaml`` file is one call as a person would tell it: what is said, heard, and who rings.

Files are read as strictly as the rest of a site, written from a call that was played, and edited without losing their
comments.
"""

from .editing import CannotEdit, inserted, removed, replaced
from .entries import CallEntry, call_schema
from .reading import SUFFIX, ScriptFile, read_script, read_script_file
from .script import (
    ENDS,
    TROUBLES,
    End,
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Script,
    Step,
    Trouble,
    Waits,
    may_be_called,
    may_call,
    world_of,
)
from .writing import seen, written, written_step

__all__ = [
    "ENDS",
    "SUFFIX",
    "TROUBLES",
    "CallEntry",
    "CannotEdit",
    "End",
    "HangsUp",
    "Hears",
    "HearsAll",
    "Presses",
    "Rings",
    "Says",
    "Script",
    "ScriptFile",
    "Step",
    "Trouble",
    "Waits",
    "call_schema",
    "inserted",
    "may_be_called",
    "may_call",
    "read_script",
    "read_script_file",
    "removed",
    "replaced",
    "seen",
    "world_of",
    "written",
    "written_step",
]
