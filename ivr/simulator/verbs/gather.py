"""Gather, after https://www.twilio.com/docs/voice/twiml/gather ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.simulator.collect import Collected, collect
from ivr.simulator.http.webhooks import WebhookRequest
from ivr.simulator.leg import Course
from ivr.simulator.people import AcceptedInput, Piece, Playback
from ivr.simulator.transcript import KeysPressed, NoInput, Spoke, TranscriptEvent
from ivr.simulator.twiml.document import FetchFailure
from ivr.simulator.twiml.schema import is_verb

from .listening import ask, inputs_lost, leg_end, pieces_heard
from .sounds import PIECES
from .verb_step import AfterVerb, Attributes, NextDocument, VerbStep

_INPUTS = {
    "dtmf": (True, False),
    "speech": (False, True),
    "dtmf speech": (True, True),
    "speech dtmf": (True, True),
}
_KEYS = frozenset("0123456789#*")
_MODELS = frozenset(
    {
        "default",
        "numbers_and_commands",
        "phone_call",
        "experimental_conversations",
        "experimental_utterances",
        "googlev2_long",
        "googlev2_short",
        "googlev2_telephony",
        "googlev2_telephony_short",
    }
)
# Any model name with this prefix is valid, and Deepgram's language tags may lack the region.
_DEEPGRAM = "deepgram_"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2}|-\d{3})")
_SHORT_LANGUAGE = re.compile(r"[a-z]{2,3}|multi")
_MOST_HINTS = 500  # phrases
_LONGEST_HINT = 100  # characters
_LONGEST_SPEECH = 60  # seconds


@dataclass(frozen=True, slots=True)
class Gather:
    """The attributes of a Gather: *asked* are those that callers need to know, *on_empty* is actionOnEmptyResult."""

    asked: AcceptedInput
    action: str
    method: str
    on_empty: bool
    partial_url: str
    partial_method: str


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
    _note(step, playback, collected)
    context.clock.wait_until(collected.end)
    if collected.gone:
        return leg_end(leg)
    leg.pending = leg.pending[collected.consumed :]
    return _outcome(step, gather, collected)


def gather_attributes(step: VerbStep) -> Gather:
    """Read the attributes of the step's verb; bad values are reported and replaced by their defaults."""
    attributes = Attributes(step, step.verb)
    for flag, fault in (("profanityFilter", 13333), ("debug", 13336), ("enhanced", 13339)):
        attributes.flag(flag, fault)
    attributes.whole("maxSpeechTime", _LONGEST_SPEECH, 13328)
    return Gather(
        asked=_asked(attributes),
        action=attributes.text("action"),
        method=attributes.method(13312),
        on_empty=attributes.flag("actionOnEmptyResult", 13338),
        partial_url=attributes.text("partialResultCallback"),
        partial_method=attributes.method(13329, "partialResultCallbackMethod"),
    )


def _asked(attributes: Attributes) -> AcceptedInput:
    """Return what a Gather accepts, as its attributes say."""
    keys, speech = _INPUTS[attributes.choice("input", tuple(_INPUTS), "dtmf", 13326)]
    timeout = attributes.whole("timeout", 5, 13313)
    return AcceptedInput(
        keys=keys,
        # With a language that the model does not know "the gather fails" (error 13331): it takes no speech.
        speech=speech and _language_fits(attributes),
        num_digits=attributes.whole("numDigits", 0, 13314) or None,
        finish_on_key=_finish_on_key(attributes),
        timeout=timeout,
        speech_timeout=_speech_timeout(attributes, timeout),
        barge_in=attributes.flag("bargeIn", 13332, default=True),
        language=attributes.text("language", "en-US"),
        hints=_hints(attributes),
    )


def _finish_on_key(attributes: Attributes) -> str:
    key = attributes.text("finishOnKey", "#")
    if not key or key in _KEYS:
        return key
    attributes.step.warn(13311 if len(key) > 1 else 13310, key)
    return "#"


def _speech_timeout(attributes: Attributes, timeout: int) -> float | None:
    if attributes.text("speechTimeout") != "auto":
        return attributes.whole("speechTimeout", timeout, 13327)
    if not attributes.has("speechModel"):
        return None
    attributes.step.warn(13335, attributes.text("speechModel"))
    return timeout


def _language_fits(attributes: Attributes) -> bool:
    model = attributes.text("speechModel", "default")
    if not (model in _MODELS or model.startswith(_DEEPGRAM)):
        attributes.step.warn(13334, model)
    language = attributes.text("language", "en-US")
    if _LANGUAGE.fullmatch(language) or (model.startswith(_DEEPGRAM) and _SHORT_LANGUAGE.fullmatch(language)):
        return True
    attributes.step.warn(13331, language)
    return False


def _hints(attributes: Attributes) -> tuple[str, ...]:
    hints = tuple(hint.strip() for hint in attributes.text("hints").split(",") if hint.strip())
    if len(hints) > _MOST_HINTS:
        attributes.step.warn(13330, f"{len(hints)} entries")
    for hint in hints:
        if len(hint) > _LONGEST_HINT:
            attributes.step.warn(13330, f"{hint[:20]}… has {len(hint)} characters")
    return hints


def _pieces(step: VerbStep) -> tuple[Piece, ...]:
    pieces: tuple[Piece, ...] = ()
    for element in step.verb.elements:
        if nested := PIECES.get(element.name):
            pieces += nested(step, element)
        elif is_verb(element):
            step.warn(13320, f"<{element.name}>", element)
    return pieces


def _note(step: VerbStep, playback: Playback, collected: Collected) -> None:
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
    step.context.log.note(*events)


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
        step.context.log.warning(fetched.number, fetched.detail, fetched.url)
