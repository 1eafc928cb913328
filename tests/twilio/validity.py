"""What is wrong with a TwiML document, found with nothing of the code that wrote it.

Elements and attributes are compared with twiml-shape.json, which lists what Twilio's library offers at each element.
The limits are those of https://www.twilio.com/docs/voice/twiml and of the errors named beside them.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

SHAPE: dict[str, Any] = json.loads((Path(__file__).parent / "twiml-shape.json").read_text(encoding="utf-8"))

MOST_SAID = 450
MOST_HINTS = 500
LONGEST_HINT = 100
MOST_BYTES = 64_000

# In the shape, what stands between the tags is listed with the attributes.
TEXT = {"Say": "message", "prosody": "words", "Redirect": "url", "Number": "phoneNumber", "Dial": "number"}
SECONDS = ("timeout", "speechTimeout", "length", "timeLimit")
INPUTS = ("dtmf", "speech", "dtmf speech")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WHOLE = re.compile(r"[1-9][0-9]*")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def faults(document: str | bytes, *, to_desk: bool = False) -> list[str]:
    """Return what is wrong with *document*, one sentence each; nothing where it is right.

    In one *to_desk*, the desk that answers nothing may be hung up; a caller never is.
    """
    text = document if isinstance(document, str) else document.decode()
    try:
        root = fromstring(text.encode())  # noqa: S314 - a document of our own
    except ParseError as error:
        return [f"not well-formed: {error}"]
    of_verbs = (fault for verb in root.iter() for fault in _of_verb(verb))
    return [*_of_document(text, root, to_desk=to_desk), *_of_shape(root), *of_verbs]


def _of_document(text: str, root: Element, *, to_desk: bool) -> Iterator[str]:
    if root.tag != "Response":
        yield f"the root is {root.tag}"
    if _CONTROL.search(text):
        yield "a control character"
    if len(text.encode()) > MOST_BYTES:
        yield "longer than 64 kB (11750)"
    yield from _of_order(list(root), ("Redirect", "Gather", "Hangup") if to_desk else ("Redirect", "Gather"))


def _of_order(verbs: list[Element], behind_a_gather: tuple[str, ...]) -> Iterator[str]:
    for verb, after in zip_longest(verbs, verbs[1:]):
        if verb.tag == "Gather" and (after is None or after.tag not in behind_a_gather):
            yield "neither a Redirect nor another Gather after a Gather"
        elif after is not None and _never_goes_on(verb):
            yield f"{after.tag} is never reached"


def _never_goes_on(verb: Element) -> bool:
    return verb.tag in ("Redirect", "Hangup") or (verb.tag == "Dial" and "action" in verb.attrib)


def _of_shape(parent: Element) -> Iterator[str]:
    children = _children(parent.tag)
    for child in parent:
        offered = children.get(child.tag)
        if offered is None:
            yield f"{child.tag} in {parent.tag}"
        else:
            yield from (f"{name} at {child.tag}" for name in child.attrib if name not in offered)
        yield from _of_shape(child)


@cache
def _children(tag: str) -> dict[str, list[str]]:
    """Return the elements that *tag* may hold, each with its attributes."""
    entry: dict[str, Any] = next((one for one in SHAPE.values() if one["element"] == tag), {"children": {}})
    elements = {one["element"].replace("-", "").lower(): one["element"] for one in SHAPE.values()}
    named = ((elements.get(method.replace("_", ""), method), offered) for method, offered in entry["children"].items())
    return {element: [name for name in offered if name != TEXT.get(element)] for element, offered in named}


def _of_verb(verb: Element) -> Iterator[str]:
    for name in SECONDS:
        if name in verb.attrib and not _WHOLE.fullmatch(verb.attrib[name]):
            yield f"{name}={verb.attrib[name]} is no whole number of seconds"
    said = "".join(verb.itertext())
    match verb.tag:
        case "Say" if not said.strip():
            yield "an empty Say (13520)"
        case "Say" if len(said) > MOST_SAID:
            yield f"a Say of {len(said)} characters (13521)"
        case "Gather":
            yield from _of_gather(verb)
        case "Number" if not _E164.fullmatch(said):
            yield f"{said} is no number (13223)"
        case "Dial" if not _E164.fullmatch(verb.get("callerId", "+819012345678")):
            yield "no caller ID (13214)"


def _of_gather(gather: Element) -> Iterator[str]:
    hints = gather.get("hints", "").split(",")
    if gather.get("input") not in INPUTS:
        yield f"input={gather.get('input')}"
    if len(hints) > MOST_HINTS or any(len(hint) > LONGEST_HINT for hint in hints):
        yield "too many or too long hints"
    if "speech" in gather.get("input", "") and not _WHOLE.fullmatch(gather.get("speechTimeout", "auto")):
        yield "speech without a speechTimeout in seconds (13335)"
    if gather.get("numDigits") == "1" and gather.get("finishOnKey") != "":
        yield "a key that ends is not received"
