"""Instructions as TwiML."""

import re
from dataclasses import replace

import pytest

from ivr.call import (
    Answered,
    Ask,
    Asking,
    Call,
    DialEnded,
    Event,
    HangUp,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    Recogniser,
    RingNumber,
    Said,
    SayLines,
    Silent,
    begin,
    step,
)
from ivr.speech import NATURAL, Line, recording
from ivr.twilio import Trunk, render, render_closed, render_whisper
from ivr.twilio.render import report_ring

from .validity import LONGEST_HINT, MOST_HINTS, faults

TRUNK = Trunk("/line", "+815012345678")
CALL = Call(node="ask_service", slots=(("prefecture", "23"),), asking=Asking("first"), turn=3, plan="abc")
WINDOW = Line("窓口は、イチ。", "まどぐちは、イチ。")
NUMBER = Line("ゼロゴーニー。", "ゼロゴーニー。", slow=True, pause=2)

SAID = '<Say language="ja-JP" voice="Polly.Kazuha-Neural"><prosody rate="90%">窓口は、イチ。</prosody></Say>'
SLOWLY = '<Say language="ja-JP" voice="Polly.Kazuha-Neural"><prosody rate="80%">ゼロゴーニー。</prosody></Say>'
NEXT = "/line/voice/ask_service?prefecture=23&amp;stage=first&amp;turn=3&amp;plan=abc"
ACCEPTED = "/line/voice/ask_service/accepted?prefecture=23&amp;stage=first&amp;turn=3&amp;plan=abc"
WHISPER = "/line/voice/ask_service/whisper?prefecture=23&amp;stage=first&amp;turn=3&amp;plan=abc"

GOLDEN: dict[str, tuple[tuple[Instruction, ...], tuple[str, ...]]] = {
    "a question by voice and keys": (
        (Ask((WINDOW, NUMBER), wait=6, end_of_speech=2),),
        (
            f'<Gather action="{NEXT}" finishOnKey="" hints="愛知県,三重県,はい" input="dtmf speech"',
            ' language="ja-JP" method="POST" numDigits="1" speechTimeout="2" timeout="6">',
            SAID,
            SLOWLY,
            '<Pause length="2" />',
            "</Gather>",
            f'<Redirect method="POST">{NEXT}</Redirect>',
        ),
    ),
    "a question for several keys": (
        (Ask((WINDOW,), wait=6, end_of_speech=2, end_of_keys=4),),
        (
            f'<Gather action="{NEXT}" finishOnKey="#" hints="愛知県,三重県,はい" input="dtmf speech"',
            ' language="ja-JP" method="POST" speechTimeout="2" timeout="4">',
            SAID,
            '<Pause length="2" />',
            "</Gather>",
            f'<Redirect method="POST">{NEXT}</Redirect>',
        ),
    ),
    "a question for several keys, which are waited for as long as for the first": (
        (Ask((WINDOW,), wait=4, end_of_speech=2, end_of_keys=4),),
        (
            f'<Gather action="{NEXT}" finishOnKey="#" hints="愛知県,三重県,はい" input="dtmf speech"',
            ' language="ja-JP" method="POST" speechTimeout="2" timeout="4">',
            SAID,
            "</Gather>",
            f'<Redirect method="POST">{NEXT}</Redirect>',
        ),
    ),
    "words that no key cuts, then a question": (
        (SayLines((WINDOW,)), Ask((WINDOW,), wait=3, end_of_speech=2)),
        (
            SAID,
            f'<Gather action="{NEXT}" finishOnKey="" hints="愛知県,三重県,はい" input="dtmf speech"',
            ' language="ja-JP" method="POST" numDigits="1" speechTimeout="2" timeout="3">',
            SAID,
            "</Gather>",
            f'<Redirect method="POST">{NEXT}</Redirect>',
        ),
    ),
    "a ring": (
        (RingNumber("+81522236953", timeout=25),),
        (
            f'<Dial action="{NEXT}" callerId="+815012345678" method="POST" timeout="25">',
            "<Number>+81522236953</Number>",
            "</Dial>",
        ),
    ),
    "words, then a ring with a whisper": (
        (SayLines((WINDOW,)), RingNumber("+81522236953", timeout=25, whisper=WINDOW)),
        (
            SAID,
            f'<Dial action="{NEXT}" callerId="+815012345678" method="POST" timeout="25">',
            f'<Number method="POST" url="{WHISPER}">+81522236953</Number>',
            "</Dial>",
        ),
    ),
    "the end": ((HangUp(),), ("<Hangup />",)),
    "words, then the end": ((SayLines((WINDOW,)), HangUp()), (SAID, "<Hangup />")),
}


