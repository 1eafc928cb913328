"""What a caller hears after a fault of ours. The faults are real: a plan without the prompts that a step needs."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from ivr.call import Plan
from ivr.call.nodes import Ring
from ivr.clock import japanese_time
from ivr.web.reload.plans import Current, Plans
from ivr.web.static_answers import StaticAnswers, static_answers
from ivr.web.webhook_routes import Hotline, webhooks

from .telephone import CALLED, SETTINGS, Answer, Telephone

HEADQUARTERS = "+81354701840"
HEADQUARTERS_SPOKEN = "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。"
AICHI_SPOKEN = "ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。"
APOLOGY = "申し訳ありません。案内に不具合が起きました。経営改善支援センターの全国本部に、おつなぎします。"
AICHI_CENTER = "service=center&prefecture=23"
RING = f"/voice/ring_fallback?{AICHI_CENTER}&handed=1&turn=3"

Lacking = Callable[..., Telephone]


@pytest.fixture
def lacking(plan: Plan) -> Lacking:
    """Return what takes prompts away from a service's plan, while what is prepared was made when it had them all."""
    prepared = static_answers(plan)
    plans = Plans(Current(plan, prepared))
    telephone = served(Hotline(plans, SETTINGS, japanese_time))

    def take(*prompts: str, turns: int = plan.flow.turns) -> Telephone:
        others = {name: prompt for name, prompt in plan.prompts.items() if name not in prompts}
        plans.current = Current(replace(plan, prompts=others, flow=replace(plan.flow, turns=turns)), prepared)
        return telephone

    return take


def served(hotline: Hotline) -> Telephone:
    app = Flask(__name__)
    app.register_blueprint(webhooks(hotline))
    return Telephone(app)


def tags(answer: Answer) -> list[str]:
    return [verb.tag for verb in answer.verbs]


@pytest.mark.parametrize(
    ("prompt", "path", "form"),
    [
        ("welcome", "/voice", {}),
        ("ask_service", "/voice", {}),
        ("ask_prefecture", "/voice/ask_service?stage=first", {"SpeechResult": "経営改善"}),
        ("regions", "/voice/ask_service?stage=first&turn=1", {"Digits": "1"}),
        ("silence", "/voice/ask_prefecture?service=center&stage=first", {}),
        ("busy", f"/voice/ring_office?{AICHI_CENTER}", {"DialCallStatus": "busy"}),
    ],
)
def test_on_a_callers_step_we_apologise_and_ring_the_fallback_office(
    lacking: Lacking, prompt: str, path: str, form: dict[str, str], logged: list[dict[str, object]]
) -> None:
    answer = lacking(prompt).post(path, **form)
    assert answer.status == 200
    assert (answer.said, answer.rang) == (APOLOGY, HEADQUARTERS)
    assert answer.node == "ring_fallback"
    fault = next(entry for entry in logged if entry["event"] == "fault")
    assert fault["exc_info"]
    assert fault["call"] == "CA1234567890abcdef1234567890abcdef"


def test_what_the_caller_had_chosen_before_is_kept(lacking: Lacking) -> None:
    answer = lacking("read_back").post("/voice/ask_prefecture?service=center&stage=first", SpeechResult="愛知県")
    assert answer.next.startswith("/voice/ring_fallback?service=center&")


def test_a_clock_that_breaks_is_a_fault_like_any_other(plan: Plan) -> None:
    def broken() -> datetime:
        raise OSError("no time")

    assert served(Hotline(Plans.starting_with(plan), SETTINGS, broken)).post("/voice").said == APOLOGY


def test_on_the_fallbacks_own_dial_the_chosen_offices_number_is_read_out_with_its_phrase(lacking: Lacking) -> None:
    answer = lacking("busy").post(RING, DialCallStatus="busy")
    assert answer.said.count(AICHI_SPOKEN) == 2
    assert "「経営改善支援センターでの相談」" in answer.said
    assert (answer.rang, answer.next, tags(answer)[-1]) == (None, "", "Hangup")


def test_without_a_chosen_office_it_is_the_fallbacks_number(lacking: Lacking) -> None:
    answer = lacking("busy").post("/voice/ring_fallback?handed=1&turn=3", DialCallStatus="busy")
    assert answer.said.count(HEADQUARTERS_SPOKEN) == 2
    assert "での相談" not in answer.said
    assert tags(answer)[-1] == "Hangup"


def test_a_call_that_rang_the_fallback_office_does_not_ring_it_again(lacking: Lacking) -> None:
    path = f"/voice/tell_number_only?{AICHI_CENTER}&stage=menu&handed=1"
    answer = lacking("offer_again").post(path, Digits="#")
    assert answer.said.count(AICHI_SPOKEN) == 2
    assert (answer.rang, answer.next, tags(answer)[-1]) == (None, "", "Hangup")


