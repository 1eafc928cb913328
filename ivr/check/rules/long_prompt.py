"""A prompt fits into one piece of speech: 450 characters, each gap counted as the longest text that may fill it.

The carrier takes 4,500 URL-encoded characters at a time, nine for each kana or kanji
(https://www.twilio.com/docs/api/errors/13521); a tenth is kept free. A longer prompt is cut in two, with a break in the
voice; and nobody listens that long without being asked.

Warns: all of it is heard.
"""

from collections.abc import Iterable, Iterator, Mapping

from ivr.call import Flow
from ivr.call.lines import as_said
from ivr.call.plan import OPENS
from ivr.call.slots import own_slots
from ivr.check.announcements import Announcement, Option, announcements_of
from ivr.check.site_parts import PROMPTS, facts_of, prompts_of
from ivr.site import Problem, Site
from ivr.speech import KEYS, Prompt, key, most_characters, telephone_number
from ivr.speech.prompt import GAP
from ivr.translation import _

ID = "long-prompt"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = f"""\
prompts:
  welcome: {{text: {"電話案内です。" * 60}, kana: {"でんわあんないです。" * 60}}}
"""

BAD = f"""\
prompts:
  welcome: {{text: {"電話案内です。" * 70}, kana: {"でんわあんないです。" * 70}}}
"""

LONGEST_OPENING = "十二月二十九日、水曜日の、午前十一時五十九分から"
LONGEST_TOWN = 18  # kana; そのほかの地域 aside, no municipality's reading is longer (data/places/municipalities.tsv)


def check(site: Site) -> Iterator[Problem]:
    """Find the prompts that are too long, wherever they are said."""
    flow, prompts = site.flow, prompts_of(site)
    facts = {name: len(fact.text) for name, fact in facts_of(site).items()}
    usual = facts | _gaps(site, flow, prompts)
    labels = {name: _length(prompt.text, facts) for name, prompt in prompts.items()}
    longest = {name: _length(prompt.text, usual) for name, prompt in prompts.items()}
    for announcement in announcements_of(site):
        filled = usual | {"choices": _choices(site, flow, prompts, labels, announcement)}
        for name in announcement.prompts:
            if name in prompts:
                longest[name] = max(longest[name], _length(prompts[name].text, filled))
    for name, length in longest.items():
        most = most_characters(site.language)
        if length > most:
            message = _(
                "this can be {length} characters long when it is said; split it into prompts of at most {most}"
            ).format(length=length, most=most)
            yield site.problem(PATH, ("prompts", name, "text"), message, ID, warning=True)


def _length(text: str, gaps: Mapping[str, int]) -> int:
    return len(GAP.sub("", text)) + sum(gaps.get(gap, 0) for gap in GAP.findall(text))


def _gaps(site: Site, flow: Flow | None, prompts: Mapping[str, Prompt]) -> dict[str, int]:
    """Return the longest that may fill each gap, in characters."""
    directory = site.directory
    area = _most(len(as_said(site.places, code).text) for code in site.places.areas) if site.places else 0
    service = _most(len(service.name) for service in directory.services.values()) if directory else 0
    named = {"area": area, "prefecture": area, "service": service, "topic": service}
    template = prompts.get(flow.office_name or "") if flow else None
    spoken = [len(office.spoken_name or office.printed_name) for office in directory or ()]
    office = max(_most(spoken), _length(template.text, named) if template else 0)
    numbers = {office.number for office in directory or () if set(office.number) <= {*KEYS, "-"}}
    number = _most(len(telephone_number(printed, site.language).text) for printed in numbers)
    return (
        named
        | (_own(flow, prompts) if flow else {})
        | {"office": office, "fallback": office, "number": number, "place": area + len("の、") + LONGEST_TOWN}
        | dict.fromkeys(OPENS, len(LONGEST_OPENING))
    )


def _own(flow: Flow, prompts: Mapping[str, Prompt]) -> dict[str, int]:
    """Return the longest label of each of the site's own slots."""
    labels = {
        slot: [prompts[name].text for name in values.values() if name in prompts]
        for slot, values in own_slots(flow).items()
    }
    return {slot: _most(map(len, texts)) for slot, texts in labels.items()}


def _choices(
    site: Site, flow: Flow | None, prompts: Mapping[str, Prompt], labels: Mapping[str, int], announcement: Announcement
) -> int:
    """Return how long the choices of an announcement are, each said as the longer of the two templates says it.

    *labels* are the lengths of all prompts as labels.
    """
    templates = [prompts[name].text for name in (flow.choice, flow.place_choice) if name in prompts] if flow else []
    each = [
        {"label": _label(labels, option), "key": len(key(option.key, site.language).text)}
        for option in announcement.options
    ]
    return sum(_most(_length(text, filled) for text in templates) for filled in each) + len(each)


def _label(labels: Mapping[str, int], option: Option) -> int:
    if option.prompt:
        return labels.get(option.prompt, 0)
    return len(option.place) or len("鹿児島県の、") + LONGEST_TOWN


def _most(lengths: Iterable[int]) -> int:
    return max(lengths, default=0)
