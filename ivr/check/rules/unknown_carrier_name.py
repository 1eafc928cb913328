"""The voices and the recogniser have names that the carrier knows for their language.

A voice that it does not have, or has for another language, says nothing: the call breaks off with an error. A wrong
recogniser hears nothing. Source: https://www.twilio.com/docs/voice/twiml/say/text-speech,
https://www.twilio.com/docs/voice/twiml/gather.

Refuses a name that the carrier is known not to have. Warns of one that is not known here: it may be new.
"""

from collections.abc import Iterator

from ivr.check.site_parts import FLOW, PROMPTS
from ivr.site import Problem, Site
from ivr.site.twilio_names import VOICES_PAGE, knows_model, knows_voice, models, voices_for
from ivr.strict_yaml.document import Loc, at, entries_at
from ivr.strict_yaml.messages import meant
from ivr.translation import _

ID = "unknown-carrier-name"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = """\
voices: {en: {language: en-US, name: Polly.Joanna-Neural}}
voice: {language: ja-JP, name: Polly.Kazuha-Neural}
prompts: {}
"""

BAD = """\
voices: {en: {language: en-US, name: Polly.Joanna-Neural}}
voice: {language: ja-JP, name: Polly.Kazuya-Neural}
prompts: {}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the voices and recognisers whose names are wrong, or not known."""
    document = site.documents[PATH]
    entries: list[Loc] = [("voice",), *(("voices", name) for name in entries_at(document.data, "voices"))]
    for loc in entries:
        language, name = (at(document.data, *loc, key) for key in ("language", "name"))
        if isinstance(language, str) and isinstance(name, str):
            yield from _voice(site, (*loc, "name"), language, name)
    language, model = (at(document.data, "recogniser", key) for key in ("language", "model"))
    if isinstance(model, str):
        yield from _model(site, PATH, ("recogniser", "model"), str(language), model)
    model = at(site.documents[FLOW].data, "listening", "speech_model")
    if isinstance(model, str):
        yield from _model(site, FLOW, ("listening", "speech_model"), "", model)


def _voice(site: Site, loc: Loc, language: str, name: str) -> Iterator[Problem]:
    exists = knows_voice(language, name)
    if "_" in language:
        message = _("a language is written with a hyphen: {language}").format(language=language.replace("_", "-"))
        yield site.problem(PATH, (*loc[:-1], "language"), message, ID)
    elif exists is False:
        message = _("the carrier has no voice {name} for {language}{meant}").format(
            name=name, language=language, meant=meant(name, voices_for(language))
        )
        yield site.problem(PATH, loc, message, ID)
    elif exists is None:
        message = _("it is not known here whether the carrier has the voice {name} for {language}; look at {page}")
        text = message.format(name=name, language=language, page=VOICES_PAGE)
        yield site.problem(PATH, loc, text, ID, warning=True)


def _model(site: Site, path: str, loc: Loc, language: str, name: str) -> Iterator[Problem]:
    exists = knows_model(name, language)
    if exists is False:
        message = _("the carrier has no recogniser {name}{meant}").format(name=name, meant=meant(name, models()))
        yield site.problem(path, loc, message, ID)
    elif exists is None:
        message = _("it is not established whether the recogniser {name} understands this language; try it with a call")
        yield site.problem(path, loc, message.format(name=name), ID, warning=True)
