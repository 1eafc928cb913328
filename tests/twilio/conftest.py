from dataclasses import replace

import pytest

from ivr.call import Plan
from ivr.site import load, shipped


@pytest.fixture(scope="session")
def shipped_plan() -> Plan:
    plan = load(shipped()).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="session")
def plan(shipped_plan: Plan) -> Plan:
    """Return the shipped plan, with fewer hints so that a whole document can be read."""
    return replace(shipped_plan, hints=("愛知県", "三重県", "はい"))
