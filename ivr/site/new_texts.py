"""Texts of a new site in each of its languages: the skeleton's sentences, with the site's own names in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from ivr.directory import Service
from ivr.distribution import shipped
from ivr.heard.utterance import ENGLISH, JAPANESE, plain_word
from ivr.places import AreaKind
from ivr.strict_yaml.syntax import as_value

from .new_regions import NamedRegion

SKELETON = "data/skeleton"
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


def meanings_of(outline: Outline, areas: Iterable[str] = ()) -> str:
    """Return what callers mean in the language of *outline*, whose *areas* have these readings."""
    ending = "yaml" if outline.language == JAPANESE else f"{outline.language}.yaml"
    text = "".join(
        line
        for line in skeleton(f"meanings.{ending}").splitlines(keepends=True)
        if not line.startswith(_unasked(outline))
    )
    words = _entries_of(text) | {service.name for service in outline.services}
    text = text.replace("lists:\n", f"lists:\n{_ASKING[outline.language]}") if outline.several else text
    text += "services:\n" if outline.services else ""
    readings = _readings(outline, {*words, *_entries_of(skeleton(f"words.{ending}")), *areas})
    for one in outline.services:
        examples = ", ".join(as_value(form.format(one.name)) for form in _EXAMPLES[outline.language])
        forms = [one.name, *(form for form in _other_form(outline, one.name) if form not in words)]
        words.update(forms)
        alone = f"alone: [{one.kana}], " if one.id in readings else ""
        text += f"  {one.id}: {{names: [{', '.join(map(as_value, forms))}], {alone}examples: [{examples}]}}\n"
    return text


def _unasked(outline: Outline) -> tuple[str, ...]:
    """Return how the lists begin that no question of the site asks for: they would only take words from others."""
    has_places = outline.areas != "none"
    unasked = ("wrong_area", "wrong_service") if not (has_places and len(outline.services) > 1) else ()
    return tuple(f"  {name}:" for name in (*unasked, *(() if has_places else ("postal",))))


def _entries_of(text: str) -> set[str]:
    """Return the entries of the lists in a file of the skeleton."""
    return {entry.strip() for entry in re.split(r"[\[\],]", text)}


def _readings(outline: Outline, taken: Iterable[str]) -> set[str]:
    """Return the services whose reading, as a whole answer, means only them.

    A recogniser often writes a short answer in kana.
    """
    if outline.language != JAPANESE:
        return set()
    known = Counter(plain_word(word, JAPANESE) for word in {*taken} - {""})
    known.update(plain_word(one.kana, JAPANESE) for one in outline.services)
    return {one.id for one in outline.services if known[plain_word(one.kana, JAPANESE)] == 1}


def asking(language: str) -> dict[str, str]:
    """Return the lines of the lists by which callers ask for another language, by the name of each."""
    parts = re.split(r"^(?=  \w)", _ASKING[language], flags=re.MULTILINE)
    return {part.strip().partition(":")[0]: part for part in parts if part}


def _other_form(outline: Outline, name: str) -> Iterator[str]:
    """Yield the plural of a singular English name, and the reverse: only whole words are found."""
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
