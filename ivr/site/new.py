"""The files of a new site, built from a few facts and the skeleton that comes with the package."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from string import Template

from ivr.directory import Service
from ivr.heard.utterance import JAPANESE
from ivr.places import Gazetteer, divided, holders, stem_kana
from ivr.strict_yaml.syntax import as_value

from .new_regions import MENU, MOST_IN_ONE, NamedRegion, latin_name, regions_of
from .new_texts import (
    AREA_OFFICE,
    HEADQUARTERS,
    OFFICE,
    SOURCE,
    Outline,
    kana,
    label,
    meanings_of,
    prompts_of,
    skeleton,
    used,
)

MOST_SERVICES = 9  # keys 1 to 9
_KEY_OF_LANGUAGE = 8  # of the choices that change the language, there and back
_MOST_BESIDE = 4
"""The most services that a menu offers beside another language: five answers can be kept in mind."""
_MOST_AND_FALLBACK = 7
"""The most services beside which a menu offers the fallback office, which rings anyway if the menu is not answered."""
_BUDGETS = "budgets: {{keypad: {keypad}}}\n"
"""English needs more words for a key."""
_KEYPAD = ((5, 78), (8, 90), (MOST_IN_ONE, 102))
"""Up to how many regions, each of a whole sentence, the keys of an English line may take so many seconds."""
_LANGUAGES = """\
language: ja
languages:
  en:
    words: english
    says: [in_english]
    whisper: whisper_english
    budgets: {{one_sentence: 27, two_answers: 30, keypad: {keypad}}}
  ja: {{words: japanese, says: [in_japanese]}}
"""
_CHOICE_OF_LANGUAGE = """\
      - {{key: "{key}", label: offer_english, language: en}}
      - {{key: "{key}", label: offer_japanese, language: ja}}
"""
_ASK_AREA = """\
  ask_area:
    kind: place
    first: [ask_area]
    wait: 5
    again: [ask_area_again]
    menu: [{menu}]
    menu_again: [{menu}, {postal}offer_fallback]
{more}    sure: [sure]
    sure_again: [sure_again]
    pick: [pick]
    refused: refused
    next: read_back
"""
_ASK_SERVICE = """\
  ask_service:
    kind: choose
    slot: service
    choices:
{choices}{language}    first: [ask_service]
    wait: 3
    again: [ask_service_again]
    menu: [{menu}]
    menu_again: [{again}]
{noted}    next: {next}
"""
_WHAT_IS_WRONG = """\
  what_is_wrong:
    kind: choose
    says: [sorry]
    choices:
      - {key: "1", label: wrong_area, words: wrong_area, to: ask_area}
      - {key: "2", label: wrong_service, words: wrong_service, to: ask_service}
    menu: [choices]
