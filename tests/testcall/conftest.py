"""The shipped hotline, as scripted calls have it."""

from tests.testing.conftest import _log, hotline

__all__ = ["_log", "hotline"]
