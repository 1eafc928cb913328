"""XML as plain values."""

import pytest

from ivr.simulator.twiml.tree import Element, NotXmlError, parse


def test_elements_know_name_attributes_text_and_line() -> None:
    root = parse('<?xml version="1.0"?>\n<Response>\n<Say loop="2">や<break/>ま</Say></Response>'.encode())
    (say,) = root.elements
    assert (root.name, root.line) == ("Response", 2)
    assert (say.name, say.attributes, say.line, say.text) == ("Say", {"loop": "2"}, 3, "やま")
    assert say.children == ("や", Element("break", {}, (), 3), "ま")


def test_comments_and_cdata() -> None:
    root = parse(b"<Response><!-- Hangup --><Say><![CDATA[1 < 2]]></Say></Response>")
    assert [verb.text for verb in root.elements] == ["1 < 2"]


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        ('<?xml version="1.0" encoding="euc-jp"?><Response>愛知</Response>'.encode("euc-jp"), None),
        ("<Response>愛知</Response>".encode("euc-jp"), "euc-jp"),
        ("<Response>愛知</Response>".encode("utf-16"), None),
    ],
)
def test_encodings(source: bytes, encoding: str | None) -> None:
    assert parse(source, encoding).text == "愛知"


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"<Response>",
        b"<Response><Say></Response>",
        b"<Response>&nbsp;</Response>",
        b"<Response>\x0b</Response>",
        b"<Response>\xff</Response>",
        b'  <?xml version="1.0"?><Response/>',
        101 * b"<p>" + 101 * b"</p>",
        b'<!DOCTYPE r [<!ENTITY a "aaaa">]><Response>&a;</Response>',
    ],
)
def test_what_is_not_xml(source: bytes) -> None:
    with pytest.raises(NotXmlError):
        parse(source)


def test_an_unknown_encoding_is_no_xml() -> None:
    with pytest.raises(NotXmlError):
        parse(b"<Response/>", "martian")
