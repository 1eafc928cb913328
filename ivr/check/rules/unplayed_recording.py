"""Every recording is heard: it is named after a prompt that is said by itself, in the folder of its language.

A label is never said by itself: the choices of a question are one sentence that the engine makes. A text without its
sound is a recording that was lost.

Warns: what should be heard is spoken instead, and a copy may have been left behind.
"""

from collections.abc import Iterator
from pathlib import Path

from ivr.check.announcements import announcements_of
from ivr.check.site_parts import in_each_language, language_of, prompts_of, said_beside_flow
from ivr.site import Problem, Site
from ivr.site.recordings import FOLDER, SUFFIX, TEXTS, SoundFile, entries, entry
from ivr.strict_yaml.messages import absent
from ivr.translation import _

ID = "unplayed-recording"
PATH = f"{FOLDER}/ja/{TEXTS}"

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
    views = tuple(in_each_language(site))
    if not all(map(prompts_of, views)):
        return  # a file of prompts could not be read
    said = [_said(view) for view in views]
    for sound in site.recordings.sounds:
        whys = [_unplayed(view, sound, names) for view, names in zip(views, said, strict=True)]
        own = next((why for view, why in zip(views, whys, strict=True) if view.language == sound.language), whys[0])
        if all(whys):  # one language may play a sound in the voice of another: "For English, press eight."
            yield site.recordings.problem(sound, own, ID, warning=True)
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


def _said(site: Site) -> set[str]:
    """Return the names of the prompts that are said by themselves; all of them if the flow could not be read."""
    said = said_beside_flow(site).union(*(announcement.prompts for announcement in announcements_of(site)))
    return said if site.flow else set(prompts_of(site))


def _unplayed(site: Site, sound: SoundFile, said: set[str]) -> str:
    """Return why nothing plays *sound* in the language in which *site* is seen, "" if something does."""
    prompts = prompts_of(site)
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