@pytest.mark.parametrize("path", ["/voice", "/voice/ask_service?stage=first", "/voice/ring_office", "/voice/x"])
def test_when_the_rescue_breaks_too_a_prepared_document_does_the_same(lacking: Lacking, plan: Plan, path: str) -> None:
    answer = lacking(*plan.prompts).post(path)
    assert answer.said.startswith(APOLOGY)
    assert (answer.rang, answer.next) == (HEADQUARTERS, "")
    assert tags(answer)[-1] == "Hangup"


@pytest.mark.parametrize("path", ["/voice/ring_fallback", RING, "/voice/ring_fallback/", "/voice/ask_service?handed=1"])
def test_and_after_the_fallbacks_own_dial_only_reads_out_its_number(lacking: Lacking, plan: Plan, path: str) -> None:
    answer = lacking(*plan.prompts).post(path, DialCallStatus="busy")
    assert (answer.rang, answer.next) == (None, "")
    assert answer.said.count(HEADQUARTERS_SPOKEN) == 2
    assert tags(answer)[-1] == "Hangup"


def test_during_a_whisper_an_empty_document_bridges(lacking: Lacking) -> None:
    answer = lacking("whisper_shared").post(f"/voice/ring_office/whisper?{AICHI_CENTER}")
    assert answer == Answer(200, "text/xml; charset=utf-8", "<Response/>")


def documents(telephone: Telephone, **form: str) -> list[Answer]:
    """Play a call in which every office is busy and each question gets the same *form*; return all its documents."""
    answers = [telephone.post("/voice")]
    while answers[-1].next:
        ended = {"DialCallStatus": "busy"} if answers[-1].rang else form
        answers.append(telephone.post(answers[-1].next, **ended))
        assert len(answers) < 120, "the call does not end"
    return answers


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", [{}, {"Digits": "1"}, {"SpeechResult": "愛知県の経営改善支援センター"}])
def test_whatever_breaks_the_call_ends_and_rings_the_fallback_office_once(
    lacking: Lacking, plan: Plan, form: dict[str, str]
) -> None:
    few = 10  # a caller who keys 1 rings the same office until the turns are over
    said = "".join(answer.said for answer in documents(lacking(turns=few), **form))
    heard = [name for name, prompt in plan.prompts.items() if max(re.split(r"\{\w+}", prompt.text), key=len) in said]
    assert len(heard) > 10
    for prompt in heard:
        rung = [answer.rang for answer in documents(lacking(prompt, turns=few), **form)]
        assert rung.count(HEADQUARTERS) <= 1, prompt


@pytest.fixture
def prepared(plan: Plan) -> StaticAnswers:
    return static_answers(plan)


def test_twilios_fallback_url_apologises_rings_and_then_reads_out_the_number(lacking: Lacking, plan: Plan) -> None:
    """It needs no plan: here all its prompts are gone."""
    answer = lacking(*plan.prompts).post(
        "/voice/fallback", ErrorCode="11200", ErrorUrl="https://x.jp/voice/ask_service"
    )
    assert answer.said.startswith(APOLOGY)
    assert answer.said.count(HEADQUARTERS_SPOKEN) == 2
    dial = answer.verbs.find("Dial")
    assert dial is not None
    assert dial.attrib == {"callerId": CALLED, "timeout": "25"}
    assert tags(answer)[-1] == "Hangup"


@pytest.mark.parametrize(
    ("url", "rung"),
    [
        ("https://x.jp/voice/ring_fallback?handed=1", None),
        ("https://x.jp/voice/ring_fallback", None),
        ("https://x.jp/base/voice/tell_number_only?handed=1", None),
        ("https://x.jp/voice/ring_office?service=center", HEADQUARTERS),
        ("https://x.jp/voice/ring_fallback/whisper", HEADQUARTERS),
        ("", HEADQUARTERS),
        ("http://[", HEADQUARTERS),
        ("\x00?handed", HEADQUARTERS),
    ],
)
def test_it_does_not_ring_again_what_has_just_rung(telephone: Telephone, url: str, rung: str | None) -> None:
    answer = telephone.post("/voice/fallback", ErrorUrl=url)
    assert (answer.status, answer.rang) == (200, rung)
    assert HEADQUARTERS_SPOKEN in answer.said


def test_a_prepared_document_holds_no_address(prepared: StaticAnswers) -> None:
    for document in (prepared.ring, prepared.number):
        assert "/voice" not in document


def test_a_flow_may_call_the_fallback_office_by_its_name(plan: Plan) -> None:
    ring = plan.flow.nodes["ring_fallback"]
    assert isinstance(ring, Ring)
    nodes = plan.flow.nodes | {"ring_fallback": replace(ring, office="headquarters")}
    named = replace(plan, flow=replace(plan.flow, nodes=nodes))
    assert static_answers(named) == static_answers(plan)


def test_a_prepared_document_carries_the_caller_id_of_the_call(telephone: Telephone) -> None:
    for to, shown in ((CALLED, CALLED), ("+819099999999", "+819099999999"), ("sip:x", None)):
        dial = telephone.post("/voice/fallback", To=to).verbs.find("Dial")
        assert dial is not None
        assert dial.get("callerId") == shown
