"""What a service that is not led by its flow, or breaks, makes of a call is told as well."""

from typing import Any

import pytest

from ivr.call import Plan
from ivr.simulator import Desk, InProcess, PhoneNumber
from ivr.testcall import DESKS, MORNING, Desks, PlayedCall, Target
from ivr.translation import using_language
from ivr.web.phone.playing import Shown
from ivr.web.phone.view import call_view
from tests.simulator.pages import Pages, dial

from .caller import lines

HEADQUARTERS = "+81354701840"


def shown(plan: Plan, document: str, desk: Desk | None = None, *, over: bool = False) -> dict[str, Any]:
    """Show a call to a service that answers with *document*, as it begins or when it is *over*."""
    call = dial({"/voice": document, "/whisper": "<Say>相談です。</Say>"}, desks=lambda _number: desk or Desk())
    while over and call.heard is not None:
        call.act()
    target = Target(InProcess(Pages({})), PhoneNumber())
    with using_language("ja"):
        return call_view(plan, Shown(PlayedCall(target, call, Desks(), MORNING), 0.0))


def test_a_sound_is_named(plan: Plan) -> None:
    assert lines(shown(plan, "<Play digits='1w2'/>"), "guide") == ["♪ 1w2"]


@pytest.mark.parametrize(
    ("number", "office", "line"),
    [
        (HEADQUARTERS, "経営改善支援センター（全国本部）", "03-5470-1840 を呼び出しています"),
        ("+81312345678", "", "+81312345678 を呼び出しています"),
    ],
)
def test_an_office_that_the_flow_did_not_choose_rings(plan: Plan, number: str, office: str, line: str) -> None:
    call = shown(plan, f"<Dial>{number}</Dial>")

    assert call["ringing"]
    assert call["ringing"]["office"] == office
    assert lines(call) == [line]


def test_a_desk_may_hang_up_before_it_is_put_through(plan: Plan) -> None:
    number = f"<Number url='/whisper'>{HEADQUARTERS}</Number>"
    call = shown(plan, f"<Dial>{number}</Dial>", DESKS["declined"], over=True)

    assert "つながる前に、窓口が電話を切りました" in lines(call)


def test_a_service_that_does_not_answer_is_shown_as_that(plan: Plan) -> None:
    call = shown(plan, "no TwiML")

    assert call["steps"]
    assert lines(call, "trouble")
