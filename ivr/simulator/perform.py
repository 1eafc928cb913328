"""A leg's documents, one after another, from the first request to the end."""

from .call_context import CallContext
from .http.webhooks import Fetched, WebhookRequest
from .inputs import first_hang_up
from .leg import Course, Leg
from .transcript import PromptSpoken
from .twiml.document import FetchFailure, TwimlDocument, read
from .twiml.reach import unreached
from .twiml.schema import UNPLAYED, schema_faults
from .verbs import VERBS, AfterVerb, LegEnd, NextDocument, VerbStep, leg_end

# What Twilio says when there is nothing else to do; its words and their length are not ours to know exactly.
APOLOGY = "An application error has occurred. Goodbye."
APOLOGY_SECONDS = 4.0

# What may stand in a document for a called desk (https://www.twilio.com/docs/voice/twiml/number#attributes-url).
WHISPERED = frozenset({"Say", "Play", "Pause", "Gather", "Hangup"})
# Verbs that this carrier does not play and that would have taken the call over. The others change nothing in what a
# caller hears.
_TAKES_OVER = frozenset({"Connect", "Echo", "Enqueue", "Leave", "Pay", "Queue", "Record", "Refer"})


def perform(exchange: CallContext, leg: Leg, start: NextDocument) -> Course[LegEnd | None]:
    """Request the first document and play it and what follows; None means that the last one simply came to its end."""
    outcome: AfterVerb = start
    while isinstance(outcome, NextDocument):
        opened = _open(exchange, leg, outcome)
        outcome = opened if isinstance(opened, LegEnd) else (yield from _play(exchange, leg, opened))
    return outcome


def _play(exchange: CallContext, leg: Leg, document: TwimlDocument) -> Course[AfterVerb]:
    for place, verb in enumerate(document.verbs):
        if first_hang_up(leg.pending).at <= exchange.clock.now:
            return leg_end(leg)
        step = VerbStep(exchange, leg, document, verb, first=place == 0, perform=perform)
        outcome = (yield from VERBS[verb.name](step)) if _is_played(step) else _unplayed(step)
        if outcome is not None:
            return outcome
    return None


def _is_played(step: VerbStep) -> bool:
    return step.verb.name in (VERBS if step.leg.party == "caller" else WHISPERED)


def _unplayed(step: VerbStep) -> AfterVerb:
    """Report a verb that is not played here; where it would have taken the call over, the leg ends."""
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


def _open(exchange: CallContext, leg: Leg, go: NextDocument) -> TwimlDocument | LegEnd:
    """Return the document that *go* asks for, or the fallback's, or the end that Twilio makes of it."""
    exchange.documents += 1
    if exchange.documents > exchange.rules.most_documents:
        exchange.journal.remark(f"this carrier ends a call after {exchange.rules.most_documents} documents", go.url)
        return LegEnd("carrier")
    found = _request(exchange, leg, go)
    line = exchange.line
    if isinstance(found, FetchFailure) and leg.party == "caller" and line.fallback_url and go.why != "fallback":
        told = {"ErrorCode": str(found.number), "ErrorUrl": found.url}
        found = _request(exchange, leg, NextDocument("fallback", line.fallback_method, line.fallback_url, told))
    if isinstance(found, FetchFailure):
        return _apologise(exchange, leg)
    _examine(exchange, found)
    return found


def _request(exchange: CallContext, leg: Leg, go: NextDocument) -> TwimlDocument | FetchFailure:
    parameters = {**leg.parameters(), **go.parameters}
    fetched = exchange.webhooks.fetch(WebhookRequest(leg.party, go.why, go.method, go.url, parameters))
    found = read(fetched.reply, fetched.url) if isinstance(fetched, Fetched) else fetched
    if isinstance(found, FetchFailure):
        exchange.journal.warn(found.number, found.detail, found.url)
    elif isinstance(fetched, Fetched) and found.is_sound:
        exchange.keep_sound(found.url, fetched.reply)
    return found


def _apologise(exchange: CallContext, leg: Leg) -> LegEnd:
    if leg.party == "caller":
        leg.answer(exchange.clock.now)
        exchange.journal.note(PromptSpoken(exchange.clock.now, APOLOGY, APOLOGY_SECONDS, APOLOGY_SECONDS))
        exchange.clock.wait(APOLOGY_SECONDS)
    return LegEnd("error")


def _examine(exchange: CallContext, document: TwimlDocument) -> None:
    """Report what the schema does not know and what no call can reach."""
    for stranger in schema_faults(document.root):
        exchange.journal.warn(12200, stranger.text, document.url, stranger.line)
    for verb, barrier in unreached(document.verbs):
        text = f"<{verb.name}> is never reached after the <{barrier.name}> in line {barrier.line}"
        exchange.journal.remark(text, document.url, verb.line)
