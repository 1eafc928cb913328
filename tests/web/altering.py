"""Altering the copy of a site."""

import re
from pathlib import Path


def alter(site: Path, path: str, pattern: str, replacement: str) -> None:
    """Replace *pattern* in a file of a site, wherever it occurs."""
    text = (site / path).read_text(encoding="utf-8")
    altered, times = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    assert times
    (site / path).write_text(altered, encoding="utf-8")
