"""The views of the browser phone: the page, a replayed call, and a call as a script."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from flask import Response, jsonify, render_template, request

from ivr.callscript import SUFFIX, Script, script_text
from ivr.distribution import install_command
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.national_number import national
from ivr.settings import Settings
from ivr.simulator.carrier import CALLED, CALLER
from ivr.speech import key
from ivr.testcall import DiffersError, script_from
from ivr.translation import LANGUAGES, _, using_language
from ivr.voice import installed
from ivr.web.page_access import page_language
from ivr.web.reload.plans import Current, Plans

from .call_request import UnreadableError, read_request
from .page_texts import SCRIPT
from .playing import play
from .view import call_view, example

LANGUAGE_NAMES = {JAPANESE: "日本語", ENGLISH: "English"}
"""The name of each of LANGUAGES in that language itself."""
PageAnswer = Response | tuple[Response, int]


@dataclass(frozen=True, slots=True)
class PhonePage:
    """The page and its calls, with *plans*; *clock* gives the local time to offer, *playing* bounds calls at a time."""

    plans: Plans
    settings: Settings
    clock: Callable[[], datetime]
    playing: BoundedSemaphore

    def shown(self) -> str:
        """Show the telephone, in the language of its reader."""
        plan = self.plans.current.plan
        own = page_language(request, plan)
        with using_language(own):
            return render_template(
                "phone.html",
                _=_,
                own=own,
                others={name: LANGUAGE_NAMES[name] for name in LANGUAGES if name != own},
                texts={name: _(text) for name, text in SCRIPT.items()},
                title=plan.directory.title,
                language=plan.language,
                japanese=JAPANESE in plan.languages,
                foreign=any(language != JAPANESE for language in plan.languages),
                example=example(plan),
                historic=plan.directory.source.status == "historic",
                caller=national(CALLER),
                called=national(self.settings.caller_id or CALLED),
                now=f"{self.clock():%Y-%m-%dT%H:%M}",
                keys=[(name, key(name, own).text) for name in "123456789*0#"],
                speaks=installed(),
                install_voice=install_command("voice"),
            )

    def call(self) -> PageAnswer:
        """Play the call that the page has made so far, and return what it shows of it."""
        return self._answer(self._view)

    def script(self) -> PageAnswer:
        """Write the call down as a script that `ivr test` plays."""
        return self._answer(self._script)

    def _answer(self, answer: Callable[[Script, Current], Response]) -> PageAnswer:
        """Answer the call that was sent, or tell the person at the page why that is not possible."""
        with using_language(page_language(request)):
            try:
                script = read_request(request.get_data())
            except UnreadableError as mistake:
                return jsonify(message=str(mistake), field=mistake.field), 422
            if not self.playing.acquire(blocking=False):
                busy = _("Other calls are being played. Wait a little, and press again.")
                return jsonify(message=busy, field=""), 503
            try:
                return answer(script, self.plans.current)
            except DiffersError:
                changed = _("The flow has changed, and this call cannot go on. Call again.")
                return jsonify(message=changed, field=""), 409
            finally:
                self.playing.release()

    def _view(self, script: Script, current: Current) -> Response:
        return jsonify(call_view(current.plan, play(current, self.settings, script)))

    def _script(self, script: Script, current: Current) -> Response:
        call, at = play(current, self.settings, script).played.call, script.at
        text = script_text(
            script_from(script.call, (*call.transcript, *call.hearing), current.plan.directory.printed, at)
        )
        disposition = f'attachment; filename="{at:%Y-%m-%d-%H%M}{SUFFIX}"'
        return Response(text, mimetype="application/yaml", headers={"Content-Disposition": disposition})
