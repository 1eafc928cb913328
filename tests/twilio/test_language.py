"""TwiML of a call in English, in full: its voice, its recogniser, and Japanese in the Japanese voice."""

from dataclasses import replace

from ivr.call import Plan, Recogniser
from ivr.twilio import Trunk, render
from tests.call.talk import after


def english(plan: Plan) -> Plan:
    """Return the shipped plan with a few phrases for its English recogniser."""
    localization = replace(plan.localizations["en"], hints=("Aichi", "yes"))
    return replace(plan, localizations={**plan.localizations, "en": localization})


def said(text: str, rate: str = "90%") -> str:
    return f'<Say language="en-US" voice="Polly.Joanna-Neural"><prosody rate="{rate}">{text}</prosody></Say>'


def test_a_question_in_english_is_spoken_and_heard_in_it(plan: Plan) -> None:
    plan = english(plan)
    turn = after(plan, "8")
    following = f"/voice/ask_service?stage=first&amp;turn=1&amp;plan={plan.hash}&amp;language=en"

    assert render(plan, turn.call, turn.instructions, Trunk()) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response>'
        f'<Gather action="{following}" finishOnKey="" hints="Aichi,yes" input="dtmf speech" language="en-US"'
        ' method="POST" numDigits="1" speechTimeout="2" timeout="3">'
        f"{said('We go on in English. The office that answers may speak Japanese.')}"
        f"{said('What would you like to talk about?')}</Gather>"
        f'<Redirect method="POST">{following}</Redirect></Response>'
    )


def test_where_nobody_listens_for_words_only_keys_are_gathered(plan: Plan) -> None:
    deaf = replace(plan, localizations={**plan.localizations, "en": replace(plan.localizations["en"], recogniser=None)})
    turn = after(deaf, "8")
    rendered = render(deaf, turn.call, turn.instructions, Trunk())

    assert turn.call.mode == "keys"
    assert 'input="dtmf"' in rendered
    assert "speech" not in rendered
    assert said("Please choose: for making a plan, one").removesuffix("</prosody></Say>") in rendered


def test_the_phrase_is_spoken_by_the_japanese_voice_slowly(plan: Plan) -> None:
    turn = after(plan, "8", "1", "3", "1")
    rendered = render(plan, turn.call, turn.instructions, Trunk())

    slowly = '<Say language="ja-JP" voice="Polly.Kazuha-Neural"><prosody rate="70%">'
    assert f'{slowly}「経営改善支援センターでの相談」。</prosody></Say><Pause length="1" />' in rendered


def test_a_recogniser_of_its_own_hears_a_language(plan: Plan) -> None:
    own = replace(plan.localizations["en"], recogniser=Recogniser("en-AU", "deepgram_nova-3"))
    heard = replace(plan, localizations={**plan.localizations, "en": own})
    turn = after(heard, "8")
    rendered = render(heard, turn.call, turn.instructions, Trunk())

    assert 'language="en-AU"' in rendered
    assert 'speechModel="deepgram_nova-3"' in rendered