def document(*lines: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?><Response>' + "".join(lines) + "</Response>"


@pytest.mark.parametrize(("instructions", "lines"), GOLDEN.values(), ids=GOLDEN.keys())
def test_each_instruction_has_its_twiml(
    plan: Plan, instructions: tuple[Instruction, ...], lines: tuple[str, ...]
) -> None:
    rendered = render(plan, CALL, instructions, TRUNK)
    assert rendered == document(*lines)
    assert faults(rendered) == []


def test_a_closed_document_asks_for_nothing_and_goes_on_behind_a_ring(plan: Plan) -> None:
    rendered = render_closed(
        plan,
        (SayLines((WINDOW,)), RingNumber("+81354701840", 25, whisper=WINDOW), Ask((NUMBER,), 6, 2), HangUp()),
        TRUNK,
    )
    assert rendered == document(
        SAID,
        '<Dial callerId="+815012345678" timeout="25"><Number>+81354701840</Number></Dial>',
        SLOWLY,
        '<Pause length="2" />',
        "<Hangup />",
    )
    assert faults(rendered) == []


def test_the_desk_hears_the_whisper_alone(plan: Plan) -> None:
    assert render_whisper(plan, CALL, RingNumber("+81354701840", 25, whisper=WINDOW), TRUNK) == document(SAID)


def test_without_a_whisper_the_desk_is_bridged_by_an_empty_document(plan: Plan) -> None:
    empty = '<?xml version="1.0" encoding="UTF-8"?><Response />'
    assert render_whisper(plan, CALL, RingNumber("+81354701840", 25), TRUNK) == empty
    assert render_whisper(plan, CALL, None, TRUNK) == empty


def test_a_desk_is_asked_twice_for_the_key_that_takes_a_call_and_is_hung_up_without_it(plan: Plan) -> None:
    asks = f'<Gather action="{ACCEPTED}" finishOnKey="" input="dtmf" method="POST" numDigits="1" timeout="5">'
    pause = '<Pause length="2" />'
    rendered = render_whisper(plan, CALL, RingNumber("+81354701840", 25, whisper=WINDOW, accept=NUMBER), TRUNK)
    again = (asks, SLOWLY, pause, "</Gather>")
    assert rendered == document(asks, SAID, SLOWLY, pause, "</Gather>", *again, "<Hangup />")
    assert faults(rendered, to_desk=True) == []


def test_a_ring_that_has_to_be_accepted_asks_for_its_document(plan: Plan) -> None:
    rendered = render(plan, CALL, (RingNumber("+81354701840", 25, accept=NUMBER),), TRUNK)
    assert f'<Number method="POST" url="{WHISPER}">+81354701840</Number>' in rendered


def test_without_a_caller_id_the_carrier_chooses(plan: Plan) -> None:
    rendered = render(plan, CALL, (RingNumber("+81522236953", 25),), Trunk())
    assert "callerId" not in rendered
    assert 'action="/voice/ask_service?' in rendered


@pytest.mark.parametrize("model", [None, "phone_call"])
def test_a_speech_model_of_the_site_is_named(plan: Plan, model: str | None) -> None:
    chosen = replace(plan, recogniser=Recogniser("ja-JP", model))
    rendered = render(chosen, CALL, (Ask((WINDOW,), 6, 2),), TRUNK)

    assert re.findall('speechModel="(.*?)"', rendered) == ([model] if model else [])
    assert faults(rendered) == []


def test_where_only_keys_are_heard_nothing_says_how_speech_is_recognised(plan: Plan) -> None:
    rendered = render(replace(plan, recogniser=None), CALL, (Ask((WINDOW,), 6, 2),), TRUNK)

    asked = f'<Gather action="{NEXT}" finishOnKey="" input="dtmf" method="POST" numDigits="1" timeout="6">'
    assert rendered == document(asked, SAID, "</Gather>", f'<Redirect method="POST">{NEXT}</Redirect>')


RANG = "/line/voice/ask_service/rang?prefecture=23&amp;stage=first&amp;turn=3&amp;plan=abc"
REPORTED = f'<Number statusCallback="{RANG}" statusCallbackEvent="ringing answered completed">+81522236953</Number>'


def test_a_ring_that_is_followed_is_reported_and_so_may_one_in_a_closed_document(plan: Plan) -> None:
    ring = (RingNumber("+81522236953", timeout=25),)
    followed = replace(TRUNK, followed=True)
    closed = render_closed(plan, ring, followed)

    assert REPORTED in render(plan, CALL, ring, followed)
    assert closed == render_closed(plan, ring, TRUNK)
    assert report_ring(closed, CALL, followed) == closed.replace("<Number>+81522236953</Number>", REPORTED)


def test_a_closed_document_that_ends_with_a_question_goes_nowhere(plan: Plan) -> None:
    assert render_closed(plan, (Ask((WINDOW,), 6, 2),), TRUNK) == document(SAID)


def test_a_voice_at_its_natural_rate_needs_no_ssml(plan: Plan) -> None:
    natural = replace(plan, voices={"ja": replace(plan.voices["ja"], name="Google.ja-JP-Wavenet-B", rate=NATURAL)})
    said = '<Say language="ja-JP" voice="Google.ja-JP-Wavenet-B">窓口は、イチ。</Say>'
    assert render(natural, CALL, (SayLines((WINDOW,)),), TRUNK) == document(said)


def test_a_long_line_becomes_several_says_with_its_pause_behind_the_last(plan: Plan) -> None:
    sentence = "あ" * 299 + "。"
    rendered = render(plan, CALL, (SayLines((Line(sentence * 2, "", pause=1),)),), TRUNK)
    said = f'<Say language="ja-JP" voice="Polly.Kazuha-Neural"><prosody rate="90%">{sentence}</prosody></Say>'
    assert rendered == document(said, said, '<Pause length="1" />')


@pytest.mark.parametrize("text", ["", " ", "\n", "\x0b"])
def test_nothing_to_say_is_no_say(plan: Plan, text: str) -> None:
    assert render(plan, CALL, (SayLines((Line(text, ""), WINDOW)),), TRUNK) == document(SAID)


def test_what_xml_must_escape_is_escaped_and_what_it_cannot_carry_is_left_out(plan: Plan) -> None:
    rendered = render(plan, CALL, (SayLines((Line("Ａ＆Ｂ & <C>\x0b\x00\ufffe\ud800", ""),)),), TRUNK)
    assert ">Ａ＆Ｂ &amp; &lt;C&gt;<" in rendered
    assert faults(rendered) == []


def test_hints_stay_within_what_the_recogniser_takes(plan: Plan) -> None:
    long, parted = "あ" * (LONGEST_HINT + 1), "一,二"
    many = replace(plan, hints=("\x0bはい", long, parted, *map(str, range(2 * MOST_HINTS))))
    rendered = render(many, CALL, (Ask((WINDOW,), 6, 2),), TRUNK)
    assert faults(rendered) == []
    assert 'hints="はい,0,1,2,' in rendered


def test_the_shipped_hints_are_the_prefectures_the_services_and_a_word_for_each_command(shipped_plan: Plan) -> None:
    prefectures = {prefecture.name for prefecture in shipped_plan.places.prefectures.values()}
    commands = {
        "はい",
        "いいえ",
        "違う",
        "もう一度",
        "戻る",
        "ヘルプ",
        "オペレーター",
        "わからない",
        "説明",
        "郵便番号",
    }
    assert len(prefectures) == 47
    assert prefectures | {"経営改善支援センター", "中小企業再生支援協議会"} | commands <= set(shipped_plan.hints)
    assert not {"愛知", "名古屋市"} & set(shipped_plan.hints)


@pytest.mark.parametrize(
    ("language", "misleading"),
    [
        # What the council is misheard as; what ends a call or has it wait; what takes a no back; what answers nothing.
        (
            "ja",
            "教会/つながないで/間違い電話/ありがとうございました/待って/違わない/担当者がいな/えーと/どちらでもない",
        ),
        ("en", "do not connect/stop/wrong number/thank you/wait/i have the number/i am the representative/um/neither"),
    ],
)
def test_no_hint_makes_a_recogniser_hear_what_would_mislead_the_call(
    shipped_plan: Plan, language: str, misleading: str
) -> None:
    assert set(misleading.split("/")) & set(shipped_plan.speaks(language).hints) == set()


WAYS = {
    "one sentence, a shared line": ("愛知県の経営改善支援センターをお願いします", "", "!busy", "2", "#", ""),
    "two answers": ("経営改善", "三重県", "はい", "!no_answer", "1", "!failed", "0", "!busy", ""),
    "keypad": ("1", "3", "1", "*", "2", "2", "1", "1", "8", "", "!completed"),
    "explanations": ("3", "3", "", "2", "", "1", "0", "0", "!failed"),
    "silence": ("", "", "", "!completed"),
    "noise": ("ざざ", "ざざ", "ざざ", "ざざ"),
    "doubt": ("府中市", "広島県", "1", ""),
}


@pytest.mark.parametrize("answers", WAYS.values(), ids=WAYS.keys())
def test_every_document_of_a_call_is_right(shipped_plan: Plan, answers: tuple[str, ...]) -> None:
    call, instructions = step(shipped_plan, begin(shipped_plan), Answered())
    assert faults(render(shipped_plan, call, instructions, TRUNK)) == []
    for answer in answers:
        call, instructions = step(shipped_plan, call, as_event(answer))
        assert faults(render(shipped_plan, call, instructions, TRUNK)) == []


def as_event(answer: str) -> Event:
    if answer.startswith("!"):
        return DialEnded(Outcome(answer[1:]))
    if not answer:
        return Silent()
    return Keyed(answer) if answer.isascii() else Said(answer)


SOUND = recording("ja/window", b"RIFF", 1.5)
RECORDED = WINDOW._replace(pause=1, recording=SOUND)
PLAYED = f'<Play>/line/audio/ja/window-{SOUND.digest}.wav</Play><Pause length="1" />'


def test_a_recorded_line_is_played_alone_and_within_a_question(plan: Plan) -> None:
    rendered = render(plan, CALL, (SayLines((RECORDED,)), Ask((RECORDED, WINDOW), 6, 2)), TRUNK)

    assert rendered == document(
        PLAYED,
        f'<Gather action="{NEXT}" finishOnKey="" hints="愛知県,三重県,はい" input="dtmf speech"',
        ' language="ja-JP" method="POST" numDigits="1" speechTimeout="2" timeout="6">',
        PLAYED,
        SAID,
        "</Gather>",
        f'<Redirect method="POST">{NEXT}</Redirect>',
    )
    assert faults(rendered) == []


def test_a_recorded_whisper_is_played_to_the_desk(plan: Plan) -> None:
    ring = RingNumber("+81354701840", 25, whisper=RECORDED._replace(pause=0))
    assert render_whisper(plan, CALL, ring, TRUNK) == document(PLAYED.partition("<Pause")[0])


def test_a_closed_document_speaks_what_is_recorded(plan: Plan) -> None:
    assert render_closed(plan, (SayLines((RECORDED,)), HangUp()), TRUNK) == document(
        SAID, '<Pause length="1" />', "<Hangup />"
    )


@pytest.mark.parametrize(
    ("instructions", "held"),
    [
        ((Ask((WINDOW,), wait=6, end_of_speech=2),), 'hints="&quot;はい&quot; &amp; &lt;いいえ&gt;"'),
        ((RingNumber("+81522236953", 25, whisper=WINDOW),), 'url="/voice/ask_prefecture/whisper?prefecture=23&amp;'),
    ],
)
def test_what_was_sent_to_one_caller_is_not_sent_to_another(
    plan: Plan, instructions: tuple[Instruction, ...], held: str
) -> None:
    assert "turn=3" in render(plan, CALL, instructions, TRUNK)
    other, hints = CALL._replace(node="ask_prefecture", turn=7), ('"はい" & <いいえ>',)
    rendered = render(replace(plan, hints=hints), other, instructions, Trunk())
    assert faults(rendered) == []
    assert 'action="/voice/ask_prefecture?prefecture=23&amp;stage=first&amp;turn=7&amp;plan=abc"' in rendered
    assert held in rendered
    assert "callerId" not in rendered
    assert "turn=3" not in rendered


def test_another_voice_makes_another_document(plan: Plan) -> None:
    render(plan, CALL, (SayLines((WINDOW,)),), TRUNK)
    spoken = replace(plan, voices={"ja": replace(plan.voices["ja"], name="Polly.Takumi")})
    assert 'voice="Polly.Takumi"' in render(spoken, CALL, (SayLines((WINDOW,)),), TRUNK)
