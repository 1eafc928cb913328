"""The outline of a new site: taken from the options of `ivr new`, or asked for until an answer is understood."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar, get_args

import click

from ivr.directory import Service, is_placeholder, is_printed
from ivr.heard.romaji import romaji
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.national_number import why_not_dialled
from ivr.places import AreaKind, Gazetteer
from ivr.site.directory import no_holder
from ivr.site.directory_file import is_id
from ivr.site.new import MOST_SERVICES, divided_for, too_many
from ivr.site.new_texts import Outline
from ivr.strict_yaml.messages import suggested
from ivr.translation import _

Read = TypeVar("Read")

AREA_KINDS: tuple[AreaKind, ...] = get_args(AreaKind)
NO_SERVICE = "none"
_NO_MORE = "なし"
_IN_JAPANESE: Mapping[str, AreaKind] = {
    "都道府県": "prefectures",
    "市町村": "municipalities",
    "区": "wards",
    _NO_MORE: "none",
}
"""What is typed where the question names these places in Japanese."""
_HELD = ("municipalities", "wards")
"""Areas of which there are too many in the whole country."""
_KANA = re.compile("[ぁ-ゖァ-ヺー・、。 　]+")
_KANJI = re.compile("[一-鿿々]")
_WIDE = str.maketrans("＝／", "=/")
"""Characters as they are typed where the keyboard is set to Japanese."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The given facts about a new site, None or empty if missing; *asks*: whether missing ones are asked for.

    *languages* are those that callers hear, the first one first.
    """

    name: str | None
    services: tuple[str, ...]
    areas: AreaKind | None
    within: tuple[str, ...]
    fallback: str | None
    languages: tuple[str, ...]
    asks: bool

    @property
    def any_given(self) -> bool:
        """Return whether anything of the site is given."""
        return any((self.name, self.services, self.areas, self.within, self.fallback))


@dataclass(frozen=True, slots=True)
class _Named:
    """A name, how it is read ("" if that is not known), and its name in English ("" if it has none)."""

    name: str
    kana: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class _Called:
    """A service, and its name in English."""

    service: Service
    english: str


def outline_of(facts: Facts, places: Gazetteer) -> Outline:
    """Return the outline of the site. Raises UsageError for what cannot be, Abort if nobody answers any more."""
    both, asked = len(facts.languages) > 1, _("The hotline's name, and how it is read (窓口/まどぐち)")
    if facts.languages[0] != JAPANESE:
        asked = _("The hotline's name")
    elif both:
        asked = _("The hotline's name, how it is read, and its name in English (窓口/まどぐち/Help Desk)")
    named = _fact(facts, "--name", facts.name, lambda given: _named(given, facts.languages), asked)
    called = _services(facts)
    services = tuple(one.service for one in called)
    asked = _(
        "Between which places do callers choose: prefectures, municipalities (cities, towns and villages), wards, "
        "or none (nobody is asked for a place)?"
    )
    areas = _fact(facts, "--areas", facts.areas, lambda given: _areas(given, services), asked)
    own = Outline(named.name, named.kana, services, areas, (), "", facts.languages[0])
    within = _within(facts, areas, lambda names: _refuse_places(replace(own, within=names), places))
    asked = _("The number of the fallback office, for callers who can be put through to no other")
    fallback = _fact(facts, "--fallback", facts.fallback, _printed, asked)
    outline = replace(own, within=within, fallback=fallback)
    return replace(outline, also=_in_english(outline, named.english, called)) if both else outline


def _in_english(outline: Outline, name: str, called: Sequence[_Called]) -> Outline:
    services = tuple(Service(one.service.id, one.english, one.english) for one in called)
    return replace(outline, name=name, kana=name, services=services, language=ENGLISH, further=True)


def _fact(facts: Facts, option: str, given: str | None, read: Callable[[str], Read], question: str) -> Read:
    """Return what *read* makes of *given*, else of the first answer to *question* that it does not refuse."""
    if given is not None:
        try:
            return read(given)
        except click.BadParameter as refusal:
            refusal.param_hint = option
            raise
    if not facts.asks:
        raise click.UsageError(_("Missing option '{option}'.").format(option=option))
    answer: Read = click.prompt(question, value_proc=lambda text: read(text.strip()), default="", show_default=False)
    return answer


def _within(facts: Facts, areas: AreaKind, refuse: Callable[[tuple[str, ...]], None]) -> tuple[str, ...]:
    """Return in what the areas lie; it must be given if the country has too many areas of the kind."""

    def read(given: str) -> tuple[str, ...]:
        names = tuple(given.split())
        refuse(names)
        return names

    if areas in _HELD:
        asked = _("In which prefectures or cities do they lie (with blanks between)?")
    else:
        asked = _("In which prefectures (with blanks between; empty: in all)?")
    may_be_empty = areas == "none" or (areas == "prefectures" and not facts.asks)
    return _fact(facts, "--in", " ".join(facts.within) or ("" if may_be_empty else None), read, asked)


def _refuse_places(outline: Outline, places: Gazetteer) -> None:
    """Raise BadParameter for areas that do not exist, and for too many of them."""
    if outline.areas == "none" and outline.within:
        raise click.BadParameter(_("--in requires areas; there are none"))
    if outline.areas in _HELD and not outline.within:
        raise click.BadParameter(_("expected a prefecture, or a city with wards, such as 愛知県 or 名古屋市"))
    try:
        areas = divided_for(outline, places).areas
    except ValueError as unknown:
        raise click.BadParameter(no_holder(str(unknown), places)) from None
    if outline.areas != "none" and not areas:
        raise click.BadParameter(_("there are no {kind} in it").format(kind=outline.areas))
    if too_many(areas):
        message = _("{count} areas are more than two menus can offer by keypad; choose prefectures, or fewer places")
        raise click.BadParameter(message.format(count=len(areas)))


def _areas(given: str, services: Sequence[Service]) -> AreaKind:
    kind = next((one for one in AREA_KINDS if one == given), _IN_JAPANESE.get(given))
    if kind is None:
        raise click.BadParameter(_("expected one of {kinds}").format(kinds=" / ".join(AREA_KINDS)))
    if kind == "none" and len(services) < 2:  # noqa: PLR2004 - a choice needs two
        raise click.BadParameter(
            _("without areas, at least two services are needed; otherwise there is nothing to choose")
        )
    return kind


def _printed(given: str) -> str:
    number = unicodedata.normalize("NFKC", given)
    if not is_printed(number):
        raise click.BadParameter(
            _("expected a number as printed, such as 03-5470-1840, found {number}").format(number=given or '""')
        )
    if not is_placeholder(number) and (why := why_not_dialled(number)):
        raise click.BadParameter(why)
    return number


def _named(given: str, languages: Sequence[str]) -> _Named:
    """Divide NAME/KANA, with the name in English if that is the second language. Raises BadParameter.

    A name in kana is its own reading.
    """
    if set(given) & set("{}"):
        raise click.BadParameter(_("a name cannot contain braces: in a prompt they mark a gap"))
    if languages[0] != JAPANESE:
        if not given.strip() or (not given.isascii() and "/" in given.translate(_WIDE)):
            message = _("expected a name in English only, as taxes, found {given}")
            raise click.BadParameter(message.format(given=given or '""'))
        return _Named(given.strip(), given.strip())
    parts = [part.strip() for part in given.translate(_WIDE).split("/")]
    name, kana, english, *more = (*parts, "", "")
    if not name or (kana and not _KANA.fullmatch(kana)) or _is_wrong(parts, languages) or any(more):
        form = _("expected a name and its reading in kana, as 税/ぜい, found {given}")
        if len(languages) > 1:
            form = _("expected a name, its reading in kana, and its name in English, as 税/ぜい/taxes, found {given}")
        raise click.BadParameter(form.format(given=given or '""'))
    return _Named(name, kana or (name if _KANA.fullmatch(name) else ""), english)


def _is_wrong(parts: Sequence[str], languages: Sequence[str]) -> bool:
    """Return whether there are more parts than languages with names, an empty last part, or one that is not English."""
    too_many, open_end = len(parts) > len(languages) + 1, len(parts) > 1 and not parts[-1]
    return too_many or open_end or not all(part.isascii() for part in parts[2:])


def _services(facts: Facts) -> tuple[_Called, ...]:
    """Return the services as given, or ask for one after another."""
    if list(facts.services) == [NO_SERVICE]:
        return ()
    services: list[_Called] = []
    read = partial(_service, languages=facts.languages, earlier=services)
    for given in facts.services:
        service = _fact(facts, "--service", given, read, "")
        services += [service] if service else []
    asked = _("A service that callers can ask for, as {example} (empty: no more)").format(example=_example(facts))
    while not facts.services and len(services) < MOST_SERVICES:
        service = _fact(facts, "--service", None, read, asked)
        if service is None:
            break
        services.append(service)
    return tuple(services)


def _example(facts: Facts) -> str:
    if facts.languages[0] != JAPANESE:
        return "tax=taxes"
    return "tax=税/ぜい/taxes" if len(facts.languages) > 1 else "tax=税/ぜい"


def _with_id(given: str) -> Iterator[str]:
    """Yield a service that is *given* without an ID with one: in small letters, or made from its reading."""
    id_, _sign, called = given.translate(_WIDE | str.maketrans(":：", "==")).rpartition("=")
    name, _slash, kana = called.partition("/")
    reading = kana.partition("/")[0] or name
    id_ = id_.strip().lower() or ("" if _KANJI.search(reading) else romaji(reading))
    if name and is_id(id_):
        yield f"{id_}={called.strip()}"


def _service(given: str, languages: Sequence[str], earlier: Sequence[_Called]) -> _Called | None:
    """Return the service that is *given* as ID=NAME/KANA/ENGLISH, None for no more. Raises BadParameter."""
    if given in ("", _NO_MORE) or (given == NO_SERVICE and not earlier):
        return None
    id_, equals, rest = given.translate(_WIDE).partition("=")
    if not equals or not is_id(id_):
        message = _("expected ID=NAME/KANA with an ID of a-z, 0-9 and _, as tax=税/ぜい, found {given}")
        raise click.BadParameter(message.format(given=given) + suggested(_with_id(given)))
    if id_ in (one.service.id for one in earlier):
        raise click.BadParameter(_("two services have the same ID"))
    if len(earlier) == MOST_SERVICES:
        raise click.BadParameter(_("a telephone has keys for {most} services").format(most=MOST_SERVICES))
    named = _named(rest, languages)
    if not named.kana:
        raise click.BadParameter(
            _("how is {name} read? Write it in kana after a slash: {id}={name}/…").format(name=named.name, id=id_)
        )
    if len(languages) > 1 and not named.english:
        message = _("what is {name} in English? Write it after a second slash: {id}={name}/{kana}/…")
        raise click.BadParameter(message.format(name=named.name, id=id_, kana=named.kana))
    return _Called(Service(id_, named.name, named.kana), named.english)