"""
_REGION = "    region: [region]\n    region_again: [region, offer_fallback]\n"
_POSTAL = "    postal: [postal]\n    postal_unknown: [postal_unknown]\n    postal_length: [postal_length]\n"


def divided_for(outline: Outline, places: Gazetteer) -> Gazetteer:
    """Return *places* with the areas of the site that *outline* describes, in the order of their codes.

    Raises ValueError with the name that is not a place which holds areas.
    """
    by_name = holders(places)
    for name in outline.within:
        if name not in by_name:
            raise ValueError(name)
    return divided(places, outline.areas, {by_name[name] for name in outline.within})


def too_many(areas: Collection[str]) -> bool:
    """Return whether there are too many areas for two menus of a keypad."""
    return len(areas) > MOST_IN_ONE**2


def site_files(outline: Outline, places: Gazetteer, alike: Iterable[str]) -> dict[str, str]:
    """Return the text of each file of the site, by its path.

    *places* are those that `divided_for` returns, *alike* the areas to be asked about with yes or no.
    """
    regions = regions_of(outline.areas, places, outline.language)
    flow = _flow(outline, places, regions, tuple(alike))
    return {
        "data/directory.yaml": _directory(outline, places),
        "data/flow.yaml": flow,
        **_spoken(outline, flow, regions, ""),
        "data/meanings.yaml": meanings_of(outline, _readings(places)),
        **(_spoken(outline.also, flow, regions, f".{outline.also.language}") if outline.also else {}),
    }


def _readings(places: Gazetteer) -> set[str]:
    """Return how the areas are read, with and without what they are: みどりく, みどり."""
    towns = [places.municipalities[code] for code in places.areas if code in places.municipalities]
    named = {kana for one in towns for kana in (one.kana, stem_kana(one.name, one.kana))}
    return named | {kana for area in places.areas.values() for kana in (area.kana, area.short_kana)}


def _spoken(outline: Outline, flow: str, regions: Sequence[NamedRegion], ending: str) -> dict[str, str]:
    """Return the files of one language; in a further one their names end in *ending*."""
    own = "" if outline.language == JAPANESE else f".{outline.language}"
    prompts = used(flow, prompts_of(outline, regions))
    return {
        f"data/meanings{ending}.yaml": meanings_of(outline),
        f"data/words{ending}.yaml": skeleton(f"words{own}.yaml"),
        f"prompts/{outline.language}.yaml": prompts,
    }


def _directory(outline: Outline, places: Gazetteer) -> str:
    head = [
        f"name: {as_value(outline.name)}",
        f"source: {{name: {as_value(SOURCE[outline.language].format(outline.name))}, status: current}}",
        *([f"areas: {outline.areas}"] if outline.areas != "prefectures" else []),
        *([f"within: [{', '.join(outline.within)}]"] if outline.within else []),
        *(["services:"] if outline.services else []),
        *(f"  {one.id}: {{name: {as_value(one.name)}{kana(outline, one.kana)}}}" for one in outline.services),
        "others:",
        f'  headquarters: {HEADQUARTERS[outline.language]}"{outline.fallback}"}}',
        "offices:",
    ]
    return skeleton("directory.yaml") + "\n".join([*head, *_offices(outline, places), ""])


def _offices(outline: Outline, places: Gazetteer) -> Iterator[str]:
    """Yield the lines of the offices: one for each area and service, with placeholders for their numbers."""
    numbers = _placeholders(outline.fallback)
    for area in places.areas.values():
        named = area.name if outline.language == JAPANESE else latin_name(places, area)
        if len(outline.services) <= 1:
            service = "".join(one.name for one in outline.services)
            name = AREA_OFFICE[outline.language][bool(service)].format(area=named, service=service)
            yield f"  {area.name}: {{printed_name: {as_value(name)}, {next(numbers)}}}"
            continue
        yield f"  {area.name}:"
        for one in outline.services:
            name = as_value(AREA_OFFICE[outline.language][1].format(area=named, service=one.name))
            yield f"    {one.id}: {{printed_name: {name}, {next(numbers)}}}"
    for one in outline.services if not places.areas else ():
        form, form_kana = OFFICE[outline.language]
        name, reading = as_value(form.format(one.name)), kana(outline, form_kana.format(one.kana), "spoken_kana")
        yield f"  {one.id}: {{printed_name: {name}, spoken_name: {name}{reading}, {next(numbers)}}}"


def _placeholders(taken: str) -> Iterator[str]:
    """Yield placeholder numbers, as a file holds them, except the one that is *taken*."""
    printed = (f"03-{count // 10_000:04}-{count % 10_000:04}" for count in range(1, 1_000_000))
    return (f'number: "{number}"' for number in printed if re.sub(r"\D", "", number) != re.sub(r"\D", "", taken))


def _flow(outline: Outline, places: Gazetteer, regions: Sequence[NamedRegion], alike: Sequence[str]) -> str:
    asks_service, asks_area = len(outline.services) > 1, bool(places.areas)
    first = "ask_service" if asks_service else "ask_area"
    wrong = "what_is_wrong" if asks_service and asks_area else first
    named = "office_name: office_name\n" if asks_area else ""
    by_voice = outline.also and not _has_key_of_language(outline.services)
    says = "welcome, say_english" if by_voice else "welcome"
    questions = f"  welcome: {{kind: say, says: [{says}], next: {first}}}\n"
    questions += _ask_service(outline, asks_area=asks_area) if asks_service else ""
    questions += _ask_area(outline, regions, alike) if asks_area else ""
    return Template(skeleton("flow.yaml")).safe_substitute(
        questions=questions,
        wrong=wrong,
        what_is_wrong=_WHAT_IS_WRONG if wrong == "what_is_wrong" else "",
        office_name=named,
        languages=languages(outline, len(regions), asks_area=asks_area),
    )


def languages(outline: Outline, regions: int, *, asks_area: bool) -> str:
    """Return what flow.yaml says of the languages of *outline*, whose areas are in that many *regions*."""
    keypad = next(seconds for most, seconds in _KEYPAD if regions <= most)
    if outline.also:
        return _LANGUAGES.format(keypad=keypad)
    return _BUDGETS.format(keypad=keypad) if asks_area and outline.language != JAPANESE else ""


def _has_key_of_language(services: Sequence[Service]) -> bool:
    """Return whether a key of the question about *services* can offer the other language; else it is said."""
    return 1 < len(services) <= _MOST_BESIDE


def _ask_service(outline: Outline, *, asks_area: bool) -> str:
    short = len(outline.services) > MOST_IN_ONE // 2
    form = '      - {{key: "{key}", label: {label},{short} value: {value}}}\n'
    choices = "".join(
        form.format(key=key, label=label(one), short=f" short: {label(one)}," if short else "", value=one.id)
        for key, one in enumerate(outline.services, 1)
    )
    offers = outline.also and _has_key_of_language(outline.services)
    return _ASK_SERVICE.format(
        choices=choices,
        language=_CHOICE_OF_LANGUAGE.format(key=_KEY_OF_LANGUAGE) if offers else "",
        menu="choices, offer_english, offer_japanese" if offers else "choices",
        again="choices, offer_fallback" if len(outline.services) <= _MOST_AND_FALLBACK else "choices",
        noted="    noted: noted_area\n" if asks_area else "",
        next="ask_area" if asks_area else "read_back",
    )


def _ask_area(outline: Outline, regions: Sequence[NamedRegion], alike: Sequence[str]) -> str:
    whole = outline.areas == "prefectures" and not outline.within
    has_postal = bool(regions) and max(len(regions), *(len(one.areas) for one in regions)) <= MENU
    more = (_REGION if regions else "") + (_POSTAL if has_postal else "")
    more += "" if whole else "    outside: outside\n"
    more += "    wider: wider\n" if outline.areas != "prefectures" else ""
    more += "    noted: noted_service\n" if len(outline.services) > 1 else ""
    postal = "offer_postal, " if has_postal else ""
    text = _ASK_AREA.format(menu="regions" if regions else "area_menu", postal=postal, more=more)
    text += f"    ask_yes_no: [{', '.join(alike)}]\n" if alike else ""
    text += "    regions:\n" if regions else ""
    rows = (", ".join(area.name for area in region.areas) for region in regions)
    return text + "".join(f"      - {{label: region_{n}, areas: [{row}]}}\n" for n, row in enumerate(rows, 1))
