"""Playback of a leg: its documents, one after another, from the first request to the end."""

from .call_context import CallContext
from .http.webhooks import Fetched, WebhookRequest
from .leg import Course, Leg, first_hang_up
from .transcript import PromptSpoken
from .twiml.document import FetchFailure, TwimlDocument, read
from .twiml.schema import UNPLAYED, schema_faults, unreached
from .verbs import VERBS, AfterVerb, LegEnd, NextDocument, VerbStep, leg_end

# What Twilio says before it ends a call that has failed; its exact words and length are not documented.
APOLOGY = "An application error has occurred. Goodbye."
APOLOGY_SECONDS = 4.0

# The verbs allowed in a document for a called desk (https://www.twilio.com/docs/voice/twiml/number#attributes-url).
WHISPERED = frozenset({"Say", "Play", "Pause", "Gather", "Hangup"})
# Verbs that this carrier does not play and that would have taken the call over: the leg ends there. The other unplayed
# verbs change nothing in what a caller hears and are passed over.
_TAKES_OVER = frozenset({"Connect", "Echo", "Enqueue", "Leave", "Pay", "Queue", "Record", "Refer"})


def perform(context: CallContext, leg: Leg, start: NextDocument) -> Course[LegEnd | None]:
    """Request the first document, play it and those that follow; None means that the last one was played to its end."""
    outcome: AfterVerb = start
    while isinstance(outcome, NextDocument):
        opened = _open(context, leg, outcome)
        outcome = opened if isinstance(opened, LegEnd) else (yield from _play(context, leg, opened))
    return outcome


def _play(context: CallContext, leg: Leg, document: TwimlDocument) -> Course[AfterVerb]:
    for place, verb in enumerate(document.verbs):
        if first_hang_up(leg.pending).at <= context.clock.now:
            return leg_end(leg)
        step = VerbStep(context, leg, document, verb, first=place == 0, perform=perform)
        played = VERBS if leg.party == "caller" else WHISPERED
        outcome = (yield from VERBS[verb.name](step)) if verb.name in played else _unplayed(step)
        if outcome is not None:
            return outcome
    return None


def _unplayed(step: VerbStep) -> AfterVerb:
    """Report a verb that this carrier does not play, and end the leg if the verb would have taken the call over."""
    name = step.verb.name
    if step.leg.party == "desk" and name == "Dial":
        step.warn(13201)
        return LegEnd("error")
    if step.leg.party == "desk" and name in VERBS:
        step.remark(f"<{name}> is not allowed in what a called party hears")
    elif name in UNPLAYED:
        step.remark(f"this carrier does not play <{name}>")
        return LegEnd("carrier") if name in _TAKES_OVER else None
    return None


def _open(context: CallContext, leg: Leg, go: NextDocument) -> TwimlDocument | LegEnd:
    """Return the document that *go* requests, else the fallback's, else how Twilio ends the leg."""
    context.documents += 1
    if context.documents > context.options.most_documents:
        context.log.remark(f"this carrier ends a call after {context.options.most_documents} documents", go.url)
        return LegEnd("carrier")
    document = _request(context, leg, go)
    number = context.number
    if isinstance(document, FetchFailure) and leg.party == "caller" and number.fallback_url and go.why != "fallback":
        parameters = {"ErrorCode": str(document.number), "ErrorUrl": document.url}
        document = _request(context, leg, NextDocument("fallback", "POST", number.fallback_url, parameters))
    if isinstance(document, FetchFailure):
        return _apologise(context, leg)
    _examine(context, document)
    return document


def _request(context: CallContext, leg: Leg, go: NextDocument) -> TwimlDocument | FetchFailure:
    parameters = {**leg.parameters(), **go.parameters}
    fetched = context.webhooks.fetch(WebhookRequest(leg.party, go.why, go.method, go.url, parameters))
    document = read(fetched.reply, fetched.url) if isinstance(fetched, Fetched) else fetched
    if isinstance(document, FetchFailure):
        context.log.warning(document.number, document.detail, document.url)
    elif isinstance(fetched, Fetched) and document.is_sound:
        context.keep_sound(document.url, fetched.reply)
    return document


def _apologise(context: CallContext, leg: Leg) -> LegEnd:
    if leg.party == "caller":
        leg.answer(context.clock.now)
        context.log.note(PromptSpoken(context.clock.now, APOLOGY, APOLOGY_SECONDS, APOLOGY_SECONDS))
        context.clock.wait(APOLOGY_SECONDS)
    return LegEnd("error")


def _examine(context: CallContext, document: TwimlDocument) -> None:
    """Report what is not in the schema, and verbs that no call can reach."""
    for fault in schema_faults(document.root):
        context.log.warning(12200, fault.text, document.url, fault.line)
    for verb, barrier in unreached(document.verbs):
        text = f"<{verb.name}> is never reached after the <{barrier.name}> in line {barrier.line}"
        context.log.remark(text, document.url, verb.line)
