"""A recording says what its prompt says now.

`texts.yaml` beside the recordings keeps the text that was read for each. Where a prompt, or a fact in it, has changed
since, a caller would hear the old sentence: an old key, an old sum. It keeps a fingerprint of the sound as well: nobody
may have listened to another take that was put in its place.

Refuses: it misleads.
"""

from collections.abc import Iterator

from ivr.check.site_parts import facts_of, language_of, prompts_of
from ivr.site import Problem, Site
from ivr.site.recordings import FOLDER, TEXTS, entries, read_out
from ivr.speech import Line
from ivr.translation import _

ID = "recording-changed"
PATH = f"{FOLDER}/ja/{TEXTS}"
IN_EACH_LANGUAGE = True

GOOD = """\
texts:
  welcome: 電話案内です。
"""

BAD = """\
texts:
  welcome: 相談の、電話案内です。
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the recordings of a different text, and those whose text is not known."""
    facts = {name: Line(fact.text, fact.kana) for name, fact in facts_of(site).items()}
    prompts = prompts_of(site)
    for sound in site.recordings.sounds:
        if not sound.wave or sound.prompt not in prompts or language_of(site, sound.prompt) != sound.language:
            continue  # reported by another rule
        now = read_out(prompts[sound.prompt], facts)
        was = site.recordings.text(sound)
        if now is None or was == now:
            continue
        noted = _("`ivr prompts recorded {prompt}` records that it says the current text").format(prompt=sound.prompt)
        message = _(
            "this recording says 「{was}」, but the prompt now says 「{now}」; record it again. {noted}"
        ).format(was=was, now=now, noted=noted)
        if was is None:
            replaced = sound.prompt in entries(site.recordings.texts.get(sound.language))
            message = (
                _("this is not the sound that was listened to, but another one; listen to it: {noted}")
                if replaced
                else _("{texts} does not say which text was read here; listen to it: {noted}")
            ).format(texts=TEXTS, noted=noted)
        yield site.recordings.problem(sound, message, ID)
