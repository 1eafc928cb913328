"""The shipped site with a question in front: whether the caller is a customer."""

from tests.conftest import SiteCopy

ENGLISH = "prompts/en.yaml"
FLOW, PROMPTS, MEANINGS, DIRECTORY = "data/flow.yaml", "prompts/ja.yaml", "data/meanings.yaml", "data/directory.yaml"

_SENTENCES = """\
prompts:
  ask_customer: {text: "当行と、お取引がありますか。", kana: "とうこうと、おとりひきがありますか。"}
  customer_yes: {text: お取引がある, kana: おとりひきがある}
  customer_no: {text: お取引がない, kana: おとりひきがない}
  newcomer: {text: "はじめてのかたですね。", kana: "はじめてのかたですね。"}
"""

_ASKED = """\
  ask_customer:
    kind: choose
{slot}    choices:
      - {{key: "1", label: customer_yes, words: "yes", {yes}}}
      - {{key: "2", label: customer_no, words: "no", {no}}}
    first: [ask_customer]
    wait: 3
    again: [ask_customer]
    menu: [choices]
{next}"""

_WHISPER = """\
  whisper_customer: {text: "{customer}かたからの、相談です。", kana: "{customer}かたからの、そうだんです。"}
"""


_IN_ENGLISH = """\
prompts:
  ask_customer: {text: "Are you a customer of ours?"}
  customer_yes: {text: customers}
  customer_no: {text: others}
  newcomer: {text: "Welcome."}
"""


def _asked(site: SiteCopy, question: str) -> None:
    site.change(FLOW, "    says: [welcome]\n    next: ask_service\n", "    says: [welcome]\n    next: ask_customer\n")
    site.change(FLOW, "  # ---- what the call is about", f"{question}\n  # ---- what the call is about")
    site.change(PROMPTS, "\nprompts:\n", f"\n{_SENTENCES}")
    if (site.root / ENGLISH).exists():
        site.change(ENGLISH, "\nprompts:\n", f"\n{_IN_ENGLISH}")


def without_slot(site: SiteCopy) -> SiteCopy:
    """Ask in front without filling a slot; a caller who is no customer is welcomed on the way."""
    newcomer = "  newcomer: {kind: say, says: [newcomer], next: ask_service}\n"
    _asked(site, _ASKED.format(slot="", yes="to: ask_service", no="to: newcomer", next="") + newcomer)
    return site


def with_slot(site: SiteCopy, branch: str = "to: {member: ask_service}\n    otherwise: newcomer") -> SiteCopy:
    """Ask in front for a slot of the site's own; a branch leads callers who are no customers to the headquarters.

    The desk of every other office hears what was answered.
    """
    filled = _ASKED.format(
        slot="    slot: customer\n", yes="value: member", no="value: guest", next="    next: by_customer\n"
    )
    _asked(
        site,
        f"{filled}\n  by_customer:\n    kind: branch\n    slot: customer\n    {branch}\n"
        "  newcomer: {kind: say, says: [newcomer], next: ring_newcomers}\n"
        "  ring_newcomers:\n"
        "    {kind: ring, office: headquarters, whisper: whisper_customer, completed: goodbye, busy: fallback_busy,\n"
        "     no_answer: fallback_no_answer, failed: fallback_failed, canceled: fallback_canceled}\n",
    )
    site.change(PROMPTS, "  newcomer: {text", f"{_WHISPER}  newcomer: {{text")
    site.change(FLOW, "    office: chosen\n", "    office: chosen\n    whisper: whisper_customer\n")
    site.change(FLOW, "says: [acknowledged], next: ask_service}", "says: [acknowledged], next: ask_customer}")
    return site
