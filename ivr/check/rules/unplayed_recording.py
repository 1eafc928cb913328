"""Every recording is heard: it is named after a prompt that is said by itself, in the folder of its language.

A label is never said by itself: the choices of a question are one sentence that the engine makes. A text without its
sound is a recording that was lost.

Warns: what should be heard is spoken instead, and a copy may have been left behind.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ivr.check.announcements import announcements_of
from ivr.check.site_parts import language_of, prompts_of, said_beside_flow
from ivr.site import Problem, Site
from ivr.site.recordings import FOLDER, SUFFIX, TEXTS, SoundFile, entries, entry
from ivr.speech import Prompt
from ivr.strict_yaml.messages import absent
from ivr.translation import _

ID = "unplayed-recording"
PATH = f"{FOLDER}/ja/{TEXTS}"
IN_EACH_LANGUAGE = True

GOOD = """\
texts:
  goodbye: ありがとうございました。
"""

BAD = """\
texts:
  goodbye: ありがとうございました。
  center: 経営改善
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the files that nothing plays, and the texts whose recording is missing."""
    prompts = prompts_of(site)
    if not prompts:
        return  # the file of the prompts could not be read
    said = said_beside_flow(site).union(*(announcement.prompts for announcement in announcements_of(site)))
    said = said if site.flow else set(prompts)
    for sound in site.recordings.sounds:
        if why := _unplayed(site, sound, prompts, said):
            yield site.recordings.problem(sound, why, ID, warning=True)
    unread = (Path(problem.path) for problem in site.recordings.unreadable)
    there = {(path.parent.name, path.stem) for path in unread}
    there |= {(sound.language, sound.prompt) for sound in site.recordings.sounds}
    for language, document in site.recordings.texts.items():
        for name in entries(document):
            if (language, name) not in there:
                message = _("there is no {folder}/{language}/{name}{suffix}; without it this is spoken").format(
                    folder=FOLDER, language=language, name=name, suffix=SUFFIX
                )
                yield document.problem(entry(name), message, ID, at_key=True, warning=True)


def _unplayed(site: Site, sound: SoundFile, prompts: Mapping[str, Prompt], said: set[str]) -> str:
    """Return why nothing plays *sound*, "" if something does."""
    if sound.prompt not in prompts:
        return absent("prompt", sound.prompt, prompts)
    language = language_of(site, sound.prompt)
    if language != sound.language:
        place = f"{FOLDER}/{language}/{sound.prompt}{SUFFIX}"
        return _('the prompt "{prompt}" is played from {place}, not from here').format(prompt=sound.prompt, place=place)
    return (
        ""
        if sound.prompt in said
        else _('"{prompt}" is never said by itself, but as a part of what is spoken').format(prompt=sound.prompt)
    )
