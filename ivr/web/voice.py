"""The webhooks: a call comes in, takes a step, rings; and what is answered when something breaks."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from flask import Blueprint, Response, request

from ivr.call import Answered, Call, Event, Plan, World, begin, from_pairs, rescue, step, whisper
from ivr.settings import Settings
from ivr.twilio import Trunk, called_number, event, render, render_closed, render_whisper

from .gate import may_enter

log = structlog.get_logger()

_ANY_CALLER = "+0"
"""Stands in the prepared documents for the caller ID until a request says which number was called."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Documents made at start, answered when nothing else can be: neither asks for anything more, so neither leads back
    to the fault.

    *ring* apologises, rings the fallback office and then tells its number; *number* only tells the number.
    """

    ring: bytes
    number: bytes


def prepare(plan: Plan) -> Prepared:
    """Make the prepared documents of *plan*."""
    apologise, tell = rescue(plan, Call())[1], rescue(plan, Call(node=_fallback_ring(plan)))[1]
    trunk = Trunk(caller_id=_ANY_CALLER)
    return Prepared(
        ring=render_closed(plan, (*apologise, *tell), trunk).encode(), number=render_closed(plan, tell, trunk).encode()
    )


def webhooks(plan: Plan, settings: Settings) -> Blueprint:
    """Return the routes of Twilio's webhooks for *plan*."""
    voice = Blueprint("voice", __name__, url_prefix="/voice")
    prepared = prepare(plan)
    fallback_ring = _fallback_ring(plan)

    @voice.before_request
    def refuse_strangers() -> Response | None:
        return None if may_enter(request, settings) else Response("not signed by Twilio", 403, mimetype="text/plain")

    @voice.post("", strict_slashes=False)
    def come_in() -> Response:
        return _guarded(lambda: answer(begin(plan), Answered(World())), begin(plan))

    @voice.post("/status")
    def status() -> Response:
        log.info("call ended", call=_call_id(), status=request.form.get("CallStatus", ""))
        return Response(status=204)

    @voice.post("/fallback")
    def fallback() -> Response:
        log.error("fallback asked for", call=_call_id(), error=request.form.get("ErrorCode", ""))
        return _prepared(prepared.ring)

    @voice.post("/<node>/whisper")
    def tell_desk(node: str) -> Response:
        try:
            return _twiml(render_whisper(plan, whisper(plan, _call(node))))
        except Exception:
            log.exception("whisper failed", call=_call_id(), node=node)
            return _twiml("<Response/>")  # bridges

    @voice.post("/<path:node>")
    def go_on(node: str) -> Response:
        return _guarded(lambda: answer(_call(node), event(request.form, World())), Call(node=node))

    def answer(call: Call, what: Event) -> Response:
        after, instructions = step(plan, call, what)
        log.info("step", call=_call_id(), node=call.node, answer=type(what).__name__, to=after.node, turn=after.turn)
        return _twiml(render(plan, after, instructions, trunk()))

    def trunk() -> Trunk:
        return Trunk(settings.base, settings.caller_id or called_number(request.form))

    def _guarded(respond: Callable[[], Response], bare: Call) -> Response:
        """Answer with *respond*; after a fault with an apology and the fallback office, never with an error."""
        try:
            return respond()
        except Exception:
            log.exception("step failed", call=_call_id(), node=bare.node)
        try:
            after, instructions = rescue(plan, _call(bare.node))
            return _twiml(render(plan, after, instructions, trunk()))
        except Exception:
            log.exception("rescue failed", call=_call_id(), node=bare.node)
        return _prepared(prepared.number if bare.node == fallback_ring else prepared.ring)

    def _prepared(document: bytes) -> Response:
        caller_id = settings.caller_id or called_number(request.form)
        shown = f' callerId="{caller_id}"' if caller_id else ""
        return _twiml(document.replace(f' callerId="{_ANY_CALLER}"'.encode(), shown.encode()))

    return voice


def _fallback_ring(plan: Plan) -> str:
    """Return the node that rings the fallback office after a fault."""
    return rescue(plan, Call())[0].node


def _call(node: str) -> Call:
    return from_pairs(node, request.args.items(multi=True))


def _call_id() -> str:
    return request.form.get("CallSid", "")[:34]


def _twiml(document: str | bytes) -> Response:
    return Response(document, 200, mimetype="text/xml")
