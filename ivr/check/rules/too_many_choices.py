"""A question offers at most five answers at a time, or some more in a few words.

Nobody remembers more from hearing them once; up to nine can be followed if each is only a name and a key. The choices
themselves, and the entries of a menu of places, are never more than nine; keys that the prompts around the choices
offer by hand (ゼロ, シャープ) count here too.

Warns: every key works, and a caller who forgot one hears them again.
"""

from collections.abc import Iterator, Mapping

from ivr.call import Flow
from ivr.call.nodes import AskPlace, Choose
from ivr.check.announcements import Announcement, announcements_of
from ivr.check.keys import named_keys
from ivr.check.site_parts import FLOW, prompts_of
from ivr.site import Problem, Site
from ivr.speech import KEYS, Prompt, seconds
from ivr.translation import _

ID = "too-many-choices"
PATH = FLOW

GOOD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: center, to: goodbye}
      - {key: "2", label: council, to: goodbye}
      - {key: "3", label: later, to: goodbye}
    menu: [choices, offer_fallback]
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: center, to: goodbye}
      - {key: "2", label: council, to: goodbye}
      - {key: "3", label: later, to: goodbye}
      - {key: "4", label: number, to: goodbye}
      - {key: "5", label: notice, to: goodbye}
    menu: [choices, offer_fallback]
  goodbye: {kind: end, says: [goodbye]}
"""

MOST = 5
"""Answers that are remembered from hearing them once, however long they take."""
MOST_SECONDS = 13
"""How long the announcement of more answers may take."""


def check(site: Site) -> Iterator[Problem]:
    """Find the questions that offer more than callers remember, and not in a few words."""
    flow, prompts = site.flow, prompts_of(site)
    for announcement in announcements_of(site):
        if not flow or not announcement.asks or isinstance(flow.nodes[str(announcement.loc[1])], AskPlace):
            continue
        by_hand = {key for name in announcement.prompts if name in prompts for key in named_keys(prompts[name].text)}
        count = len({option.key for option in announcement.options} | by_hand)
        if count > MOST and (length := _seconds(flow, prompts, announcement)) > MOST_SECONDS:
            message = _(
                "callers hear {count} answers at once here, for {length} seconds; offer at most {most}, "
                "or say them in {seconds} seconds"
            ).format(count=count, length=round(length), most=MOST, seconds=MOST_SECONDS)
            yield site.problem(PATH, announcement.loc, message, ID, at_key=True, warning=True)


def _seconds(flow: Flow, prompts: Mapping[str, Prompt], announcement: Announcement) -> float:
    """Return how long the announcement takes, with what its `{choices}` are filled with."""
    node = flow.nodes[str(announcement.loc[1])]
    in_row = announcement.loc[-1] != "first" and isinstance(node, Choose) and all(one.short for one in node.choices)
    template, joint = (flow.place_choice, "、") if in_row else (flow.choice, "")
    each = prompts[template].kana if template in prompts else "{label}{key}"
    said = [
        each.replace("{key}", KEYS[one.key]).replace("{label}", prompts[one.prompt].kana)
        for one in announcement.options
        if one.prompt in prompts
    ]
    spoken = "。".join(prompts[name].kana for name in announcement.prompts if name in prompts)
    return seconds(spoken.replace("{choices}", joint.join(said)))
