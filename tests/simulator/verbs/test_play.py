"""Play, after https://www.twilio.com/docs/voice/twiml/play."""

import pytest

from ivr.simulator import CarrierOptions
from ivr.simulator.transcript import SoundPlayed
from ivr.simulator.twiml.document import SOUND_TYPES
from tests.simulator.pages import DESK, Answer, Page, numbers, of, paths, play, remarks
from tests.speech.waves import wav

TONE = Page(wav(1.5), "audio/wav")
SOUND = "http://service.test/tone.wav"


@pytest.mark.parametrize(
    ("verb", "played"),
    [
        ("<Play>/tone.wav</Play>", [(SOUND, 1.5)]),
        ("<Play>tone.wav</Play>", [(SOUND, 1.5)]),
        ("<Play> http://service.test/tone.wav </Play>", [(SOUND, 1.5)]),
        ("<Play loop='2'>/tone.wav</Play>", 2 * [(SOUND, 1.5)]),
        ("<Play loop='0'>/tone.wav</Play>", 1000 * [(SOUND, 1.5)]),
        ("<Play digits='1w2W#'/>", [("1w2W#", 3 * 0.25 + 0.5 + 1)]),
    ],
)
def test_what_is_played(verb: str, played: list[tuple[str, float]]) -> None:
    call = play({"/voice": verb, "/tone.wav": TONE})
    assert [(event.sound, event.seconds) for event in of(call, SoundPlayed)] == played
    assert numbers(call) == []


@pytest.mark.parametrize("kind", sorted(SOUND_TYPES))
def test_every_type_of_sound(kind: str) -> None:
    call = play({"/voice": "<Play>/tone</Play>", "/tone": Page(wav(1), kind)})
    assert [event.seconds for event in of(call, SoundPlayed)] == [1]


@pytest.mark.parametrize(
    ("verb", "page", "number"),
    [
        ("<Play loop='-1'>/x</Play>", TONE, 13410),
        ("<Play>/x</Play>", Page("<p/>", "text/html"), 13420),
        ("<Play>/x</Play>", Page("", None), 12300),
        ("<Play>/x</Play>", Page("", "audio/wav", 404), 11200),
        ("<Play>http://elsewhere.test/x</Play>", TONE, 11205),
        ("<Play digits='1-2'/>", TONE, 13430),
    ],
)
def test_what_is_reported(verb: str, page: Page, number: int) -> None:
    call = play({"/voice": f"{verb}<Say>after</Say>", "/x": page})
    assert numbers(call) == [number]
    assert call.said == "after"


def test_a_file_of_unknown_length_counts_nothing_and_is_remarked_on() -> None:
    call = play({"/voice": "<Play>/x.mp3</Play>", "/x.mp3": Page(b"ID3", "audio/mpeg")})
    assert [event.seconds for event in of(call, SoundPlayed)] == [0]
    assert remarks(call) == ["the length of http://service.test/x.mp3 is not known, 0 s are counted"]


def test_a_sound_is_requested_once_a_call_and_without_parameters() -> None:
    call = play({"/voice": "<Play>/tone.wav</Play><Play>/tone.wav</Play>", "/tone.wav": TONE})
    assert paths(call) == ["/voice", "/tone.wav"]
    assert (call.requests[1].method, call.requests[1].parameters) == ("GET", {})


def test_the_words_of_a_recording_are_heard_where_they_are_known() -> None:
    rules = CarrierOptions(recorded={"ja/welcome-1.wav": "電話案内です。", "ja/whisper-1.wav": "相談です。"})
    pages: dict[str, Answer] = {
        "/voice": "<Play>/base/ja/welcome-1.wav?x=1</Play><Play>/tone.wav</Play><Say language='ja-JP'>はい。</Say>"
        f"<Dial><Number url='/whisper'>{DESK}</Number></Dial>",
        "/whisper": "<Play>/ja/whisper-1.wav</Play>",
        "/base/ja/welcome-1.wav": TONE,
        "/ja/whisper-1.wav": TONE,
        "/tone.wav": TONE,
    }
    call = play(pages, rules=rules)
    assert (call.said, call.whispered) == ("電話案内です。はい。", "相談です。")
    assert [event.words for event in of(call, SoundPlayed)] == ["電話案内です。", "", "相談です。"]


def test_a_sound_in_place_of_a_document_is_played_and_ends_the_call() -> None:
    call = play({"/voice": TONE})
    assert paths(call) == ["/voice"]
    assert (call.second, call.status) == (1.5, "completed")


def test_a_long_sound_is_measured_whole() -> None:
    call = play({"/voice": "<Play>/long.wav</Play>", "/long.wav": Page(wav(60), "audio/wav")})
    assert call.second == pytest.approx(60)
