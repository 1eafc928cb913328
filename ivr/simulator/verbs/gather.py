"""Gather, after https://www.twilio.com/docs/voice/twiml/gather ."""

from collections.abc import Mapping

from ivr.simulator.collect import Collected, collect
from ivr.simulator.http.webhooks import WebhookRequest
from ivr.simulator.leg import Course
from ivr.simulator.people import Piece, Playback
from ivr.simulator.transcript import KeysPressed, NoInput, Spoke, TranscriptEvent
from ivr.simulator.twiml.document import FetchFailure
from ivr.simulator.twiml.schema import is_verb

from . import pause, play as sound, say
from .gather_attributes import Gather, gather_attributes
from .listening import ask, inputs_lost, leg_end, pieces_heard
from .step import AfterVerb, NextDocument, VerbStep

_NESTED = {"Say": say.pieces, "Play": sound.pieces, "Pause": pause.pieces}


def play(step: VerbStep) -> Course[AfterVerb]:
    """Play the prompt and collect; go on with the action, or with the next verb if there was no input."""
    context, leg = step.context, step.leg
    gather = gather_attributes(step)
    leg.answer(context.clock.now)
    playback = yield from ask(context, leg, _pieces(step), gather.asked)
    collected = collect(
        gather.asked,
        playback.second + playback.seconds,
        leg.pending,
        barge_in=context.options.barge_in,
        recogniser=context.options.recogniser,
    )
    _write_down(step, playback, collected)
    context.clock.wait_until(collected.end)
    if collected.gone:
        return leg_end(leg)
    leg.pending = leg.pending[collected.consumed :]
    return _outcome(step, gather, collected)


def _pieces(step: VerbStep) -> tuple[Piece, ...]:
    pieces: tuple[Piece, ...] = ()
    for element in step.verb.elements:
        if nested := _NESTED.get(element.name):
            pieces += nested(step, element)
        elif is_verb(element):
            step.warn(13320, f"<{element.name}>", element)
    return pieces


def _write_down(step: VerbStep, playback: Playback, collected: Collected) -> None:
    party = step.leg.party
    events: list[TranscriptEvent] = [
        *pieces_heard(step.leg, playback, collected.cut),
        *inputs_lost(step.leg, collected.lost),
    ]
    if keys := collected.digits + collected.finished_on:
        events.append(KeysPressed(collected.first_key, party, keys))
    if speech := collected.speech:
        events.append(Spoke(speech.at, party, speech.text, speech.seconds))
    if collected.is_silent:
        events.append(NoInput(collected.end, party))
    step.context.journal.note(*events)


def _outcome(step: VerbStep, gather: Gather, collected: Collected) -> AfterVerb:
    if collected.speech and gather.partial_url:
        _partial(step, gather, collected.speech.text)
    if collected.is_empty and not gather.on_empty:
        return None
    parameters = _parameters(step, collected)
    return NextDocument("gather", gather.method, step.address(gather.action), parameters)


def _parameters(step: VerbStep, collected: Collected) -> Mapping[str, str]:
    """Return the parameters of the action; ``msg`` and ``FinishedOnKey`` are undocumented but sent with digits."""
    if speech := collected.speech:
        return {"SpeechResult": speech.text, "Confidence": f"{speech.confidence:g}"}
    if collected.digits:
        return {"Digits": collected.digits, "msg": "Gather End", "FinishedOnKey": collected.finished_on}
    return {"Digits": ""} if step.context.options.empty_digits else {}


def _partial(step: VerbStep, gather: Gather, text: str) -> None:
    """Send the recogniser's partial text, once; the reply is not looked at."""
    parameters = step.leg.parameters() | {"UnstableSpeechResult": text, "SequenceNumber": "0"}
    order = WebhookRequest(
        step.leg.party, "partial", gather.partial_method, step.address(gather.partial_url), parameters
    )
    fetched = step.context.webhooks.fetch(order, waits=False)
    if isinstance(fetched, FetchFailure):
        step.context.journal.warn(fetched.number, fetched.detail, fetched.url)
