"""The command, as a fixture; no log configuration outlives a test."""

from collections.abc import Iterator

import pytest
import structlog

from .command import Command


@pytest.fixture
def ivr(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    monkeypatch.delenv("IVR_SITE", raising=False)
    monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)
    yield Command(monkeypatch, capsys)
    structlog.reset_defaults()
