import pytest

from ivr.directory import Office
from ivr.load.expectation import unmet
from ivr.load.scenarios import Scenario
from ivr.simulator import Desk, PressKeys, SimulatedCall
from tests.simulator.pages import Answer, dial

OFFICE = Office("23", "center", "愛知県センター", "052-223-6953")
SHARED = Office("23", "center", "愛知県センター", "052-223-6953", shared_line=True)
PHRASE, WHISPER = "「センターでの相談」と、お伝えください。", "センターでの、相談です。"
RINGS = "<Dial><Number>+81522236953</Number></Dial>"
WHISPERS = f'<Say language="ja-JP">{PHRASE}</Say><Dial><Number url="/whisper">+81522236953</Number></Dial>'


def told(office: Office) -> Scenario:
    return Scenario("keypad", office, (), PHRASE, WHISPER if office.shared_line else "")


def played(document: str, desk: Desk | None = None, whisper: str = WHISPER) -> SimulatedCall:
    pages: dict[str, Answer] = {"/voice": document, "/whisper": f'<Say language="ja-JP">{whisper}</Say>'}
    call = dial(pages, lambda _number: desk or Desk())
    while call.heard:
        call.act(*([PressKeys("1", at=0.1)] if call.heard.asked else []))
    return call


@pytest.mark.parametrize(
    ("office", "document", "expected"),
    [
        (OFFICE, RINGS, ""),
        (OFFICE, "<Say>Bye.</Say>", "rang nobody, not +81522236953"),
        (OFFICE, "<Dial>+81352535432</Dial>", "rang +81352535432, not +81522236953"),
        (OFFICE, RINGS + RINGS, "rang +81522236953, +81522236953, not +81522236953"),
        (OFFICE, f'<Say language="ja-JP">{PHRASE}</Say>{RINGS}', "was told the phrase of a shared line"),
        (OFFICE, RINGS + "<Redirect>/gone</Redirect>", "error 11200: "),
        (SHARED, WHISPERS, ""),
        (SHARED, RINGS, f"was not told the phrase; the desk heard 「」, not 「{WHISPER}」"),
        (SHARED, f'<Gather timeout="1"><Say language="ja-JP">{PHRASE}</Say></Gather>', "rang nobody, not +81522236953"),
    ],
)
def test_a_call_rings_the_right_office_with_the_right_words(office: Office, document: str, expected: str) -> None:
    found = unmet(played(document), told(office))
    assert found.startswith(expected)
    assert bool(found) is bool(expected)


def test_a_phrase_that_a_key_cuts_was_not_told() -> None:
    gather = f'<Gather action="/ring" numDigits="1"><Say language="ja-JP">{PHRASE}</Say></Gather>'
    call = dial({"/voice": gather, "/ring": RINGS})
    while call.heard:
        call.act(*([PressKeys("1", at=0.1)] if call.heard.asked else []))
    assert "was not told the phrase" in unmet(call, told(SHARED))


def test_a_desk_that_does_not_answer_hears_no_whisper() -> None:
    assert unmet(played(WHISPERS, Desk("busy")), told(SHARED)) == ""


def test_a_desk_hears_its_own_whisper() -> None:
    found = unmet(played(WHISPERS, whisper="協議会です。"), told(SHARED))
    assert found == f"the desk heard 「協議会です。」, not 「{WHISPER}」"
