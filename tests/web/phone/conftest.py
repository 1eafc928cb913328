import pytest

from ivr.settings import Settings
from ivr.web import create_app

from .caller import Caller


@pytest.fixture(scope="session")
def caller() -> Caller:
    """Return a caller at the shipped hotline in demo mode."""
    return Caller(create_app(Settings()))
