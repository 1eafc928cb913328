import pytest

from ivr.settings import Settings
from tests.web.telephone import shipped_app

from .caller import Caller


@pytest.fixture(scope="session")
def caller() -> Caller:
    """Return a caller at the shipped hotline in demo mode."""
    return Caller(shipped_app(Settings()))
