"""A menu says every key that it offers: its prompts have the gap `{choices}`, or name each key by hand.

Callers who cannot speak learn the keys from the menu alone.

Refuses: callers would be lost.
"""

from collections.abc import Iterator

from ivr.call import Flow
from ivr.call.nodes import Choose
from ivr.check.announcements import announcements_of
from ivr.check.keys import between, named_keys, spoken_key
from ivr.check.site_parts import FLOW, prompts_of
from ivr.site import Problem, Site
from ivr.speech import gaps
from ivr.translation import _

ID = "unspoken-choices"
PATH = FLOW
IN_EACH_LANGUAGE = True

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: later, to: goodbye}
    menu: [choices]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = GOOD.replace("menu: [choices]", "menu: [welcome]")


def check(site: Site) -> Iterator[Problem]:
    """Find the menus with keys that they do not announce."""
    flow, prompts = site.flow, prompts_of(site)
    yield from _untold(site, flow) if flow else ()
    for announcement in announcements_of(site):
        if not announcement.menu or not set(announcement.prompts) <= set(prompts):
            continue
        texts = [prompts[name].text for name in announcement.prompts]
        if texts and not any("choices" in gaps(text) for text in texts):
            spoken = {key for text in texts for key in named_keys(text, site.language)}
            untold = [option.key for option in announcement.options if option.key not in spoken]
            if silent := [spoken_key(key, site.language) for key in untold]:
                message = _("this menu does not say {silent}; use a prompt with the gap {{choices}} in it").format(
                    silent=between(site.language).join(silent)
                )
                yield site.problem(PATH, announcement.loc, message, ID, at_key=True)


def _untold(site: Site, flow: Flow) -> Iterator[Problem]:
    """Find the choices of a language that no playing of their question announces; `{choices}` omits them."""
    for name, node in flow.nodes.items():
        if not isinstance(node, Choose):
            continue
        said = {*node.says, *node.first, *node.again, *node.menu, *node.menu_again}
        for place, choice in enumerate(node.choices):
            if choice.language and choice.label not in said:
                message = _('callers never hear of key {key}: say the prompt "{prompt}" in a playing of this question')
                text = message.format(key=choice.key, prompt=choice.label)
                yield site.problem(PATH, ("nodes", name, "choices", place), text, ID)
