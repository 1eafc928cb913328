"""The webhooks that answer Twilio: a call comes in, takes a step, rings; and the answers after a fault of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from http import HTTPStatus
from time import perf_counter
from urllib.parse import parse_qsl, urlsplit

import structlog
from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from flask.globals import request_ctx
from werkzeug.routing import BaseConverter

from ivr.call import Answered, Call, Conditions, DialEnded, Event, Plan, Said, begin, from_pairs, rescue, ringing, step
from ivr.call.events import conditions
from ivr.call.ring import ringing_office
from ivr.call.state import MOST
from ivr.records.observe import Fault, ObservedStep
from ivr.settings import VOICE_PATH, Settings, redacted_url
from ivr.translation import _
from ivr.twilio import (
    Trunk,
    called_number,
    calling_number,
    error_code,
    event,
    forwarding_number,
    is_over,
    render,
    render_whisper,
)
from ivr.twilio.address import is_rehearsal

from .call_records import Recorder
from .counters import COUNTERS
from .forms import pairs
from .log import is_rehearsing, rehearsing
from .measures import measure_fault, measure_step, measure_webhook
from .reload.plans import Plans
from .signed_requests import admit
from .static_answers import FALLBACK

log = structlog.get_logger()

SERVING = "X-IVR-Plan"
"""The header of every signed answer that names the plan that new calls begin with, by its hash."""

View = Callable[[str], Response]
Clock = Callable[[], datetime]
ConditionsNow = Callable[[], Conditions]
"""Returns what is known at this moment about offices and callers that prevents a ring."""
Form = Mapping[str, str]
Taken = tuple[ObservedStep, str]
"""A step, and the document that says what the carrier is to do."""

_BUSY = '<Response><Reject reason="busy"/></Response>'
_MOST_CACHED = 1_000
"""Steps of a plan, with their documents of about two kilobytes each."""


def webhooks(hotline: "Hotline") -> Blueprint:
    """Return the routes that *hotline* answers; none redirects, because Twilio would not send its form again."""
    voice = Blueprint("voice", __name__, url_prefix=VOICE_PATH)
    voice.record_once(_take_any_path)  # before the rules, which it is for
    voice.before_request(hotline.admit)
    voice.after_request(hotline.name_plan)
    # What answers each route and, after a fault of ours, what answers instead, in turn.
    table: tuple[tuple[str, tuple[View, ...]], ...] = (
        ("", (hotline.come_in, hotline.rescue, hotline.static_answer)),
        ("/status", (hotline.ended,)),
        (f"/{FALLBACK}", (hotline.fall_back, hotline.static_answer)),
        ("/<node>/whisper", (hotline.whisper, hotline.bridge)),
        ("/<node>/accepted", (hotline.bridge,)),
        ("/<node>/rang", (hotline.rang,)),
        ("/<any_path:node>", (hotline.go_on, hotline.rescue, hotline.static_answer)),
    )
    for rule, views in table:
        name = views[0].__name__
        voice.add_url_rule(rule, name, first_that_works(*views), methods=["POST"], strict_slashes=False)
    return voice


def first_that_works(*views: View) -> Callable[..., Response]:
    """Return a view that answers with the first of *views* that raises no exception; the last one must not."""
    first = views[0].__name__

    def answer(node: str = "") -> Response:
        if is_rehearsal(request.query_string):
            with rehearsing():
                return unbroken(node)
        began = perf_counter()
        response = unbroken(node)
        if not is_rehearsing():  # a call at the browser phone shows nothing of Twilio's
            COUNTERS.count("answered")
            measure_webhook(first, perf_counter() - began)
        return response

    def unbroken(node: str) -> Response:
        for view in views[:-1]:
            try:
                return view(node)
            except Exception:
                log.exception("fault", call=_call_id(request.form), view=view.__name__, node=node)
                if not is_rehearsing():
                    measure_fault(first)
        return views[-1](node)

    return answer


@dataclass(frozen=True, slots=True)
class Hotline:
    """Answers Twilio's webhooks; each view takes the node that its address names.

    Nothing of a call is stored between two requests: a call that comes in begins on the current plan, and its address
    names that plan from then on. *clock* gives the local time, *conditions_now* what prevents a ring; *recorder* notes
    what happens, if calls are recorded.
    """

    plans: Plans
    settings: Settings
    clock: Clock
    conditions_now: ConditionsNow = Conditions
    recorder: Recorder | None = None

    def admit(self) -> None:
        """Refuse any request that Twilio has not signed; in demo mode, any from outside this machine."""
        admit(request_ctx.request, self.settings)

    def name_plan(self, response: Response) -> Response:
        """Name the plan of new calls in a header of each admitted answer, for the check before a number is routed."""
        if response.status_code < HTTPStatus.BAD_REQUEST:
            response.headers[SERVING] = self.plans.current.plan.hash
        return response

    def come_in(self, _node: str) -> Response:
        """Answer an incoming call."""
        plan, form = self.plans.current.plan, request.form
        if self._is_ring_of_ours(plan, form):
            why = _("a call from the number that it called is answered busy: an office forwards its calls here")
            log.warning(why, call=_call_id(form))
            return _twiml(_BUSY)
        return self._step(plan, begin(plan), Answered(self._conditions(plan, form)), form)

    def go_on(self, node: str) -> Response:
        """Take the next step of the call at *node*, after an answer, silence, or a dial; without a node it begins."""
        if not node:
            return self.come_in(node)
        plan, call = self._resume(node)
        form = request.form
        return self._step(plan, call, event(form, self._conditions(plan, form)), form)

    def rescue(self, node: str) -> Response:
        """Apologise after a fault at *node* and ring the fallback office; after its own dial, read out a number."""
        plan, call = self._resume(node)
        trunk = self._trunk(request.form)
        after, instructions = rescue(plan, call)
        document = render(plan, after, instructions, trunk)
        office = ringing_office(plan, after)
        rung = (office.key, office.e164) if office else ()
        self._note_fault(Fault(node, after.turn, *rung))
        return _document(document, trunk.caller_id)

    def static_answer(self, node: str) -> Response:
        """Answer a call that broke at *node* from the static answers."""
        return self._static_answer(node, _call(node))

    def fall_back(self, _node: str) -> Response:
        """Answer in place of another webhook, which Twilio could not reach or understand."""
        error, url = request.form.get("ErrorCode", ""), request.form.get("ErrorUrl", "")
        tell = log.error if error or url else log.info  # without either nothing has failed: somebody tries the address
        tell("fallback asked for", call=_call_id(request.form), error=error, url=redacted_url(url))
        broken = urlsplit(url)
        node = broken.path.removeprefix(f"{self.settings.base}{VOICE_PATH}").strip("/")
        return self._static_answer(node, from_pairs(node.rpartition("/")[2], parse_qsl(broken.query)))

    def whisper(self, node: str) -> Response:
        """Tell the called desk what the call is about, before it is bridged; it may have to press a key for that."""
        plan, call = self._resume(node)
        return _twiml(render_whisper(plan, call, ringing(plan, call), self._trunk(request.form)))

    def bridge(self, _node: str) -> Response:
        """Connect the called desk without a word."""
        return _twiml("<Response/>")

    def ended(self, _node: str) -> Response:
        """Note how a call ended."""
        log.info("call ended", call=_call_id(request.form), status=request.form.get("CallStatus", ""))
        if recorder := self._call_recorder:
            recorder.status()
        return Response(status=204)

    def rang(self, node: str) -> Response:
        """Note how the ring that began at *node* goes."""
        if recorder := self._call_recorder:
            recorder.status(rang=_call(node))
        return Response(status=204)

    def _resume(self, node: str) -> tuple[Plan, Call]:
        """Return the call at *node* with the plan that it follows: the one it began on, else the current one."""
        call = _call(node)
        return self.plans.of(call.plan), call

    def _conditions(self, plan: Plan, form: Form) -> Conditions:
        number, known = calling_number(form) or "", self.conditions_now()
        if recorder := self._call_recorder:  # what other calls met with does not matter to a rehearsal call
            known = recorder.with_hindrances(known, plan, number)
        return conditions(plan, self.clock(), number, known)

    def _step(self, plan: Plan, call: Call, what: Event, form: Form) -> Response:
        trunk = self._trunk(form)
        taken, document = _taken(plan, call, what, trunk)
        if recorder := self._call_recorder:
            recorder.step(form, taken)
        if not is_rehearsing():
            measure_step(taken, _call_id(form), has_left=is_over(form))
        after, answer, ended = taken.after, type(what).__name__, _ended(what, form)
        log.info("step", call=_call_id(form), node=call.node, answer=answer, to=after.node, turn=after.turn, **ended)
        return _document(document, trunk.caller_id)

    def _trunk(self, form: Form) -> Trunk:
        caller_id = self.settings.caller_id or called_number(form)
        followed = self._call_recorder is not None
        return Trunk(self.settings.base, caller_id, is_rehearsal(request.query_string), followed=followed)

    def _static_answer(self, node: str, call: Call) -> Response:
        """Answer with the static answer for *call* at *node*; without a node the call would have begun."""
        answers, trunk = self.plans.current.static_answers, self._trunk(request.form)
        call = call._replace(turn=min(call.turn + 1, MOST) if node else 0)
        rung = (answers.office, answers.dialled) if answers.is_rung(call) else ()
        document = answers.document(call, trunk)
        self._note_fault(Fault(node, call.turn, *rung))
        return _document(document, trunk.caller_id)

    @property
    def _call_recorder(self) -> Recorder | None:
        """Return the recorder of this call; None for a rehearsal call."""
        return None if is_rehearsing() else self.recorder

    def _note_fault(self, fault: Fault) -> None:
        if recorder := self._call_recorder:
            recorder.fault(fault)

    def _is_ring_of_ours(self, plan: Plan, form: Form) -> bool:
        """Return whether the call is a ring of an office that comes back: a ring in it would never end.

        Its caller shows the number that was called, or IVR_CALLER_ID where the carrier tells which office forwarded it;
        but an office with that very number may be a switchboard, which shows it for all the callers whom it forwards.
        """
        number = calling_number(form)
        if number is None or number == called_number(form):
            return number is not None
        forwarding = forwarding_number(form)
        return number == self.settings.caller_id != forwarding and bool(plan.directory.dialled(forwarding))


class AnyPath(BaseConverter):
    """Matches any rest of a path, even empty or malformed: a call can continue from each of them."""

    regex = r"[\s\S]*?"
    part_isolating = False

    def to_python(self, value: str) -> str:
        """Return the node that *value* names; slashes around it mean nothing."""
        return value.strip("/")


def _take_any_path(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["any_path"] = AnyPath
    state.app.url_map.merge_slashes = False


def _call(node: str) -> Call:
    return _read(node, request.query_string)


@lru_cache(maxsize=1_000)
def _read(node: str, query: bytes) -> Call:
    """Return the call that an address names: many calls come through the same states."""
    return from_pairs(node, pairs(query))


def _taken(plan: Plan, call: Call, what: Event, trunk: Trunk) -> Taken:
    """Take a step; if it depends on no clock and no words, take it only once for all calls in the same state."""
    if isinstance(what, Said) or what.conditions.now:
        return _take(plan, call, what, trunk)
    return _cached(plan)(call, what, trunk)


def _take(plan: Plan, call: Call, what: Event, trunk: Trunk) -> Taken:
    after, instructions = step(plan, call, what)
    return ObservedStep(plan, call, what, after, instructions), render(plan, after, instructions, trunk)


@lru_cache(maxsize=2)
def _cached(plan: Plan) -> Callable[[Call, Event, Trunk], Taken]:
    """Return a cache of the steps of *plan*; only it and the previous plan's are kept in memory."""
    return lru_cache(maxsize=_MOST_CACHED)(partial(_take, plan))


def _ended(what: Event, form: Form) -> dict[str, str]:
    """Return how a dial ended, for the log, with Twilio's error where it failed."""
    if not isinstance(what, DialEnded):
        return {}
    error = error_code(form)
    return {"dial": what.outcome.value} | ({"error": error} if error else {})


def _call_id(form: Form) -> str:
    return form.get("CallSid", "")[:34]


def _document(document: str, caller_id: str | None) -> Response:
    """Answer with *document*; a ring without a caller ID, which Twilio may refuse (error 13214), is logged."""
    if caller_id is None and "<Dial" in document:
        log.warning("ring without caller ID: set IVR_CALLER_ID", call=_call_id(request.form))
    return _twiml(document)


def _twiml(document: str) -> Response:
    return Response(document, 200, content_type="text/xml; charset=utf-8")
