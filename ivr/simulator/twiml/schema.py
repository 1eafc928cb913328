"""The elements and attributes of TwiML, faults against them in a document, and verbs that no call can reach.

Twilio checks each document against its schema, and continues the call: error 12200 is a warning. The tables list what
the helper libraries of 2026 offer, which Twilio generates from that schema. They are written out here again, and not
imported from such a library, because they are to find mistakes in it and in ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .tree import Element


@dataclass(frozen=True, slots=True)
class ElementSchema:
    """The permitted content of an element: *attributes*, *children*, and whether *text*."""

    attributes: frozenset[str]
    children: frozenset[str]
    text: bool


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """Something at *line* of a document that is not in the schema."""

    line: int
    text: str


def _names(*rows: str) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.split())


def _shape(
    attributes: frozenset[str] = _names(), children: frozenset[str] = _names(), *, text: bool = False
) -> ElementSchema:
    return ElementSchema(attributes, children, text)


# Verbs that this carrier does not play; their content is not checked.
UNPLAYED = _names("Connect Echo Enqueue Leave Pay Prompt Queue Record Refer Sms Start Stop")
# Nouns of Dial that this carrier does not ring.
UNPLAYED_NOUNS = _names("Application Client Conference Queue Sim Sip WhatsApp")

_SOUNDS = _names("Say Play Pause")
_VERBS = _SOUNDS | _names("Gather Dial Redirect Hangup Reject") | UNPLAYED
_IN_WORD = _names("break emphasis phoneme prosody say-as sub")
_IN_SENTENCE = _IN_WORD | _names("lang w")
_SSML = _IN_SENTENCE | _names("p s")

ELEMENTS: dict[str, ElementSchema] = {
    "Response": _shape(children=_VERBS),
    "Say": _shape(_names("voice loop language"), _SSML, text=True),
    "Play": _shape(_names("loop digits"), text=True),
    "Pause": _shape(_names("length")),
    "Gather": _shape(
        _names(
            "input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits language",
            "hints partialResultCallback partialResultCallbackMethod bargeIn debug actionOnEmptyResult speechModel",
            "enhanced",
        ),
        _SOUNDS,
    ),
    "Redirect": _shape(_names("method"), text=True),
    "Hangup": _shape(children=_names("Parameter")),
    "Reject": _shape(_names("reason"), _names("Parameter")),
    "Parameter": _shape(_names("name value")),
    "Dial": _shape(
        _names(
            "action method timeout hangupOnStar timeLimit callerId callReason record trim recordingConfigurationId",
            "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent recordingTrack",
            "answerOnBridge ringTone sequential referUrl referMethod events passports",
        ),
        _names("Number") | UNPLAYED_NOUNS,
        text=True,
    ),
    "Number": _shape(
        _names(
            "sendDigits url method statusCallbackEvent statusCallback statusCallbackMethod byoc machineDetection",
            "amdStatusCallbackMethod amdStatusCallback machineDetectionTimeout machineDetectionSpeechThreshold",
            "machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout",
        ),
        text=True,
    ),
    "break": _shape(_names("strength time")),
    "emphasis": _shape(_names("level"), _IN_SENTENCE, text=True),
    "lang": _shape(_names("xml:lang"), _SSML, text=True),
    "p": _shape(children=_IN_SENTENCE | _names("s"), text=True),
    "phoneme": _shape(_names("alphabet ph"), text=True),
    "prosody": _shape(_names("volume rate pitch"), _SSML, text=True),
    "s": _shape(children=_IN_SENTENCE, text=True),
    "say-as": _shape(_names("interpret-as format"), text=True),
    "sub": _shape(_names("alias"), text=True),
    "w": _shape(_names("role"), _IN_WORD, text=True),
}


def is_verb(element: Element) -> bool:
    """Return whether *element* is a verb of TwiML, played here or not."""
    return element.name in _VERBS


def schema_faults(element: Element) -> Iterator[SchemaFault]:
    """Yield what is not in the schema, in *element* and below, in document order."""
    shape = ELEMENTS.get(element.name)
    if shape is None:
        return
    for attribute in element.attributes:
        if attribute not in shape.attributes:
            yield SchemaFault(element.line, f"<{element.name}> has no attribute {attribute}")
    for child in element.children:
        if isinstance(child, str):
            if child.strip() and not shape.text:
                yield SchemaFault(element.line, f"<{element.name}> may not contain text")
        elif child.name in shape.children:
            yield from schema_faults(child)
        elif not _has_another_number(element, child):
            yield SchemaFault(child.line, f"<{child.name}> is not allowed in <{element.name}>")


def _has_another_number(element: Element, child: Element) -> bool:
    """Return whether Twilio reports this misplaced verb under another number: 13320 in a Gather, 13215 in a Dial."""
    return element.name in {"Gather", "Dial"} and is_verb(child)


def unreached(verbs: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield each verb after one that always leaves the document, together with that one."""
    barrier: Element | None = None
    for verb in verbs:
        if barrier is not None:
            yield verb, barrier
        elif _is_barrier(verb):
            barrier = verb


def _is_barrier(verb: Element) -> bool:
    """Return whether *verb* always leaves the document: directly, or through an action that it always requests."""
    match verb.name:
        case "Redirect" | "Hangup" | "Reject":
            return True
        case "Dial":
            return "action" in verb.attributes
        case "Gather":
            return verb.attributes.get("actionOnEmptyResult") == "true"
        case _:
            return False
