"""The steps of a call, replayed from its transcript.

A call's requests contain everything: their addresses hold the state of the call, their forms what happened then, and
the pure core computes again where that led.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ivr.call import Answered, Conditions, Event, HungUp, Plan, begin, from_pairs
from ivr.call.events import OPEN, conditions
from ivr.call.trace import Trace, trace
from ivr.clock import JAPAN
from ivr.settings import VOICE_PATH
from ivr.simulator import TranscriptEvent as Happened
from ivr.simulator.transcript import Requested
from ivr.twilio import event


class RetracedStep(NamedTuple):
    """A request of the carrier's, and the step that the call took with it."""

    request: Requested
    trace: Trace


def retraced(
    plan: Plan, happened: Iterable[Happened], began: datetime, on_record: Conditions = OPEN
) -> Iterator[RetracedStep]:
    """Replay the steps of a call from its transcript.

    It *began* at that local time; *on_record* is what the records said then.
    """
    for request in happened:
        node = _node(request)
        if node is None:
            continue
        assert isinstance(request, Requested)
        now = (began + timedelta(seconds=request.second)).replace(tzinfo=JAPAN)
        around = conditions(plan, now, request.parameters.get("From", ""), on_record)
        what: Event = event(request.parameters, around) if node else Answered(around)
        call = from_pairs(node, parse_qsl(urlsplit(request.url).query)) if node else begin(plan)
        assert not isinstance(what, HungUp)  # no form reports it
        yield RetracedStep(request, trace(plan, call, what))


def _node(happened: Happened) -> str | None:
    """Return the node that a request answers: "" for an incoming call, None for a request that is no step."""
    if not isinstance(happened, Requested) or happened.party != "caller":
        return None
    path = urlsplit(happened.url).path
    node = path.removeprefix(VOICE_PATH).strip("/")
    return node if path.startswith(VOICE_PATH) and node not in ("status", "fallback") else None
