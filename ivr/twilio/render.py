"""Turns instructions into TwiML.

Callers hear the same again and again: a document is built once and cached, with gaps for the addresses, the number and
the phrases that it is sent with.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.call import Ask, Call, HangUp, Instruction, Plan, Recogniser, RingNumber, SayLines
from ivr.speech import LONGEST_HINT, MOST_HINTS, Line, Voice

from . import address
from .speech import clean, play, say

_ACCEPT_SECONDS = 5
"""Time for a called desk to press a key, each time that it is asked; the caller hears ringing meanwhile."""

MOST_CACHED = 1000
"""Documents, of about a kilobyte each; the least recently used one is dropped."""

# The gaps of a cached document. Nothing else in it can hold these characters: XML cannot carry them, see `clean`.
_ACTION, _WHISPER, _CALLER_ID, _HINTS, _RANG = "\1", "\2", "\3", "\4", "\5"
_GAP = re.compile("([\1-\5])")
_EVENTS = "ringing answered completed"
"""What Twilio reports of a ring, of which the last event ends it; its beginning is known, and each report costs."""
# As ElementTree writes an attribute.
_ENTITIES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ('"', "&quot;"),
    ("\r", "&#13;"),
    ("\n", "&#10;"),
    ("\t", "&#09;"),
)


@dataclass(frozen=True, slots=True)
class Trunk:
    """The line: everything that TwiML depends on besides the plan and the call.

    *base* is the path under which the service is reached, *caller_id* the number to dial with (E.164). A *rehearsal* is
    a call that is only tried out. If a ring is *followed*, Twilio reports how it goes.
    """

    base: str = ""
    caller_id: str | None = None
    rehearsal: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class _Options:
    """The options for carrying out instructions, so far as a cached document depends on them.

    *voices* are by language, *recogniser* hears words; None if only keys are heard. *base* is the path under which
    recordings are played; None if they are spoken. Only where the call *goes_on* is anything asked. *caller_id* is
    the gap for it, or None. Where a ring is *followed*, Twilio reports how it goes.
    """

    voices: tuple[tuple[str, Voice], ...]
    recogniser: Recogniser | None
    base: str | None
    goes_on: bool
    caller_id: str | None
    followed: bool


def render(plan: Plan, call: Call, instructions: tuple[Instruction, ...], trunk: Trunk) -> str:
    """Return the TwiML document that carries out *instructions* and continues *call*."""
    plan = plan.speaks(call.language)
    return _filled(_document(instructions, _options(plan, trunk, goes_on=True)), plan, call, trunk)


def render_closed(plan: Plan, instructions: tuple[Instruction, ...], trunk: Trunk) -> str:
    """Return a document that asks for nothing more.

    What *instructions* ask is only said; what follows a RingNumber is heard after the ring, however that ended.
    Recorded prompts are spoken: there may be nobody to fetch the recordings from.
    """
    return _filled(_document(instructions, _options(plan, trunk, goes_on=False)), plan, None, trunk)


def report_ring(document: str, call: Call, trunk: Trunk) -> str:
    """Return the closed *document* with the request that Twilio reports how its ring goes, as a ring of *call*."""
    reports = _address(call, trunk, "/rang")
    return document.replace("<Number>", f'<Number statusCallback="{reports}" statusCallbackEvent="{_EVENTS}">')


def _options(plan: Plan, trunk: Trunk, *, goes_on: bool) -> _Options:
    return _Options(
        voices=tuple(plan.voices.items()),
        recogniser=plan.recogniser,
        base=trunk.base if goes_on else None,
        goes_on=goes_on,
        caller_id=None if trunk.caller_id is None else _CALLER_ID,
        followed=goes_on and trunk.followed,
    )


def _filled(document: Sequence[str], plan: Plan, call: Call | None, trunk: Trunk) -> str:
    """Return *document* with its gaps filled."""
    filling = {_CALLER_ID: trunk.caller_id or "", _HINTS: _hints(plan.hints)}
    if call:
        filling[_ACTION] = _address(call, trunk)
        filling[_RANG] = _address(call, trunk, "/rang") if _RANG in document else ""
        filling[_WHISPER] = _address(call, trunk, "/whisper") if _WHISPER in document else ""
    return "".join([filling.get(part, part) for part in document])


@lru_cache(maxsize=MOST_CACHED)
def _document(instructions: tuple[Instruction, ...], options: _Options) -> Sequence[str]:
    """Return the document in parts: every second one is a gap."""
    response = VoiceResponse()
    for instruction in instructions:
        match instruction:
            case Ask() if options.goes_on:
                _ask(response, instruction, options)
            case SayLines(lines) | Ask(lines):
                _say_all(response, lines, options)
            case RingNumber():
                _ring(response, instruction, options)
            case HangUp():
                response.hangup()
    if options.goes_on and instructions and isinstance(instructions[-1], Ask):  # silence is reported
        response.redirect(_ACTION, method="POST")
    return tuple(_GAP.split(str(response)))


def render_whisper(plan: Plan, call: Call, ring: RingNumber | None, trunk: Trunk) -> str:
    """Return what the desk hears that *ring* of *call* has reached; an empty document bridges at once.

    A key, if one is needed, is asked for twice; then the desk's call is hung up without ever being connected.
    """
    options = _options(plan.first, trunk, goes_on=True)
    whisper = (ring.whisper,) if ring and ring.whisper else ()
    if not ring or not ring.accept:
        return "".join(_document((SayLines(whisper),) if whisper else (), options))
    filling = {_ACTION: _address(call, trunk, "/accepted")}
    return "".join([filling.get(part, part) for part in _screen(whisper, ring.accept, options)])


@lru_cache(maxsize=MOST_CACHED)
def _screen(whisper: tuple[Line, ...], accept: Line, options: _Options) -> Sequence[str]:
    response = VoiceResponse()
    for lines in ((*whisper, accept), (accept,)):
        gather = Gather(
            action=_ACTION, method="POST", input="dtmf", num_digits=1, finish_on_key="", timeout=_ACCEPT_SECONDS
        )
        _say_all(gather, lines, options)
        response.append(gather)
    response.hangup()
    return tuple(_GAP.split(str(response)))


def _say_all(parent: VoiceResponse | Gather, lines: tuple[Line, ...], options: _Options) -> None:
    """Append *lines*; the recorded ones are played if they can be fetched, else they are spoken."""
    voices = dict(options.voices)
    for line in lines:
        if line.recording and options.base is not None:
            play(parent, line, address.audio(line.recording, options.base))
        else:
            say(parent, line, voices[line.language])


def _ask(response: VoiceResponse, ask: Ask, options: _Options) -> None:
    """Append a Gather; without an answer Twilio continues with what follows it, without a request.

    If several keys are one answer, the time-out is the silence that ends them, and the longer wait for the first of
    them begins as a pause.
    """
    ends = ask.end_of_keys
    gather = Gather(action=_ACTION, method="POST", timeout=ends or ask.wait, **_keys(ask), **_recogniser(ask, options))
    _say_all(gather, ask.lines, options)
    if 0 < ends < ask.wait:
        gather.pause(length=ask.wait - ends)
    response.append(gather)


def _keys(ask: Ask) -> dict[str, str | int]:
    """Return which keys end one Gather: any one, # and * too (then finishOnKey is empty, so that they arrive), or #."""
    return {"finish_on_key": "#"} if ask.end_of_keys else {"finish_on_key": "", "num_digits": 1}


