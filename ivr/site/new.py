"""The files of a new site, made of a few facts and the skeleton that comes with the package."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from string import Template

from ivr.directory import Service
from ivr.distribution import shipped
from ivr.heard.utterance import JAPANESE
from ivr.places import AreaKind, Gazetteer, Prefecture, divided, holders
from ivr.speech import katakana

SKELETON = "data/skeleton"
MOST_SERVICES = 9
_MENU = 8
"""Areas of one menu; its ninth key asks for the postal code."""
_MOST_IN_ONE = 9
_UNITS: Mapping[str, tuple[str, str]] = {
    "prefectures": ("都道府県", "とどうふけん"),
    "municipalities": ("市や町", "しやまち"),
    "wards": ("区", "く"),
    "none": ("", ""),
}
_REGIONS = (
    ("関東", "かんとう", "東京都 神奈川県 埼玉県 千葉県 茨城県 群馬県 栃木県"),
    ("近畿", "きんき", "大阪府 兵庫県 京都府 滋賀県 奈良県 和歌山県"),
    ("東海", "とうかい", "愛知県 静岡県 岐阜県 三重県"),
    ("九州と沖縄", "きゅうしゅうとおきなわ", "福岡県 熊本県 鹿児島県 沖縄県 長崎県 大分県 宮崎県 佐賀県"),
    ("北海道と東北", "ほっかいどうととうほく", "北海道 宮城県 福島県 青森県 岩手県 山形県 秋田県"),
    ("甲信越と北陸", "こうしんえつとほくりく", "新潟県 長野県 石川県 富山県 山梨県 福井県"),
    ("中国", "ちゅうごく", "広島県 岡山県 山口県 島根県 鳥取県"),
    ("四国", "しこく", "愛媛県 香川県 徳島県 高知県"),
)
"""The country's regions in order of their population: name, reading, prefectures."""

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
    refused: sorry
    next: read_back
