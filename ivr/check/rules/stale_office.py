"""What callers hear about key 0 names the fallback office: in a gap (`{fallback}`) or by one of its names.

When a site gets another fallback office, one line of the flow changes; a name written into a prompt by hand stays, and
promises the old office.

Warns: the call still reaches the fallback office, and the name may be an everyday one for it.
"""

import re
from collections.abc import Iterator

from ivr.check.keys import named_keys
from ivr.check.site_parts import PROMPTS, prompts_of
from ivr.directory import Office
from ivr.heard.utterance import plain
from ivr.site import Problem, Site
from ivr.translation import _

ID = "stale-office"
PATH = PROMPTS

GOOD = """\
prompts:
  offer_fallback: {text: "全国本部につなぐときは、ゼロ。", kana: "ぜんこくほんぶにつなぐときは、ゼロ。"}
  ask: {text: "{fallback}につなぐときは、もう一度、ゼロ。", kana: "{fallback}につなぐときは、もういちど、ゼロ。"}
"""

BAD = """\
prompts:
  offer_fallback: {text: "商工会議所につなぐときは、ゼロ。", kana: "しょうこうかいぎしょにつなぐときは、ゼロ。"}
"""

_NAMED = re.compile(
    r"([^、。「」]+?)[にへ](?:お?つな|お?電話|お?かけ|転送)|([^、。「」]+?)(?<!とき)は、(?:もう一度、)?ゼロ"
)
_ANYBODY = ("人", "係", "係の者", "係員", "担当", "担当者", "担当の者", "職員", "相談員", "オペレーター", "窓口")
"""What a prompt may name that is not an office."""


def check(site: Site) -> Iterator[Problem]:
    """Find the names announced for key 0 that are not the fallback office's."""
    flow, prompts = site.flow, prompts_of(site)
    office = site.directory.others.get(flow.fallback_office) if flow and site.directory else None
    if flow is None or office is None:
        return
    labels = {name for one in flow.choices if one.key == "0" for name in (one.label, one.short) if name}
    for name, prompt in prompts.items():
        sentences = [part for part in prompt.text.split("。") if name in labels or "0" in named_keys(part)]
        for stale in (named[1] or named[2] for part in sentences for named in _NAMED.finditer(part)):
            if not _is_meant(stale, office):
                message = _(
                    '"{name}" is announced for key 0, but that rings the fallback office, {office}; write {gap} '
                    "here, or one of its names"
                ).format(name=stale, office=office.spoken_name or office.printed_name, gap="{fallback}")
                yield site.problem(PATH, ("prompts", name, "text"), message, ID, warning=True)


def _is_meant(name: str, office: Office) -> bool:
    own = [plain(one) for one in (office.spoken_name, office.printed_name) if one]
    return "{" in name or name in _ANYBODY or any(plain(name) in one for one in own)
