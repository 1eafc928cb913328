"""Texts of a new site in each of its languages: the skeleton's sentences, with the site's own names in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from string import Template

from ivr.directory import Service
from ivr.distribution import shipped
from ivr.heard.romaji import romaji
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.places import AreaKind, Gazetteer, Prefecture, stem_kana
from ivr.speech import katakana
from ivr.strict_yaml.syntax import as_value

SKELETON = "data/skeleton"
MENU = 8
"""Areas of one menu; its ninth key asks for the postal code."""
MOST_IN_ONE = 9  # areas in one menu
_UNITS: Mapping[str, Mapping[AreaKind, tuple[str, str]]] = {
    JAPANESE: {
        "prefectures": ("都道府県", "とどうふけん"),
        "municipalities": ("市や町", "しやまち"),
        "wards": ("区", "く"),
        "none": ("", ""),
    },
    ENGLISH: {
        "prefectures": ("prefecture", ""),
        "municipalities": ("city or town", ""),
        "wards": ("ward", ""),
        "none": ("", ""),
    },
}
_REGIONS = (
    ("関東", "かんとう", "Kanto", "東京都 神奈川県 埼玉県 千葉県 茨城県 群馬県 栃木県"),
    ("近畿", "きんき", "Kinki", "大阪府 兵庫県 京都府 滋賀県 奈良県 和歌山県"),
    ("東海", "とうかい", "Tokai", "愛知県 静岡県 岐阜県 三重県"),
    (
        "九州と沖縄",
        "きゅうしゅうとおきなわ",
        "Kyushu and Okinawa",
        "福岡県 熊本県 鹿児島県 沖縄県 長崎県 大分県 宮崎県 佐賀県",
    ),
    (
        "北海道と東北",
        "ほっかいどうととうほく",
        "Hokkaido and Tohoku",
        "北海道 宮城県 福島県 青森県 岩手県 山形県 秋田県",
    ),
    (
        "甲信越と北陸",
        "こうしんえつとほくりく",
        "Koshinetsu and Hokuriku",
        "新潟県 長野県 石川県 富山県 山梨県 福井県",
    ),
    ("中国", "ちゅうごく", "Chugoku", "広島県 岡山県 山口県 島根県 鳥取県"),
    ("四国", "しこく", "Shikoku", "愛媛県 香川県 徳島県 高知県"),
)
"""The country's regions in order of their population: name, reading, name in English, prefectures."""

_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    JAPANESE: ("{}です", "{}をお願いします", "{}のことで聞きたい"),
    ENGLISH: ("it is about {}", "{} please", "I have a question about {}"),
}
OFFICE: Mapping[str, tuple[str, str]] = {
    JAPANESE: ("{}の窓口", "{}のまどぐち"),
    ENGLISH: ("the {} desk", "the {} desk"),
}
"""An office of a service, where there are no areas, and how it is read."""
AREA_OFFICE: Mapping[str, tuple[str, str]] = {
    JAPANESE: ("{area}の窓口", "{area}の{service}の窓口"),
    ENGLISH: ("the desk in {area}", "the {service} desk in {area}"),
}
"""What an office of an area is called on pages: without a service, and with one."""
_OFFICE_NAME: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    JAPANESE: (
        ("{area}の窓口", "{area}のまどぐち"),
        ("{area}の、{service}の窓口", "{area}の、{service}のまどぐち"),
    ),
    ENGLISH: (("the desk in {area}", ""), ("the {service} desk in {area}", "")),
}
"""How it is said, and read."""
SOURCE: Mapping[str, str] = {JAPANESE: "{}の窓口の一覧", ENGLISH: "list of the offices of {}"}
HEADQUARTERS: Mapping[str, str] = {
    JAPANESE: "{printed_name: 代表の窓口, spoken_name: 代表の窓口, spoken_kana: だいひょうのまどぐち, number: ",
    ENGLISH: "{printed_name: the main office, spoken_name: the main office, number: ",
}
HEADQUARTERS_NAMES: Mapping[str, str] = {JAPANESE: "代表の窓口", ENGLISH: "the main office"}
_ASKING: Mapping[str, str] = {
    JAPANESE: """\
  english:
    names: [英語, イングリッシュ, english]
    alone: [ハロー, hello]
    examples: [英語でお願いします, 英語で話したいです, english please]
  japanese: {names: [日本語], examples: [日本語でお願いします, 日本語で話したいです, 日本語に戻してください]}
""",
    ENGLISH: """\
  english:
    names: [in english, english please, speak english]
    alone: [english]
    examples: [English please, can we speak English, I would like to go on in English]
  japanese:
    names: [in japanese, japanese please, speak japanese, nihongo, 日本語]
    alone: [japanese]
    examples: [Japanese please, can we speak Japanese, I would like to go on in Japanese]
""",
}
"""The lists by which callers ask for another language, where there are several."""
_ENDINGS = (
    (re.compile(r"(?<=[^aeiou\W])ies$"), "y"),
    (re.compile(r"(?:(?<=ss|sh|ch)|(?<=x))es$"), ""),
    (re.compile(r"(?<=[^sui\W])s$"), ""),
    (re.compile(r"(?<=[^aeiou\W])y$"), "ies"),
    (re.compile(r"(?:(?<=[sxz])|(?<=sh|ch))$"), "es"),
    (re.compile("$"), "s"),
)
"""How English words end, in the plural and then in the singular, and how in the other; the first that fits counts."""
_ONE_FORM = ("news", "goods")
"""Words that have one form only: without their s they mean something else."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a new site: its *name* and how that is read ("": it is not said), its *services*, its areas.

    *within* are full names of prefectures or cities. *fallback* is the number, as printed, of the office for everyone
    who cannot be led further. *also* is the outline of the same site in a *further* language, if it has one.
    """

    name: str
    kana: str
    services: tuple[Service, ...]
    areas: AreaKind
    within: tuple[str, ...]
    fallback: str
    language: str = JAPANESE
    also: "Outline | None" = None
    further: bool = False

    @property
    def several(self) -> bool:
        """Return whether the site has several languages."""
        return self.further or self.also is not None


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """An entry of the keypad's first menu: its name, how that is read, its name in English, and its areas."""

    name: str
    kana: str
    english: str
    areas: tuple[Prefecture, ...]


