"""What a reply says, by its status and content type."""

import pytest

from ivr.simulator.http.services import Reply
from ivr.simulator.twiml.document import SOUND_TYPES, FetchFailure, TwimlDocument, read

SAY = b"<Response><Say>a</Say></Response>"


def reply(body: bytes = SAY, kind: str | None = "text/xml", status: int = 200) -> Reply:
    return Reply(status, {} if kind is None else {"content-type": kind}, body)


@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "text/html", "TEXT/XML; charset=utf-8", "text/plain"])
def test_twiml_comes_under_several_types(kind: str) -> None:
    document = read(reply(kind=kind), "http://s/x")
    assert isinstance(document, TwimlDocument)
    assert [(verb.name, verb.text) for verb in document.verbs] == [("Say", "a")]


def test_a_sound_is_played() -> None:
    for kind in SOUND_TYPES:
        document = read(reply(b"\0" * 100_000, kind), "http://s/x.wav")
        assert isinstance(document, TwimlDocument)
        assert document.is_sound, kind
        assert [(verb.name, verb.text) for verb in document.verbs] == [("Play", "http://s/x.wav")], kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("お電話、ありがとうございました。".encode(), "text/plain"),
        ("お電話、ありがとうございました。".encode("euc-jp"), "text/plain; charset=euc-jp"),
        ("お電話、ありがとうございました。".encode(), "text/plain; charset=martian"),
    ],
)
def test_plain_text_is_read_aloud(body: bytes, kind: str) -> None:
    document = read(reply(body, kind), "http://s/x")
    assert isinstance(document, TwimlDocument)
    assert [(verb.name, verb.text) for verb in document.verbs] == [("Say", "お電話、ありがとうございました。")]


NO_DOCUMENTS = [
    (reply(status=404), 11200),
    (reply(status=500), 11200),
    (reply(status=403, kind="text/plain"), 11200),
    (reply(b"<Response>" + b" " * 65_536), 11750),
    (reply(b""), 12100),
    (reply(b"<Response>"), 12100),
    (reply(b"<html/>", "text/html"), 12102),
    (reply(b"<response/>"), 12102),
    (reply(kind=None), 12300),
    (reply(kind="application/json"), 12300),
    (reply(kind="image/png"), 12300),
    (reply(kind="audio/ogg"), 12300),
]


def test_what_is_no_document() -> None:
    for answer, number in NO_DOCUMENTS:
        failure = read(answer, "http://s/x")
        assert isinstance(failure, FetchFailure), answer
        assert (failure.number, failure.url) == (number, "http://s/x"), answer


def test_64_kb_are_allowed() -> None:
    body = b"<Response>" + b" " * (65_536 - 21) + b"</Response>"
    assert len(body) == 65_536
    assert isinstance(read(reply(body), "http://s/x"), TwimlDocument)
