"""Only what is the same in every call can be recorded: a prompt without gaps, or with facts of the site in them.

A recording of 「{office}に、おつなぎします。」 would name the same office to every caller.

Refuses: it misleads.
"""

from collections.abc import Iterator

from ivr.check.site_parts import facts_of, prompts_of
from ivr.site import Problem, Site
from ivr.site.recordings import FOLDER, TEXTS, unrecordable

ID = "recording-gap"
PATH = f"{FOLDER}/ja/{TEXTS}"
IN_EACH_LANGUAGE = True

GOOD = """\
texts:
  if_wrong: 違うときは、ニーを。
"""

BAD = """\
texts:
  if_wrong: 違うときは、ニーを。
  read_back: 愛知県の、経営改善支援センターに、おつなぎします。
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the recordings of prompts that say something different in each call."""
    prompts, facts = prompts_of(site), facts_of(site)
    for sound in site.recordings.sounds:
        prompt = prompts.get(sound.prompt)
        for why in unrecordable(sound.prompt, prompt, facts) if prompt else ():
            yield site.recordings.problem(sound, why, ID)
