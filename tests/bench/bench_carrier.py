"""How many whole calls a second: the hotline's own application, against one written by hand that only says its lines.

Both get the same call of five webhooks from the same carrier, which signs every request; the hotline checks the
signatures, the other does not. Time is this process's own, and the best of many short rounds counts, so that a busy
machine matters less. Run by hand: ``python -m tests.bench.bench_carrier [ROUNDS]``.
"""

import sys
import time
from collections.abc import Iterator

from flask import Flask, Response, request
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.simulator import Carrier, InProcess, PhoneNumber, SimulatedCall
from ivr.testcall import Scripted
from ivr.testing.targets import site_target

from .figures import Figure, show

ANSWERS = ("経営改善支援センターです", "静岡県です", "1")
OFFICE = "+81542751880"
WEBHOOKS = 5
CALLS = 20
LEAST = 0.5
VOICE = {"voice": "Polly.Kazuha-Neural", "language": "ja-JP"}


class ByHand:
    """An application of five routes that looks at each answer and leads this one call as the hotline does."""

    def __init__(self, hints: str) -> None:
        self._hints = hints
        self.app = Flask(__name__)
        for view in (self.voice, self.service, self.prefecture, self.ring, self.goodbye):
            self.app.add_url_rule(f"/{view.__name__}", view_func=view, methods=["POST"])

    def voice(self) -> Response:
        return self._ask("/service", "経営相談の案内です。", "どのようなご相談ですか。")

    def service(self) -> Response:
        if "経営改善" not in request.form.get("SpeechResult", ""):
            return self.voice()
        return self._ask("/prefecture", "かしこまりました。", "会社のある都道府県は、どちらですか。")

    def prefecture(self) -> Response:
        if "静岡" not in request.form.get("SpeechResult", ""):
            return self.voice()
        return self._ask(
            "/ring", "静岡県の経営改善支援センターにおつなぎします。", "違うときは、「いいえ」と、どうぞ。", wait=2
        )

    def ring(self) -> Response:
        if request.form.get("Digits") == "2" or "いいえ" in request.form.get("SpeechResult", ""):
            return self.voice()
        response = VoiceResponse()
        dial = Dial(timeout=25, action="/goodbye")
        dial.number(OFFICE)
        response.append(dial)
        return twiml(response)

    def goodbye(self) -> Response:
        response = VoiceResponse()
        if request.form.get("DialCallStatus") != "completed":
            response.say("申し訳ありません。窓口は、ただいま話し中です。", **VOICE)
        response.say(**VOICE).prosody("お電話、ありがとうございました。", rate="90%")
        response.hangup()
        return twiml(response)

    def _ask(self, action: str, *texts: str, wait: int = 3) -> Response:
        response = VoiceResponse()
        gather = Gather(
            action=action,
            num_digits=1,
            finish_on_key="",
            input="dtmf speech",
            language="ja-JP",
            timeout=wait,
            speech_timeout=2,
            hints=self._hints,
        )
        for text in texts:
            gather.say(**VOICE).prosody(text, rate="90%")
        response.append(gather)
        response.redirect(action)
        return twiml(response)


def twiml(response: VoiceResponse) -> Response:
    return Response(str(response), mimetype="text/xml")


def called(carrier: Carrier) -> SimulatedCall:
    """Make the call, and see that it is the one that is meant."""
    call = carrier.call(Scripted(ANSWERS))
    assert call.rang == OFFICE, call.transcript
    assert len(call.requests) == WEBHOOKS
    assert not call.warnings
    return call


def seconds(carrier: Carrier) -> float:
    """Return the seconds of this process's time that a call takes, over a few calls."""
    began = time.process_time()
    for _ in range(CALLS):
        called(carrier)
    return (time.process_time() - began) / CALLS


def figures(rounds: int = 10) -> Iterator[Figure]:
    """Measure both by turns and compare the best round of each."""
    hotline = site_target()
    assert hotline.site
    assert hotline.site.plan
    bare = InProcess(ByHand(",".join(hotline.site.plan.hints)).app)
    ours, theirs = (
        Carrier(service, PhoneNumber(), hotline.options, hotline.token) for service in (hotline.service, bare)
    )
    best = [min(column) for column in zip(*((seconds(ours), seconds(theirs)) for _ in range(rounds)), strict=True)]
    yield Figure("whole calls against by hand, unsigned", best[1] / best[0], LEAST, "x", least=True)


if __name__ == "__main__":
    sys.exit(show(figures(int(sys.argv[1]) if sys.argv[1:] else 40)))
