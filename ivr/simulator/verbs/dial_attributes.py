"""The attributes of Dial and Number, after https://www.twilio.com/docs/voice/twiml/dial and its page on Number."""

import re
from dataclasses import dataclass

from ivr.simulator.twiml.schema import UNPLAYED_NOUNS, is_verb
from ivr.simulator.twiml.tree import Element

from .play import TONES
from .verb_step import Attributes, VerbStep

EVENTS = ("initiated", "ringing", "answered", "completed")
MOST_NUMBERS = 10  # that one Dial rings at once

_SHORTEST_TIMEOUT, _LONGEST_TIMEOUT = 5, 600  # seconds
_UNRECORDED = frozenset({"do-not-record", "false"})
_RECORDED = frozenset(
    {
        "true",
        "record-from-answer",
        "record-from-ringing",
        "record-from-answer-dual",
        "record-from-ringing-dual",
    }
)
_RING_TONES = (
    "at|au|bg|br|be|ch|cl|cn|cz|de|dk|ee|es|fi|fr|gr|hu|il|in|it|lt|jp|mx|my|nl|no|nz|ph|pl|pt|ru|se|sg|th|uk|us|us-old|tw|"
    "ve|za"
)
_E164 = re.compile(r"\+[1-9]\d{1,14}")
_SIP = re.compile(r"sips?:(\+\d+)@.+")
_AMERICAN = re.compile(r"1?[2-9]\d{9}")
_PUNCTUATION = re.compile(r"[\s().-]")
# What some networks show for a withheld number looks like a number: ANONYMOUS, UNAVAILABLE and so on, spelt on a
# keypad.
_WITHHELD = frozenset({"+266696687", "+86282452253", "+8656696", "+2562533", "+7378742833"})


@dataclass(frozen=True, slots=True)
class DialTarget:
    """A number to ring; *url* is the whisper's address (empty: none), *events* those that *callback* is sent."""

    number: str
    url: str = ""
    method: str = "POST"
    tones: str = ""
    callback: str = ""
    callback_method: str = "POST"
    events: tuple[str, ...] = ("completed",)


@dataclass(frozen=True, slots=True)
class Dial:
    """The attributes of a Dial; without an *action* (None) the document goes on after it."""

    action: str | None
    method: str
    timeout: int
    time_limit: int
    caller_id: str
    hangup_on_star: bool
    sequential: bool
    answer_on_bridge: bool
    targets: tuple[DialTarget, ...]


def dial_attributes(step: VerbStep) -> Dial:
    """Read the attributes of the step's verb and its numbers; a bad value is reported and replaced by the default."""
    attributes = Attributes(step, step.verb)
    if attributes.choice("record", _UNRECORDED | _RECORDED, "false", 13217) in _RECORDED:
        step.remark("this carrier does not record")
    attributes.choice("ringTone", _RING_TONES.split("|"), "us", 13220)
    return Dial(
        action=step.verb.attributes.get("action"),
        method=attributes.method(13210),
        timeout=min(max(attributes.whole("timeout", 30, 13212), _SHORTEST_TIMEOUT), _LONGEST_TIMEOUT),
        time_limit=attributes.whole("timeLimit", 14400, 13216),
        caller_id=attributes.text("callerId", step.leg.caller),
        hangup_on_star=attributes.flag("hangupOnStar", 13213),
        sequential=attributes.flag("sequential", 13218),
        answer_on_bridge=attributes.flag("answerOnBridge", 13219),
        targets=_targets(step),
    )


def may_show(step: VerbStep, caller_id: str) -> bool:
    """Return whether a call may show *caller_id*: a real number that is the caller's, the called one, or owned.

    The number in a SIP address that was called counts as owned: Twilio would not have taken the call otherwise.
    """
    sip = _SIP.fullmatch(step.leg.called)
    allowed = {step.leg.caller, sip[1] if sip else step.leg.called} | step.context.number.owned
    return caller_id in allowed and bool(_E164.fullmatch(caller_id)) and caller_id not in _WITHHELD


def e164(number: str) -> str | None:
    """Return *number* in E.164; an American number may be written in any way, anything else is None."""
    if _E164.fullmatch(number):
        return number
    plain = _PUNCTUATION.sub("", number)
    return "+1" + plain[-10:] if _AMERICAN.fullmatch(plain) else None


def _targets(step: VerbStep) -> tuple[DialTarget, ...]:
    bare = "".join(child for child in step.verb.children if isinstance(child, str)).strip()
    targets = [DialTarget(bare)] if bare else []
    for noun in step.verb.elements:
        if noun.name == "Number":
            targets.append(_target(step, noun))
        elif noun.name in UNPLAYED_NOUNS:
            step.remark(f"this carrier does not ring a <{noun.name}>", noun)
        elif is_verb(noun):
            step.warn(13215, f"<{noun.name}>", noun)
    if len(targets) > MOST_NUMBERS:
        step.warn(12200, f"{len(targets)} numbers in a Dial, {MOST_NUMBERS} are rung")
    return tuple(targets[:MOST_NUMBERS])


def _target(step: VerbStep, noun: Element) -> DialTarget:
    attributes = Attributes(step, noun)
    if attributes.has("machineDetection"):
        step.remark("this carrier does not look for answering machines", noun)
    return DialTarget(
        number=noun.text,
        url=attributes.text("url"),
        method=attributes.method(13221),
        tones=_tones(attributes),
        callback=attributes.text("statusCallback"),
        callback_method=attributes.method(13221, "statusCallbackMethod"),
        events=_events(attributes),
    )


def _tones(attributes: Attributes) -> str:
    tones = attributes.text("sendDigits")
    if set(tones) <= TONES:
        return tones
    attributes.step.warn(13222, tones, attributes.element)
    return ""


def _events(attributes: Attributes) -> tuple[str, ...]:
    wanted = attributes.text("statusCallbackEvent", "completed").split()
    if strange := set(wanted) - set(EVENTS):
        attributes.step.warn(12200, f"statusCallbackEvent {' '.join(sorted(strange))}", attributes.element)
    return tuple(event for event in EVENTS if event in wanted)
