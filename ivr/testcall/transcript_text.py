"""A transcript in lines for people: the second, then what was heard, done or went wrong."""

from collections.abc import Callable, Iterable, Iterator

from ivr.settings import VOICE_PATH
from ivr.simulator import Playback, TranscriptEvent
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
from ivr.translation import N_, _

Naming = Callable[[str], str]
"""How a number in E.164 is shown."""

_QUIET = (200, 204)
_NOTHING_THERE = (404, 405)
_UNHEARD = N_(" (nothing listened)")
_ROUNDING = 0.05  # seconds
_WORDS = (
    *(N_("caller"), N_("service"), N_("desk"), N_("error"), N_("limit"), N_("carrier")),
    *(N_("completed"), N_("busy"), N_("no-answer"), N_("failed"), N_("canceled")),
)
"""Who ends a call, and how a ringing ends: marked here, for they are the simulator's own."""


def as_text(events: Iterable[TranscriptEvent], name: Naming = str) -> Iterator[str]:
    """Yield a line for each of *events* that people want to see."""
    for event in events:
        if words := in_words(event, name):
            yield line(event.second, words)


def pending(heard: Playback, name: Naming = str) -> Iterator[str]:
    """Yield a line for each text that is heard now, or number that is about to ring, not yet in the transcript."""
    second = heard.second
    for piece in heard.pieces:
        if piece.text:
            yield line(second, f"♪ {piece.words or piece.text}" if piece.kind == "play" else piece.text)
        second += piece.seconds
    for number in heard.ringing:
        yield line(second, _("☎ {name} is to ring").format(name=name(number)))


def line(second: float, words: str) -> str:
    """Return *words* with the second before them."""
    return f"{second:6.1f}  {words}"


def in_words(event: TranscriptEvent, name: Naming = str) -> str:
    """Return *event* in words, "" for what people need not see."""
    return _heard(event) or _done(event) or _on_the_line(event, name) or _wrong(event)


def _heard(event: TranscriptEvent) -> str:
    match event:
        case PromptSpoken(text=text, seconds=seconds, heard=heard):
            return f"{text}{_cut(heard, seconds)}"
        case SoundPlayed(sound=sound, words=words, seconds=seconds, heard=heard):
            return f"♪ {words or sound}{_cut(heard, seconds)}"
        case _:
            return ""


def _cut(heard: float, seconds: float) -> str:
    return _(" (cut after {heard:.1f} s)").format(heard=heard) if heard < seconds - _ROUNDING else ""


def _done(event: TranscriptEvent) -> str:
    match event:
        case KeysPressed(keys=keys, lost=lost):
            return f"> [{keys}]{_(_UNHEARD) if lost else ''}"
        case Spoke(text=text, lost=lost):
            return f"> {text}{_(_UNHEARD) if lost else ''}"
        case NoInput(party="caller"):
            return _("> (silence)")
        case Disconnected(party="caller", by=by):
            return _("the call is ended by the {by}").format(by=_(by))
        case _:
            return ""


def _on_the_line(event: TranscriptEvent, name: Naming) -> str:
    """Describe what happens on the line to an office."""
    match event:
        case Dialled(number=number):
            return _("☎ {name} is called").format(name=name(number))
        case PickedUp(number=number):
            return _("☎ {name} answers").format(name=name(number))
        case Whispered(text=text):
            return _("☎ the desk hears: {text}").format(text=text)
        case Bridged():
            return _("☎ connected")
        case DialFinished(status="completed", bridged=False):
            return _("☎ the desk hung up before it was put through")
        case _:
            return f"☎ {_(event.status)}" if isinstance(event, DialFinished) else ""


def _wrong(event: TranscriptEvent) -> str:
    match event:
        case Requested(method=method, url=url, status=status) if status in _NOTHING_THERE:
            there = _("{status}, nothing answers there; the voice URL of ivr serve ends in {path}")
            return f"! {method} {url}: {there.format(status=status, path=VOICE_PATH)}"
        case Requested(method=method, url=url, status=status) if status not in _QUIET:
            return f"! {method} {url}: {status or _('no reply')}"
        case Warned(number=number, level=level, text=text):
            return f"! {level}{f' {number}' if number else ''}: {text}"
        case _:
            return ""