"""
_ASK_SERVICE = """\
  ask_service:
    kind: choose
    slot: service
    choices:
{choices}    first: [ask_service]
    wait: 3
    again: [ask_service_again]
    menu: [{menu}]
    menu_again: [{menu}, offer_fallback]
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
_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "ja": ("{}です", "{}をお願いします", "{}のことで聞きたい"),
    "en": ("it is about {}", "{} please", "I have a question about {}"),
}
_OFFICE: Mapping[str, tuple[str, str]] = {"ja": ("{}の窓口", "{}のまどぐち"), "en": ("the {} desk", "the {} desk")}
_SOURCE: Mapping[str, str] = {"ja": "{}の窓口の一覧", "en": "list of the offices of {}"}
_HEADQUARTERS: Mapping[str, str] = {
    "ja": "{printed_name: 代表の窓口, spoken_name: 代表の窓口, spoken_kana: だいひょうのまどぐち, number: ",
    "en": "{printed_name: the main office, spoken_name: the main office, number: ",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new site is to be: its *name* and how that is read ("": it is not said), its *services*, its areas.

    *within* are full names of prefectures or cities. *fallback* is the number, as printed, of the office for everyone
    who cannot be led further.
    """

    name: str
    kana: str
    services: tuple[Service, ...]
    areas: AreaKind
    within: tuple[str, ...]
    fallback: str
    language: str = JAPANESE


@dataclass(frozen=True, slots=True)
class _Region:
    name: str
    kana: str
    areas: tuple[Prefecture, ...]


def skeleton(file: str) -> str:
    """Return a file of the skeleton: a text with gaps such as ``$wrong``."""
    return (shipped() / SKELETON / file).read_text(encoding="utf-8")


def areas_of(wish: Wish, places: Gazetteer) -> tuple[Prefecture, ...]:
    """Return the areas of the site that *wish* describes, in the order of their codes.

    Raises ValueError with the name that is no place which holds areas.
    """
    if wish.areas == "none":
        return ()
    known = holders(places)
    for name in wish.within:
        if name not in known:
            raise ValueError(name)
    return tuple(divided(places, wish.areas, {known[name] for name in wish.within}).areas.values())


def too_many(areas: Sequence[Prefecture]) -> bool:
    """Tell whether the keypad cannot lead to so many areas by way of two menus."""
    return len(areas) > _MOST_IN_ONE**2


def written(wish: Wish, areas: Sequence[Prefecture], alike: Iterable[str]) -> dict[str, str]:
    """Return the text of each file of the site, by its path; *alike* are areas to be asked about with yes or no."""
    flow = _flow(wish, areas, tuple(alike))
    ending = "yaml" if wish.language == JAPANESE else f"{wish.language}.yaml"
    return {
        "data/directory.yaml": _directory(wish, areas),
        "data/flow.yaml": flow,
        "data/meanings.yaml": skeleton(f"meanings.{ending}") + _meanings(wish),
        "data/words.yaml": skeleton(f"words.{ending}"),
        f"prompts/{wish.language}.yaml": used(flow, _prompts(wish, areas)),
    }


def used(flow: str, prompts: str) -> str:
    """Leave out of a prompts file those that *flow* does not name."""
    named = set(re.findall(r"\w+", flow))
    head, _, rest = prompts.partition("prompts:\n")
    kept, keep = [], False
    for line in rest.splitlines(keepends=True):
        if not line.startswith("   "):
            keep = line.strip().partition(":")[0].strip('"') in named
        kept += [line] if keep else []
    return f"{head}prompts:\n{''.join(kept)}"


def _directory(wish: Wish, areas: Sequence[Prefecture]) -> str:
    head = [
        f"name: {_quoted(wish.name)}",
        f"source: {{name: {_quoted(_SOURCE[wish.language].format(wish.name))}, status: current}}",
        *([f"areas: {wish.areas}"] if wish.areas != "prefectures" else []),
        *([f"within: [{', '.join(wish.within)}]"] if wish.within else []),
        *(["services:"] if wish.services else []),
        *(f"  {one.id}: {{name: {_quoted(one.name)}{_kana(wish, one.kana)}}}" for one in wish.services),
        "others:",
        f'  headquarters: {_HEADQUARTERS[wish.language]}"{wish.fallback}"}}',
        "offices:",
    ]
    return skeleton("directory.yaml") + "\n".join([*head, *_offices(wish, areas), ""])


def _offices(wish: Wish, areas: Sequence[Prefecture]) -> Iterator[str]:
    numbers = _placeholders(wish.fallback)
    for area in areas:
        if len(wish.services) <= 1:
            name = f"{area.name}の{''.join(f'{one.name}の' for one in wish.services)}窓口"
            yield f"  {area.name}: {{printed_name: {_quoted(name)}, {next(numbers)}}}"
            continue
        yield f"  {area.name}:"
        for one in wish.services:
            name = _quoted(f"{area.name}の{one.name}の窓口")
            yield f"    {one.id}: {{printed_name: {name}, {next(numbers)}}}"
    for one in wish.services if not areas else ():
        form, form_kana = _OFFICE[wish.language]
        name, kana = _quoted(form.format(one.name)), _kana(wish, form_kana.format(one.kana), "spoken_kana")
        yield f"  {one.id}: {{printed_name: {name}, spoken_name: {name}{kana}, {next(numbers)}}}"


def _placeholders(taken: str) -> Iterator[str]:
    """Count the numbers that are nobody's up, as a file holds them, but for the one that is *taken*."""
    printed = (f"03-{count // 10_000:04}-{count % 10_000:04}" for count in range(1, 1_000_000))
    return (f'number: "{number}"' for number in printed if re.sub(r"\D", "", number) != re.sub(r"\D", "", taken))


def _kana(wish: Wish, kana: str, key: str = "kana") -> str:
    """Return the reading of a name as it is written behind it; a language other than Japanese has none."""
    return f", {key}: {kana}" if wish.language == JAPANESE else ""


def _flow(wish: Wish, areas: Sequence[Prefecture], alike: Sequence[str]) -> str:
    asks_service, asks_area = len(wish.services) > 1, bool(areas)
    first = "ask_service" if asks_service else "ask_area"
    wrong = "what_is_wrong" if asks_service and asks_area else first
    named = "office_name: office_name\n" if asks_area else ""
    text = Template(skeleton("flow.yaml")).safe_substitute(wrong=wrong, office_name=named)
    text += f"  welcome: {{kind: say, says: [welcome], next: {first}}}\n"
    text += _ask_service(wish.services, asks_area=asks_area) if asks_service else ""
    text += _ask_area(wish, areas, alike) if asks_area else ""
    return text + (_WHAT_IS_WRONG if asks_service and asks_area else "")


def _ask_service(services: Sequence[Service], *, asks_area: bool) -> str:
    short = len(services) > _MOST_IN_ONE // 2
    form = '      - {{key: "{key}", label: {label},{short} value: {value}}}\n'
    choices = "".join(
        form.format(key=key, label=_label(one), short=f" short: {_label(one)}," if short else "", value=one.id)
        for key, one in enumerate(services, 1)
    )
    noted = "    noted: noted_area\n" if asks_area else ""
    onward = "ask_area" if asks_area else "read_back"
    return _ASK_SERVICE.format(choices=choices, menu="choices", noted=noted, next=onward)


def _ask_area(wish: Wish, areas: Sequence[Prefecture], alike: Sequence[str]) -> str:
    regions = _regions(wish, areas)
    whole = wish.areas == "prefectures" and not wish.within
    has_postal = bool(regions) and max(len(regions), *(len(one.areas) for one in regions)) <= _MENU
    more = (_REGION if regions else "") + (_POSTAL if has_postal else "")
    more += "" if whole else "    outside: outside\n"
    more += "    wider: wider\n" if wish.areas != "prefectures" else ""
    more += "    noted: noted_service\n" if len(wish.services) > 1 else ""
    postal = "offer_postal, " if has_postal else ""
    text = _ASK_AREA.format(menu="regions" if regions else "area_menu", postal=postal, more=more)
    text += f"    ask_yes_no: [{', '.join(alike)}]\n" if alike else ""
    text += "    regions:\n" if regions else ""
    rows = (", ".join(area.name for area in one.areas) for one in regions)
    return text + "".join(f"      - {{label: region_{n}, areas: [{row}]}}\n" for n, row in enumerate(rows, 1))


def _regions(wish: Wish, areas: Sequence[Prefecture]) -> tuple[_Region, ...]:
    """Divide *areas* for two menus: prefectures as the country does, others by their readings."""
    if len(areas) <= _MOST_IN_ONE:
        return ()
    if wish.areas == "prefectures":
        by_name = {area.name: area for area in areas}
        lists = ((n, kana, tuple(by_name[one] for one in row.split() if one in by_name)) for n, kana, row in _REGIONS)
        return tuple(_Region(*one) for one in lists if one[2])
    size = _MENU if len(areas) <= _MENU**2 else _MOST_IN_ONE
    count = ceil(len(areas) / size)
    ordered = sorted(areas, key=lambda area: area.kana)
    each = [ordered[len(ordered) * n // count : len(ordered) * (n + 1) // count] for n in range(count)]
    # As everywhere, a synthesiser gets the name of a town or ward in katakana.
    return tuple(_Region(f"{katakana(one[0].kana)}から", f"{one[0].kana}から", tuple(one)) for one in each)


def _prompts(wish: Wish, areas: Sequence[Prefecture]) -> str:
    unit, unit_kana = _UNITS[wish.areas]
    several = len(wish.services) > 1
    is_japanese = wish.language == JAPANESE
    said = f"{wish.name}です。" if is_japanese else f" {wish.name.rstrip('.')}"
    text = Template(skeleton(f"{wish.language}.yaml")).safe_substitute(
        welcome=said if wish.kana else "",
        welcome_kana=f"{wish.kana}です。" if wish.kana else "",
        services=("、" if is_japanese else ", or about ").join(one.name for one in wish.services),
        services_kana="、".join(one.kana for one in wish.services),
        unit=unit,
        unit_kana=unit_kana,
        office="{area}の、{service}の窓口" if wish.services else "{area}の窓口",
        office_kana="{area}の、{service}のまどぐち" if wish.services else "{area}のまどぐち",
    )
    labels = [(_label(one), one.name, one.kana) for one in wish.services] if several else []
    labels += [(f"region_{n}", one.name, one.kana) for n, one in enumerate(_regions(wish, areas), 1)]
    return text + "".join(f"  {name}: {{text: {_quoted(words)}{_kana(wish, kana)}}}\n" for name, words, kana in labels)


def _meanings(wish: Wish) -> str:
    text = "services:\n" if wish.services else ""
    for one in wish.services:
        examples = ", ".join(_quoted(form.format(one.name)) for form in _EXAMPLES[wish.language])
        text += f"  {one.id}: {{names: [{_quoted(one.name)}], examples: [{examples}]}}\n"
    return text


def _label(service: Service) -> str:
    return f"service_{service.id}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