def skeleton(file: str) -> str:
    """Return a file of the skeleton: a text with gaps such as ``$wrong``."""
    return (shipped() / SKELETON / file).read_text(encoding="utf-8")


def used(flow: str, prompts: str) -> str:
    """Leave out of a prompts file those that *flow* does not name."""
    named = set(re.findall(r"\w+", flow))
    head, _, rest = prompts.partition("prompts:\n")
    chosen, keep = [], False
    for line in rest.splitlines(keepends=True):
        if not line.startswith("   "):
            keep = line.strip().partition(":")[0].strip('"') in named
        chosen += [line] if keep else []
    return f"{head}prompts:\n{''.join(chosen)}"


_MANY = 2
"""Letters before the last one, of which no two groups have nearly the same."""


def regions_of(outline: Outline, places: Gazetteer) -> tuple[NamedRegion, ...]:
    """Divide the areas for two menus: prefectures as the country does, others by their readings, or letters."""
    areas = tuple(places.areas.values())
    if len(areas) <= MOST_IN_ONE:
        return ()
    if outline.areas == "prefectures":
        by_name = {area.name: area for area in areas}
        every = (
            NamedRegion(name, kana, english, tuple(by_name[one] for one in row.split() if one in by_name))
            for name, kana, english, row in _REGIONS
        )
        return tuple(one for one in every if one.areas)
    size = MENU if len(areas) <= MENU**2 else MOST_IN_ONE
    count = ceil(len(areas) / size)
    ordered = sorted(areas, key=lambda area: area.kana if outline.language == JAPANESE else latin_name(places, area))
    each = [ordered[len(ordered) * n // count : len(ordered) * (n + 1) // count] for n in range(count)]
    # As everywhere, a synthesiser gets the name of a town or ward in katakana.
    english = _by_initials if outline.language == JAPANESE else _from_to
    return tuple(NamedRegion(_since(one), f"{one[0].kana}から", english(places, one), tuple(one)) for one in each)


def named_like(places: Gazetteer, name: str, areas: Sequence[Prefecture]) -> str:
    """Return in English the *name* that `regions_of` gives to such *areas*, "" for another name."""
    if name == _since(areas):
        return _by_initials(places, areas)
    names = {area.name for area in areas}
    return next((english for own, _kana, english, row in _REGIONS if own == name and names <= set(row.split())), "")


def _since(areas: Sequence[Prefecture]) -> str:
    return f"{katakana(areas[0].kana)}から"


def _by_initials(places: Gazetteer, areas: Sequence[Prefecture]) -> str:
    """Name a group of areas by their first letters: they are in the order of their kana, which English has not."""
    names = [latin(places, area) for area in areas]
    *letters, last = sorted({name[0] for name in names})
    listed = f"{', '.join(letters)} or {last}" if letters else last
    return f"initials {listed}{f', such as {names[0]}' if len(letters) < _MANY else ''}"


def _from_to(places: Gazetteer, areas: Sequence[Prefecture]) -> str:
    """Name a group of areas by its ends; a ward is named as one, for a prefecture may be called the same."""
    named = (
        places.area_in(area.code, ENGLISH) if area.name[-1] == "区" else latin_name(places, area) for area in areas
    )
    first, *_others, last = named
    return f"{first} to {last}"


def latin_name(places: Gazetteer, area: Prefecture) -> str:
    """Return the name of an area in Latin letters, without its kind: Aichi, Naka; but Kita ward of Sakai, of two."""
    town = places.municipalities.get(area.code)
    if town and town.name != area.name:
        return places.area_in(area.code, ENGLISH)
    is_town = area.short == area.name and area.name[-1] in "市区町村"
    return romaji(stem_kana(area.name, area.kana) if is_town else area.short_kana).capitalize()


def prompts_of(outline: Outline, regions: Sequence[NamedRegion]) -> str:
    """Return the prompts file of the language of *outline*."""
    unit, unit_kana = _UNITS[outline.language][outline.areas]
    is_japanese = outline.language == JAPANESE
    said = f"{outline.name}です。" if is_japanese else f" {outline.name.rstrip('.')}"
    office, office_kana = _OFFICE_NAME[outline.language][bool(outline.services)]
    text = Template(skeleton(f"{outline.language}.yaml")).safe_substitute(
        welcome=said if outline.kana else "",
        welcome_kana=f"{outline.kana}です。" if outline.kana else "",
        services=("、" if is_japanese else ", or about ").join(service.name for service in outline.services),
        services_kana="、".join(service.kana for service in outline.services),
        unit=unit,
        unit_kana=unit_kana,
        office=office,
        office_kana=office_kana,
        names="".join(_names(outline)) if outline.further else "",
    )
    labels = [(label(one), one.name, one.kana) for one in outline.services] if len(outline.services) > 1 else []
    named = (region.name if is_japanese else region.english for region in regions)
    labels += [(f"region_{n}", name, one.kana) for n, (one, name) in enumerate(zip(regions, named, strict=True), 1)]
    prompts = (f"  {name}: {{text: {as_value(words)}{kana(outline, read)}}}\n" for name, words, read in labels)
    return text + "".join(prompts)


def _names(outline: Outline) -> Iterator[str]:
    """Yield the lines by which a further language calls the services and offices that directory.yaml names."""
    yield "names:\n"
    yield from entries("services", ((service.id, service.name) for service in outline.services))
    yield from entries("others", (("headquarters", HEADQUARTERS_NAMES[outline.language]),))
    alone = outline.services if outline.areas == "none" else ()
    yield from entries("offices", ((one.id, OFFICE[outline.language][0].format(one.name)) for one in alone))


def entries(kind: str, named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines by which a further language calls what is of a *kind*, each with its key; nothing for none."""
    rows = [f"    {id_}: {as_value(name)}\n" for id_, name in named]
    yield from (f"  {kind}:\n", *rows) if rows else ()


def meanings_of(outline: Outline) -> str:
    """Return what callers mean in the language of *outline*."""
    ending = "yaml" if outline.language == JAPANESE else f"{outline.language}.yaml"
    text = skeleton(f"meanings.{ending}")
    words = {entry.strip() for entry in re.split(r"[\[\],]", text)} | {service.name for service in outline.services}
    text = text.replace("lists:\n", f"lists:\n{_ASKING[outline.language]}") if outline.several else text
    text += "services:\n" if outline.services else ""
    for one in outline.services:
        examples = ", ".join(as_value(form.format(one.name)) for form in _EXAMPLES[outline.language])
        forms = [one.name, *(form for form in _other_form(outline, one.name) if form not in words)]
        words.update(forms)
        text += f"  {one.id}: {{names: [{', '.join(map(as_value, forms))}], examples: [{examples}]}}\n"
    return text


def asking(language: str) -> dict[str, str]:
    """Return the lines of the lists by which callers ask for another language, by the name of each."""
    parts = re.split(r"^(?=  \w)", _ASKING[language], flags=re.MULTILINE)
    return {part.strip().partition(":")[0]: part for part in parts if part}


def _other_form(outline: Outline, name: str) -> Iterator[str]:
    """Yield the plural of an English name in the singular, or the other way round: whole words are found."""
    if outline.language == JAPANESE or name.lower().endswith(_ONE_FORM):
        return
    ending, other = next(one for one in _ENDINGS if one[0].search(name))
    yield ending.sub(other, name)


def label(service: Service) -> str:
    """Return the prompt that names a service among the choices."""
    return f"service_{service.id}"


def kana(outline: Outline, reading: str, key: str = "kana") -> str:
    """Return the reading of a name as it is written after it; a language other than Japanese has none."""
    return f", {key}: {reading}" if outline.language == JAPANESE else ""