def _recogniser(ask: Ask, options: _Options) -> dict[str, str | int]:
    """Return the attributes of one Gather that say how speech is recognised; none if only keys are accepted.

    speechTimeout is a number because "auto" and a speech model exclude each other, and because "auto" ends at the first
    pause (https://www.twilio.com/docs/api/errors/13335).
    """
    recogniser = options.recogniser
    if recogniser is None:
        return {"input": "dtmf"}
    heard: dict[str, str | int] = {
        "input": "dtmf speech",
        "language": recogniser.language,
        "speech_timeout": ask.end_of_speech,
        "hints": _HINTS,
    }
    if recogniser.model:
        heard["speech_model"] = recogniser.model
    return heard


@lru_cache(maxsize=8)
def _hints(phrases: tuple[str, ...]) -> str:
    """Return the phrases to expect as written in an attribute, separated by commas; so none can contain one."""
    usable = [hint for hint in map(clean, phrases) if len(hint) <= LONGEST_HINT and "," not in hint]
    return _escaped(",".join(usable[:MOST_HINTS]))


def _address(call: Call, trunk: Trunk, what: str = "") -> str:
    """Return the address of *call*, or of *what* else it asks for, for an attribute."""
    return _escaped(address.of_call(call, trunk.base, trunk.rehearsal, what))


def _escaped(text: str) -> str:
    """Return *text* escaped for an attribute; `str.translate` takes eight times as long."""
    for character, entity in _ENTITIES:
        text = text.replace(character, entity)
    return text


def _ring(response: VoiceResponse, ring: RingNumber, options: _Options) -> None:
    """Append a Dial. With an action, whatever comes after it is never reached; a call that is over has none."""
    action = {"action": _ACTION, "method": "POST"} if options.goes_on else {}
    dial = Dial(timeout=ring.timeout, caller_id=options.caller_id, **action)
    whisper = {"url": _WHISPER, "method": "POST"} if options.goes_on and (ring.whisper or ring.accept) else {}
    callbacks = {"status_callback": _RANG, "status_callback_event": _EVENTS} if options.followed else {}
    dial.number(ring.number, **whisper, **callbacks)
    response.append(dial)
