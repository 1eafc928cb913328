"""A key that a prompt names by hand works where the prompt is said.

Keys are best left to the gap `{choices}`, which always names those that work. A key that is written out (イチ,
シャープ) goes wrong when a choice is moved and the sentence is not: callers are sent to the wrong office.

Refuses: it misleads.
"""

from collections.abc import Iterator

from ivr.check.announcements import Announcement, announcements_of
from ivr.check.keys import between, key_words, named_keys, spoken_key
from ivr.check.site_parts import PROMPTS, language_of, prompts_of
from ivr.site import Problem, Site
from ivr.translation import _

ID = "wrong-key"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = """\
prompts:
  if_wrong: {text: 違うときは、ニーを。, kana: ちがうときは、ニーを。}
"""

BAD = """\
prompts:
  if_wrong: {text: 違うときは、サンを。, kana: ちがうときは、サンを。}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the keys that a prompt names and that do nothing where it is said."""
    prompts = prompts_of(site)
    wrong: dict[tuple[str, str], list[Announcement]] = {}
    for announcement in announcements_of(site):
        for name in announcement.prompts:
            language = language_of(site, name)
            for key in named_keys(prompts[name].text, language) if name in prompts else ():
                if key not in announcement.keys:
                    wrong.setdefault((name, key), []).append(announcement)
    for (name, key), where in wrong.items():
        yield site.problem(PATH, ("prompts", name, "text"), _message(key, where, language_of(site, name)), ID)


def _message(key: str, where: list[Announcement], language: str) -> str:
    nodes = ", ".join(dict.fromkeys(f'"{announcement.where}"' for announcement in where))
    works = between(language).join(word for each, word in key_words(language).items() if each in where[0].keys)
    expected = _("the keys there are {works}").format(works=works) if works else _("no key works there")
    return _("{key} does nothing where this is said ({nodes} in flow.yaml); {expected}").format(
        key=spoken_key(key, language), nodes=nodes, expected=expected
    )
