"""A call as the page shows it: what was heard and done, by second; what waits now; what each step understood."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from ivr.call import Plan, ringing, spoken_lines
from ivr.call.ring import ringing_office
from ivr.call.trace import Trace
from ivr.heard.utterance import ENGLISH
from ivr.picture.graph import title
from ivr.simulator import SimulatedCall, TranscriptEvent
from ivr.simulator.transcript import (
    Bridged,
    DialFinished,
    Dialled,
    Disconnected,
    KeysPressed,
    NoInput,
    PickedUp,
    PromptSpoken,
    Requested,
    SoundPlayed,
    Spoke,
    Warned,
    Whispered,
)
from ivr.speech import Line
from ivr.testcall.retrace import retraced
from ivr.translation import _
from ivr.voice import can_speak
from ivr.web.sound import sound_url

from .page_texts import ENDS, FACTS, HANG_UPS, STAGES
from .playing import Shown
from .step_facts import facts

Who = Literal["guide", "caller", "desk", "line", "trouble"]
SHOWN = ("Digits", "SpeechResult", "Confidence", "DialCallStatus", "DialBridged", "ErrorCode", "ErrorUrl")
"""The parameters of a request that say what happened; the others are the same in all of a call."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the transcript: from *second* on, *who* is heard or does what *text* says.

    What is spoken takes *seconds*, of which *heard* were heard; *kana*, *slow* and *language* are how it is said, if
    the flow knows it. *sound* is where it can be listened to, as seen from the page; this machine speaks Japanese only.
    """

    who: Who
    second: float
    text: str
    seconds: float = 0.0
    heard: float = 0.0
    kana: str = ""
    slow: bool = False
    language: str = ""
    sound: str = ""


def call_view(plan: Plan, shown: Shown) -> dict[str, Any]:
    """Return a call as plain values for the page.

    *since* is the second from which on what is heard now is heard, *second* the one at which it has been heard;
    *language* is the tag of the one in which the call listens now (ja-JP, en-US).
    """
    call, began = shown.played.call, shown.played.began
    taken = {id(step.request): step.trace for step in retraced(plan, call.transcript, began)}
    last = list(taken.values())[-1] if taken else None
    now = plan.speaks(last.after.language) if last else plan
    return {
        "entries": _entries(plan, call, taken),
        "steps": [_step(plan, one, taken[id(one)]) for one in call.requests if id(one) in taken],
        "now": _now(plan, last, call),
        "since": shown.since,
        "second": call.heard.second + call.heard.seconds if call.heard else call.second,
        "over": call.is_over,
        "asked": _asked(call),
        "language": now.recogniser.language if now.recogniser else now.voice.language,
        "example": example(now),
        "ringing": _ringing(plan, call, last),
    }


def _entries(plan: Plan, call: SimulatedCall, taken: Mapping[int, Trace]) -> list[dict[str, Any]]:
    """Return the lines of the transcript, each with the number of the step that it led to (None: to none)."""
    spoken = _spoken(taken.values())
    entries: list[dict[str, Any]] = []
    numbers = {request: number for number, request in enumerate(taken)}
    office = ""
    for event in (*call.transcript, *call.hearing, *_calling(call)):
        if id(event) in numbers:
            rings = ringing_office(plan, taken[id(event)].after)
            office = rings.printed_name if rings else ""
            before = plan.speaks(taken[id(event)].before.language).language
            entries[-1:] = [_answered(entry, before) | {"step": numbers[id(event)]} for entry in entries[-1:]]
        entries += [asdict(entry) | {"step": None} for entry in _entry(plan, event, spoken, office)]
    return entries


def _answered(entry: dict[str, Any], language: str) -> dict[str, Any]:
    """Return *entry* with the *language* of the call, if it is what the caller said in it."""
    return entry | {"language": language} if entry["who"] == "caller" and entry["seconds"] else entry


def _calling(call: SimulatedCall) -> tuple[Dialled, ...]:
    """Return the calls that are about to be made, as the transcript will have them."""
    heard = call.heard
    return tuple(Dialled(heard.second, number, "", "") for number in heard.ringing) if heard else ()


def _spoken(traces: Iterable[Trace]) -> dict[str, Line]:
    """Return the lines that the flow said, by their text."""
    return {line.text: line for trace in traces for line in spoken_lines(trace.instructions)}


def _entry(plan: Plan, event: TranscriptEvent, spoken: Mapping[str, Line], office: str) -> Iterator[Entry]:
    """Yield the lines of the transcript for *event*; *spoken* are the flow's own lines, by their text."""
    match event:
        case PromptSpoken(second, text, seconds, heard):
            line = spoken.get(text, Line(text, text, language=plan.language))
            sound = _sound(plan, line)
            yield Entry("guide", second, text, seconds, heard, line.kana, line.slow, line.language, sound)
        case SoundPlayed(second, party, url, seconds, heard, words):
            who: Who = "guide" if party == "caller" else "desk"
            yield Entry(who, second, f"♪ {words or url}", seconds, heard, sound=urlsplit(url).path.removeprefix("/"))
        case Whispered(second, _, text, seconds, heard):
            line = Line(text, text, language=plan.language)
            yield Entry("desk", second, text, seconds, heard, language=line.language, sound=_sound(plan, line))
        case KeysPressed(party="caller") | Spoke(party="caller") | NoInput(party="caller"):
            yield _done(event)
        case Warned(second, number, _, text):
            yield Entry("trouble", second, f"{f'Twilio {number}: ' if number else ''}{text}", language=ENGLISH)
        case _:
            yield from (Entry("line", event.second, words) for words in _on_the_line(plan, event, office))


