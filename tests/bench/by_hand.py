"""A hotline as it is written by hand with Flask and twilio, for `bench_webhooks`: constant prompts, one office.

It is served as the hotline is, by the same workers, checks each signature with twilio's RequestValidator, and builds
each answer anew. The prompts are those of the shipped site, so that its documents are as long as the hotline's.
"""

import os
from types import SimpleNamespace

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.web.app import ALERTER, DEMO, WATCH
from ivr.web.call_records import RECORDER

VOICE = {"voice": "Polly.Kazuha-Neural", "language": "ja-JP"}
HINTS = (
    "北海道,青森県,岩手県,宮城県,秋田県,山形県,福島県,茨城県,栃木県,群馬県,埼玉県,千葉県,東京都,神奈川県,新潟県,"
    "富山県,石川県,福井県,山梨県,長野県,岐阜県,静岡県,愛知県,三重県,滋賀県,京都府,大阪府,兵庫県,奈良県,和歌山県,"
    "鳥取県,島根県,岡山県,広島県,山口県,徳島県,香川県,愛媛県,高知県,福岡県,佐賀県,長崎県,熊本県,大分県,宮崎県,"
    "鹿児島県,沖縄県,経営改善支援センター,中小企業再生支援協議会,改善,計画,センター,税理士,専門家,補助,費用の,"
    "書き方,フォローアップ,再生,銀行,返済,調整,金利だけ,個人保証,その通り,はい,内容が違,いいえ,"
    "つながないで,待って,間違い電話,もう一度,前に戻,戻る,使い方,ヘルプ,オペレーター,わからない,さあ,"
    "説明,制度,電話番号,番号,もう一度かけ,かけて,くわしい説明,もう一方,もう一つ,つないで,窓口,"
    "全国本部,本部,都道府県,場所,相談の内容,内容"
)
WELCOME = "経営相談の案内です。"
QUESTION = "どのようなご相談ですか。"
OFFICE = "+81542751880"


def create_app() -> Flask:
    """Return the application: the first webhook, the one that rings, and one whose answer is empty."""
    app = Flask(__name__)
    # What the hotline's workers ask of an application.
    app.config[DEMO] = False
    app.extensions[WATCH] = SimpleNamespace(start=lambda: None)
    app.extensions[RECORDER] = None
    app.extensions[ALERTER] = None
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])

    @app.before_request
    def refuse_strangers() -> None:
        if request.path == "/healthz":
            return
        if not validator.validate(request.url, request.form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)

    for view in (voice, ring, empty):
        app.add_url_rule(f"/{view.__name__}", view_func=view, methods=["POST"])
    app.add_url_rule("/healthz", view_func=lambda: "ok\n")
    return app


def voice() -> Response:
    """Greet, and ask what the call is about."""
    response = VoiceResponse()
    action = "/ask?question=service&turn=1"
    gather = Gather(
        action=action,
        method="POST",
        input="dtmf speech",
        language="ja-JP",
        hints=HINTS,
        num_digits=1,
        finish_on_key="",
        timeout=3,
        speech_timeout=2,
    )
    for text in (WELCOME, QUESTION):
        gather.say(**VOICE).prosody(text, rate="90%")
    response.append(gather)
    response.redirect(action, method="POST")
    return twiml(response)


def ring() -> Response:
    """Ring the office, unless the caller objects."""
    if request.form.get("Digits") == "2" or "いいえ" in request.form.get("SpeechResult", ""):
        return voice()
    response = VoiceResponse()
    dial = Dial(action="/goodbye?turn=4", method="POST", timeout=25, caller_id=request.form["To"])
    dial.number(OFFICE)
    response.append(dial)
    return twiml(response)


def empty() -> Response:
    """Answer nothing."""
    return twiml("<Response/>")


def twiml(response: VoiceResponse | str) -> Response:
    """Answer with *response*."""
    return Response(str(response), mimetype="text/xml")
