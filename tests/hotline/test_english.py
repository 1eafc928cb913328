"""The English way of the shipped hotline, through the real application: to all 95 offices by keypad, and by voice."""

import pytest

from ivr.call import Plan
from ivr.simulator import Carrier
from tests.callers import Scripted
from tests.hotline.test_every_office import HEADQUARTERS, OFFICES, PHRASE, TEN, WHISPER, Office, keys

pytestmark = pytest.mark.unmeasured
SPEAKS_ENGLISH = "英語を話すかたです。"
SERVICE = {"center": "the Management Improvement Support Center", "council": "the Revitalization Support Council"}


def rings(carrier: Carrier, plan: Plan, office: Office, answers: list[str]) -> None:
    prefecture, service, number, shared = office
    called = plan.places.name_in(plan.codes[prefecture], "en")

    call = carrier.call(Scripted(answers))

    assert call.dialled == (number,), answers
    assert f"You will be connected to {SERVICE[service]} in {called}." in call.said
    assert (PHRASE in call.said) is shared
    assert call.whispered == (WHISPER if shared else "") + SPEAKS_ENGLISH
    assert [str(warning) for warning in call.warnings] == []


def test_every_office_rings_by_keypad(in_process: Carrier, plan: Plan) -> None:
    for office in OFFICES:
        rings(in_process, plan, office, ["8", "1" if office[1] == "center" else "2", *keys(office[0])])


def test_the_headquarters_rings_by_keypad(in_process: Carrier) -> None:
    assert in_process.call(Scripted(["8", "0", "0"])).dialled == (HEADQUARTERS,)


@pytest.mark.parametrize("name", ["{service} in {place}, please", "I'm calling from {place} about {service}"])
def test_a_tenth_of_them_rings_by_voice(in_process: Carrier, plan: Plan, name: str) -> None:
    for office in TEN:
        prefecture, service, *_ = office
        place = plan.places.name_in(plan.codes[prefecture], "en")
        said = name.format(service=SERVICE[service], place=place)
        rings(in_process, plan, office, ["English, please", said, "yes"])  # to the place, or to the office
