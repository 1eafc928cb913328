"""The document for a host elsewhere: Twilio's own words, and a call that it leads to the end."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from ivr.simulator import PhoneNumber
from ivr.simulator.transcript import Bridged, Dialled, PromptSpoken
from tests.conftest import SiteCopy
from tests.simulator.pages import Answer, Page, of, paths, play
from tests.twilio.rest.stand_in import NUMBER
from tests.twilio.validity import faults

from .conftest import Desk


def written(desk: Desk, *arguments: str) -> str:
    ran = desk.ivr("fallback", "--site", str(desk.site), "--caller-id", NUMBER, *arguments)
    assert ran.code == 0
    return ran.out


def test_it_apologises_rings_the_fallback_office_and_reads_its_number_out(desk: Desk) -> None:
    document = written(desk)
    root = fromstring(document)  # noqa: S314 - a document of our own

    assert faults(document) == []
    assert [verb.tag for verb in root][:3] == ["Say", "Say", "Dial"]  # what went wrong, and who is rung
    assert [verb.tag for verb in root][-1] in ("Say", "Hangup")
    assert root.findtext("Dial/Number") == "+81354701840"
    (dial,) = root.iter("Dial")
    assert (dial.get("callerId"), dial.get("action")) == (NUMBER, None)
    assert "ゼロサンの" in "".join(root.itertext())


def test_it_asks_for_nothing_more(desk: Desk) -> None:
    document = written(desk)

    assert "/voice" not in document
    assert [tag for tag in ("Gather", "Redirect", "Play", "url=", "{{") if tag in document] == []


@pytest.mark.parametrize(("line", "bridged"), [("!answer", 1), ("!busy", 0), ("!no-answer", 0)])
def test_a_call_that_the_service_does_not_answer_reaches_the_office_or_hears_its_number(
    desk: Desk, line: str, bridged: int
) -> None:
    pages: dict[str, Answer] = {"/voice": Page("", None, 502), "/bin": Page(written(desk))}
    call = play(pages, [line], line=PhoneNumber(fallback_url="/bin", owned=frozenset({NUMBER})))
    said = [spoken.text for spoken in of(call, PromptSpoken)]

    assert paths(call) == ["/voice", "/bin"]
    assert [dialled.number for dialled in of(call, Dialled)] == ["+81354701840"]
    assert len(of(call, Bridged)) == bridged
    assert "不具合" in said[0]
    assert any("ゼロサンの" in text for text in said[1:])


def test_without_a_number_to_ring_with_nothing_is_written(desk: Desk) -> None:
    ran = desk.ivr("fallback", "--site", str(desk.site))

    assert (ran.code, ran.out, ran.err.partition(":")[0]) == (1, "", "IVR_CALLER_ID")


def test_the_number_may_come_from_the_environment(desk: Desk) -> None:
    desk.environ["IVR_CALLER_ID"] = "+815087654321"

    assert 'callerId="+815087654321"' in desk.ivr("fallback", "--site", str(desk.site)).out


def test_a_number_that_is_none_is_refused(desk: Desk) -> None:
    refused = desk.ivr("fallback", "--site", str(desk.site), "--caller-id", "050")

    assert refused.code == 2
    assert "Invalid value for '--caller-id': expected a number in E.164" in refused.err
    desk.environ["IVR_CALLER_ID"] = "050"
    assert "Invalid value for IVR_CALLER_ID: " in desk.ivr("fallback", "--site", str(desk.site)).err


def test_what_is_still_open_is_listed_beside_it(desk: Desk) -> None:
    ran = desk.ivr("fallback", "--site", str(desk.site), "--caller-id", NUMBER, "--json")

    assert [line.partition(" ")[0] for line in ran.err.splitlines()] == ["warning:", "warning:"]
    assert json.loads(ran.out) | {"twiml": ""} == {
        "twiml": "",
        "office": "headquarters",
        "verified": False,
        "agreed": None,
    }


def test_a_site_with_problems_has_no_document(desk: Desk, tmp_path: Path) -> None:
    ran = desk.ivr("fallback", "--site", str(tmp_path), "--caller-id", NUMBER)

    assert (ran.code, ran.out) == (1, "")
    assert "data/flow.yaml" in ran.err


def test_what_the_site_allows_is_no_warning(desk: Desk, small_copy: SiteCopy) -> None:
    reason = "# allow: fallback-not-agreed until 2999-01-01: the contract is being signed\n"
    small_copy.change("data/flow.yaml", "fallback_office:", f"{reason}fallback_office:")
    ran = desk.ivr("fallback", "--site", str(small_copy.root), "--caller-id", NUMBER)

    assert ran.err.splitlines()[1:] == [
        "headquarters has not agreed yet; this is allowed until 2999-01-01 (the contract is being signed)"
    ]
