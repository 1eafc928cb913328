"""Every prompt is said somewhere: the flow names it, or an office in the directory.

A prompt that nothing names is a sentence that its author believes callers hear.

Warns: no caller hears anything wrong.
"""

from collections.abc import Iterator

from ivr.check.site_parts import FLOW, PROMPTS, said_beside_flow
from ivr.site import Problem, Site
from ivr.site.flow import references_in
from ivr.site.named_entries import entry_names
from ivr.translation import _

ID = "unused-prompt"
PATH = PROMPTS

GOOD = """\
prompts:
  welcome: {text: 電話案内です。, kana: でんわあんないです。}
"""

BAD = """\
prompts:
  welcome: {text: 電話案内です。, kana: でんわあんないです。}
  notice: {text: 本日は、休みです。, kana: ほんじつは、やすみです。}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the prompts that are named neither by the flow, nor an office, nor a question back."""
    for name in unsaid(site):
        message = _('no node says the prompt "{name}"; name it in flow.yaml, or remove it').format(name=name)
        yield site.problem(PATH, ("prompts", name), message, ID, at_key=True, warning=True)


def unsaid(site: Site) -> list[str]:
    """List the prompts that nothing says; none if names may be misspelt."""
    if site.flow is None:
        return []
    if any(one.rule in ("unknown-prompt", "unknown-node") for one in site.problems):
        return []
    used, defined = said(site), entry_names(site.documents[PATH], "prompts") or ()
    return [name for name in defined if name not in used]


def said(site: Site) -> set[str]:
    """Return the names of the prompts that something says, defined or not."""
    return said_beside_flow(site) | {name for _, kind, name in references_in(site.documents[FLOW]) if kind == "prompt"}