def _sound(plan: Plan, line: Line) -> str:
    """Return where *line* can be listened to, at the rate of its voice; "" if this machine cannot speak it."""
    spoken = plan if line.language in plan.voices else plan.speaks(line.language)
    return sound_url(line.text, spoken.voices[line.language].rate.of(line)) if can_speak(line) else ""


def example(plan: Plan) -> str:
    """Return something that a caller of *plan* may say; "" if the site has no examples."""
    services = (plan.meanings.by_id.get(service) for service in plan.directory.services)
    return next((service.examples[0] for service in services if service and service.examples), "")


def _done(event: KeysPressed | Spoke | NoInput) -> Entry:
    match event:
        case KeysPressed(second, _, keys, lost):
            return Entry("caller", second, _("presses {keys}").format(keys=keys) + _unheard(lost=lost))
        case Spoke(second, _, text, seconds, lost):
            return Entry("caller", second, _("“{text}”").format(text=text) + _unheard(lost=lost), seconds, seconds)
        case NoInput(second):
            return Entry("caller", second, _("(says nothing)"))


def _unheard(*, lost: bool) -> str:
    return _(" (nothing was listening)") if lost else ""


def _on_the_line(plan: Plan, event: TranscriptEvent, office: str) -> Iterator[str]:
    """Yield in words what happens on the line to the *office*; nothing for other events."""
    match event:
        case Dialled(number=number):
            printed = plan.directory.printed(number)
            form = _("{office} ({number}) is being rung") if office else _("{number} is being rung")
            yield form.format(office=office, number=printed)
        case PickedUp():
            yield _("the office answers")
        case Bridged():
            yield _("the caller is put through, and they talk")
        case DialFinished(status="completed", bridged=False):
            yield _("the office hung up before the caller was put through")
        case DialFinished(status=status):
            yield _(ENDS.get(status, status))
        case Disconnected(party="caller", by=by):
            yield _(HANG_UPS.get(by, by))
        case _:
            pass


def _ringing(plan: Plan, call: SimulatedCall, last: Trace | None) -> dict[str, str] | None:
    """Return the office that rings, with whom it shares its line, and what its desk will hear first."""
    if not (call.heard and call.heard.ringing):
        return None
    number = call.heard.ringing[0]
    reached = plan.directory.dialled(number)
    chosen = ringing_office(plan, last.after) if last else None
    office = chosen if chosen in reached else next(iter(reached), None)  # after a fault another one may ring
    ring = ringing(plan, last.after) if last else None
    return {
        "number": plan.directory.printed(number),
        "office": office.printed_name if office else "",
        "shared": _(", ").join(one.printed_name for one in reached if one is not office),
        "whisper": "".join(line.text for line in (ring.whisper, ring.accept) if line) if ring else "",
        "language": plan.first.language,
    }


def _asked(call: SimulatedCall) -> dict[str, Any] | None:
    asked = call.heard.asked if call.heard else None
    if asked is None:
        return None
    return {"digits": asked.num_digits, "finish": asked.finish_on_key, "seconds": asked.timeout}


def _step(plan: Plan, request: Requested, trace: Trace) -> dict[str, Any]:
    return {
        "second": request.second,
        "at": _place(plan, trace.before.node),
        "facts": [{"what": what, "name": _(FACTS[what]), "value": value} for what, value in facts(plan, trace)],
        "way": [_place(plan, name) for name in trace.entered],
        "request": f"{request.method} {_path(request.url)}",
        "form": {name: value for name, value in request.parameters.items() if name in SHOWN},
    }


def _now(plan: Plan, last: Trace | None, call: SimulatedCall) -> dict[str, str]:
    """Return the node that the call is in, as the last step left it."""
    if call.is_over or last is None:
        return {"node": "", "does": _("The call is over."), "stage": ""}
    return {**_place(plan, last.after.node), "stage": _(STAGES[last.after.asking.stage])}


def _place(plan: Plan, name: str) -> dict[str, str]:
    node = plan.flow.nodes.get(name)
    return {"node": name, "does": title(plan, node) if node else ""}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
