"""Scripted calls: each ``*.call.yaml`` file describes one call: what is said, what is heard, and who rings.

Files are read as strictly as those of a site, written from a call that was played or proven, and edited without losing
their comments. Nothing here knows a site, a carrier or a telephone: what plays calls is in the layers above.
"""

from ivr.strict_yaml.edit import CannotEditError

from .edit import inserted, removed, replaced
from .read import SUFFIX, ScriptFile, read_script, read_script_file
from .steps import (
    ENDS,
    HINDRANCES,
    End,
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Script,
    Step,
    Waits,
    conditions_of,
    wrong_keys,
    wrong_moment,
    wrong_number,
    wrong_ring,
)
from .write import as_read, script_text

__all__ = [
    "ENDS",
    "HINDRANCES",
    "SUFFIX",
    "CannotEditError",
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
    "Waits",
    "as_read",
    "conditions_of",
    "inserted",
    "read_script",
    "read_script_file",
    "removed",
    "replaced",
    "script_text",
    "wrong_keys",
    "wrong_moment",
    "wrong_number",
    "wrong_ring",
]
