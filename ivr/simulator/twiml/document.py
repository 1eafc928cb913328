"""Conversion of a reply, by its status and content type, into a document to execute or Twilio's error number."""

from dataclasses import dataclass
from email.message import Message
from functools import lru_cache

from ivr.simulator.http.services import MOST_BYTES, Reply

from .tree import Element, NotXmlError, parse

TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
SOUND_TYPES = frozenset(
    {
        "audio/mpeg",
        "audio/wav",
        "audio/wave",
        "audio/x-wav",
        "audio/aiff",
        "audio/x-aifc",
        "audio/x-aiff",
        "audio/x-gsm",
        "audio/gsm",
        "audio/ulaw",
    }
)


@dataclass(frozen=True, slots=True)
class TwimlDocument:
    """TwiML from *url*, against which its relative addresses are resolved; *root* is its Response.

    *is_sound*: the reply was a sound file, and this document only plays it.
    """

    url: str
    root: Element
    is_sound: bool = False

    @property
    def verbs(self) -> tuple[Element, ...]:
        """The verbs of the document, in order."""
        return self.root.elements


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Nothing usable was fetched from *url*: Twilio's error *number*, and its *detail*."""

    number: int
    detail: str
    url: str


def read(reply: Reply, url: str) -> TwimlDocument | FetchFailure:
    """Return the document of *reply*, which came from *url*.

    text/xml, application/xml and text/html are TwiML; a sound is played; text/plain is TwiML if it can be, otherwise
    it is read aloud.
    """
    if not reply.is_success:
        return FetchFailure(11200, f"status {reply.status}", url)
    kind, charset = content_type(reply)
    if kind in SOUND_TYPES:
        return TwimlDocument(url, _response(Element("Play", {}, (url,))), is_sound=True)
    if len(reply.body) > MOST_BYTES:
        return FetchFailure(11750, f"more than {MOST_BYTES} bytes", url)
    if kind in TWIML_TYPES:
        return _twiml(reply.body, charset, url)
    if kind == "text/plain":
        return _plain(reply.body, charset, url)
    return FetchFailure(12300, kind or "no content type", url)


def content_type(reply: Reply) -> tuple[str, str | None]:
    """Return the content type of *reply* in lower case ("" if it has none), and its character set."""
    return _content_type(reply.headers.get("content-type", ""))


@lru_cache
def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header
    charset = message.get_param("charset")
    return message.get_content_type() if header.strip() else "", charset if isinstance(charset, str) else None


def _twiml(body: bytes, charset: str | None, url: str) -> TwimlDocument | FetchFailure:
    try:
        root = parse(body, charset)
    except NotXmlError as error:
        return FetchFailure(12100, str(error), url)
    return TwimlDocument(url, root) if root.name == "Response" else FetchFailure(12102, f"<{root.name}>", url)


def _plain(body: bytes, charset: str | None, url: str) -> TwimlDocument:
    document = _twiml(body, charset, url)
    if isinstance(document, TwimlDocument):
        return document
    return TwimlDocument(url, _response(Element("Say", {}, (_decoded(body, charset),))))


def _decoded(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _response(verb: Element) -> Element:
    return Element("Response", {}, (verb,))
