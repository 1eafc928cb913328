"""The shipped site's page, and small sites that ask other questions first."""

import re
from functools import cache
from pathlib import Path

from ivr.call import Plan
from ivr.picture.page import page
from ivr.places import FILES
from ivr.site import load, shipped
from ivr.translation import using_language
from tests.check.sites import FILE
from tests.conftest import shipped_plan

Change = tuple[str, str]
"""A piece of the small site's flow, and what stands there instead."""

SERVICES = {
    "center": ("経営改善支援センター", "けいえいかいぜんしえんせんたー"),
    "council": ("中小企業再生支援協議会", "ちゅうしょうきぎょうさいせいしえんきょうぎかい"),
}
NUMBERS = {
    "群馬県": {"center": "027-255-6505", "council": "027-255-5061"},
    "愛知県": {"center": "052-223-6953", "council": "052-223-6953"},
    "三重県": {"center": "059-228-3370", "council": "059-228-3326"},
}
PLACES = {
    "prefectures.tsv": "10\t群馬県\tぐんまけん\n23\t愛知県\tあいちけん\n24\t三重県\tみえけん\n",
    "areacodes.tsv": "027\t群馬県\n052\t愛知県\n059\t三重県\n",
}

_PERSON = """\
  gone: {kind: end}
  person:
    {kind: ring, office: fallback, completed: gone, busy: number, no_answer: number, failed: number, canceled: gone}"""
PERSON: tuple[Change, ...] = (("person: goodbye", "person: person"), ("  gone: {kind: end}", _PERSON))
"""Key 0 leads to the fallback office."""

PLACE_FIRST: tuple[Change, ...] = (
    ("says: [welcome], next: ask}", "says: [welcome], next: place}"),
    ("    next: place\n", "    next: read_back\n"),
    ("    refused: sorry\n    next: read_back\n", "    refused: sorry\n    next: ask\n"),
)
"""The prefecture is asked for first, and what the call is about after it."""

WHO = """\
  who:
    kind: choose
    says: [welcome]
    choices:
      - {key: "1", label: center, to: place}
      - {key: "2", label: notice, to: told}
      - {key: "4", label: council, to: person}
    menu: [ask, choices]
  told: {kind: choose, choices: [{key: "1", label: center, to: who}], menu: [choices]}
"""
WHO_FIRST: tuple[Change, ...] = (
    ("says: [welcome], next: ask}", "says: [welcome], next: who}"),
    ("  ask:" + FILE["data/flow.yaml"].partition("  ask:")[2].partition("  place:")[0], WHO),
    ("wrong: ask,", "wrong: who,"),
)
"""A question that fills no slot comes first; of the one service nobody is asked."""


@cache
def shipped_page(language: str = "ja") -> str:
    with using_language(language):
        return page(shipped_plan())


def small_plan(root: Path, *changes: Change, services: tuple[str, ...] = ("center", "council")) -> Plan:
    """Write the small site with these *changes* of its flow to the folder *root*, and return its plan."""
    flow = FILE["data/flow.yaml"]
    for old, new in changes:
        assert flow.count(old) == 1, f"{old!r} stands {flow.count(old)} times in the flow"
        flow = flow.replace(old, new)
    texts = {f"data/places/{name}": PLACES.get(name, "") for name in FILES} | {
        "data/flow.yaml": flow,
        "data/directory.yaml": directory(services),
        "data/meanings.yaml": meanings(services),
        "data/words.yaml": (shipped() / "data/words.yaml").read_text(encoding="utf-8"),
        "data/scheme.yaml": (shipped() / "data/scheme.yaml").read_text(encoding="utf-8"),
        "prompts/ja.yaml": FILE["prompts/ja.yaml"],
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    site = load(root)
    assert site.plan, site.problems
    return site.plan


def directory(services: tuple[str, ...]) -> str:
    """Return a directory of these services, with an office in each of the three prefectures."""
    text = "source: {name: 町の名簿, status: current}\nservices:\n"
    for service in services:
        name, kana = SERVICES[service]
        text += f"  {service}: {{name: {name}, kana: {kana}}}\n"
    text += 'others:\n  headquarters: {printed_name: 全国本部, number: "03-3234-5678"}\noffices:\n'
    for prefecture, numbers in NUMBERS.items():
        text += f"  {prefecture}:\n"
        for service in services:
            name, _ = SERVICES[service]
            text += f'    {service}: {{printed_name: {prefecture}{name}, number: "{numbers[service]}"}}\n'
    return text


def meanings(services: tuple[str, ...]) -> str:
    """Return the shipped site's meanings without the questions back, of its services only those of *services*."""
    text = (shipped() / "data/meanings.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^questions:\n.*?(?=^\S)", "", text)
    gone = "|".join(service for service in SERVICES if service not in services)
    return re.sub(rf"(?ms)^  (?:{gone}):.*?(?=^  \w|^\S)", "", text) if gone else text
