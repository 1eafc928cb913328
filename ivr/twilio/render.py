"""Turn instructions into TwiML."""

from dataclasses import dataclass

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.call import Ask, Call, HangUp, Instruction, Plan, Ring, Say
from ivr.speech import LONGEST_HINT, MOST_HINTS, Line

from . import address
from .speech import clean, play, say


@dataclass(frozen=True, slots=True)
class Trunk:
    """What TwiML needs to know of this number.

    *base* is the path under which the service is reached, *caller_id* the number to dial with (E.164).
    """

    base: str = ""
    caller_id: str | None = None


def render(plan: Plan, call: Call, instructions: tuple[Instruction, ...], trunk: Trunk) -> str:
    """Return the TwiML document that carries out *instructions* and goes on with *call*."""
    return str(_document(plan, call, instructions, trunk))


def render_closed(plan: Plan, instructions: tuple[Instruction, ...], trunk: Trunk) -> str:
    """Return a document that asks for nothing more.

    What *instructions* ask is only said, and what follows a Ring in them is heard after it, however it ended. Recorded
    prompts are spoken: there may be nobody to fetch them from.
    """
    return str(_document(plan, None, instructions, trunk))


def _document(plan: Plan, call: Call | None, instructions: tuple[Instruction, ...], trunk: Trunk) -> VoiceResponse:
    response = VoiceResponse()
    for instruction in instructions:
        match instruction:
            case Ask() if call:
                _ask(response, plan, instruction, call, trunk)
            case Say(lines) | Ask(lines):
                _say_all(response, plan, lines, trunk.base if call else None)
            case Ring():
                _ring(response, instruction, call, trunk)
            case HangUp():
                response.hangup()
    return response


def render_whisper(plan: Plan, line: Line | None, base: str = "") -> str:
    """Return what the called desk hears; an empty document bridges at once."""
    response = VoiceResponse()
    _say_all(response, plan, (line,) if line else (), base)
    return str(response)


def _say_all(parent: VoiceResponse | Gather, plan: Plan, lines: tuple[Line, ...], base: str | None) -> None:
    """Append *lines*; the recorded ones are played from under the path *base*, without one they are spoken."""
    for line in lines:
        if line.recording and base is not None:
            play(parent, line, address.audio(line.recording, base))
        else:
            say(parent, line, plan.voices[line.language])


def _ask(response: VoiceResponse, plan: Plan, ask: Ask, call: Call, trunk: Trunk) -> None:
    """Append a Gather, and a Redirect for silence, which a Gather passes over without a request.

    Where several keys are one answer, the time-out is the silence that ends them, and the longer wait for the first of
    them begins as a pause.
    """
    action = address.step(call, trunk.base)
    ends = ask.end_of_keys
    gather = Gather(action=action, method="POST", timeout=ends or ask.wait, **_keys(ask), **_recogniser(plan, ask))
    _say_all(gather, plan, ask.lines, trunk.base)
    if 0 < ends < ask.wait:
        gather.pause(length=ask.wait - ends)
    response.append(gather)
    response.redirect(action, method="POST")


def _keys(ask: Ask) -> dict[str, str | int]:
    """Return which keys end one Gather: any one, # and * too (then finishOnKey is empty, so that they arrive), or #."""
    return {"finish_on_key": "#"} if ask.end_of_keys else {"finish_on_key": "", "num_digits": 1}


def _recogniser(plan: Plan, ask: Ask) -> dict[str, str | int]:
    """Return the attributes of one Gather that depend on what it listens for.

    speechTimeout is a number because "auto" and a speech
    model exclude each other, and because "auto" ends at the first pause (https://www.twilio.com/docs/api/errors/13335).
    """
    heard: dict[str, str | int] = {
        "input": "dtmf speech" if ask.speech else "dtmf",
    }
    if ask.speech:
        heard |= {
            "language": plan.voices["ja"].language,
            "speech_timeout": ask.end_of_speech,
            "hints": _hints(plan),
        }
        if plan.flow.listening.speech_model:
            heard["speech_model"] = plan.flow.listening.speech_model
    return heard


def _hints(plan: Plan) -> str:
    """Return the phrases to expect; a comma parts them, so none can hold one."""
    usable = [hint for hint in map(clean, plan.hints) if len(hint) <= LONGEST_HINT and "," not in hint]
    return ",".join(usable[:MOST_HINTS])


def _ring(response: VoiceResponse, ring: Ring, call: Call | None, trunk: Trunk) -> None:
    """Append a Dial. With an action, nothing after it is reached; without a call it has no action."""
    action = {"action": address.step(call, trunk.base), "method": "POST"} if call else {}
    dial = Dial(timeout=ring.timeout, caller_id=trunk.caller_id, **action)
    whisper = {"url": address.whisper(call, trunk.base), "method": "POST"} if call and ring.whisper else {}
    dial.number(ring.number, **whisper)
    response.append(dial)
