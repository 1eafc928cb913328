"""A machine on which the voice is not installed."""

import sys

import pytest

from ivr.voice import engine


@pytest.fixture
def no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python find no Open JTalk."""
    monkeypatch.setitem(sys.modules, "pyopenjtalk", None)
    engine._engine.cache_clear()  # noqa: SLF001 - what an earlier test has loaded
