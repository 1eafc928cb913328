"""`ivr new`: a site of one's own in a minute, or a copy of one that is there."""

import json
import re
import shutil
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TypedDict, Unpack, get_args

import click

from ivr.check import problems_of
from ivr.check.rules.alike_choices import near
from ivr.directory import Service, is_placeholder, is_printed
from ivr.places import AreaKind, Prefecture
from ivr.site import load, shipped
from ivr.site.directory_file import is_id
from ivr.site.new import MOST_SERVICES, Wish, areas_of, too_many, written
from ivr.translation import _

from .options import NewFolder, json_option

KINDS: tuple[AreaKind, ...] = get_args(AreaKind)
EXAMPLES = ("shipped", "nationwide", "partial", "city")
NO_SERVICE = "none"
_KANA = re.compile("[ぁ-ゖァ-ヺー・、。 　]+")
_COPIED = ("data/*.yaml", "data/places/*.tsv", "prompts/*.yaml")


class _NewOptions(TypedDict):
    name: str | None
    services: tuple[str, ...]
    areas: AreaKind | None
    within: tuple[str, ...]
    fallback: str | None
    prompts: str
    like: str | None
    yes: bool
    as_json: bool


@click.command()
@click.argument("folder", type=NewFolder(), metavar="DIR")
@click.option(
    "--name",
    metavar="NAME[/KANA]",
    help="The hotline's name, and how it is read, as 窓口/まどぐち. Without a reading it is not said.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="ID=NAME/KANA",
    help="What callers can ask for, as tax=税/ぜい, once for each; its reading may be left out where NAME is in kana. "
    "none: no services.",
)
@click.option("--areas", type=click.Choice(KINDS), help="Between which places callers choose.")
@click.option("--in", "within", multiple=True, metavar="PLACE", help="A prefecture, or a city, in which these lie.")
@click.option(
    "--fallback", metavar="NUMBER", help="The number, as printed, of the office for whoever cannot be led further."
)
@click.option("--prompts", type=click.Choice(["ja", "en"]), default="ja", help="The language that callers hear.")
@click.option("--like", type=click.Choice(EXAMPLES), help="Copy the shipped site, or one of the examples.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given is an error.")
@json_option
def new(folder: Path, **options: Unpack[_NewOptions]) -> None:
    """Write a site of one's own to DIR, or a copy of another.

    What is not given is asked for in the terminal. Telephone numbers stand in data/directory.yaml as placeholders, such
    as 03-0000-0001, until they are filled in.
    """
    if (folder / "data").exists() or (folder / "prompts").exists():
        raise click.ClickException(
            _("{folder} holds a site already; nothing was written").format(folder=click.format_filename(folder))
        )
    if like := options["like"]:
        _refuse_facts(options)
        _copy(shipped() if like == "shipped" else shipped() / "data" / "examples" / like, folder)
    else:
        _write(folder, _texts(_wish(options)))
    shutil.copytree(shipped() / "data" / "schema", folder / "data" / "schema")
    _tell(folder, as_json=options["as_json"])


def _refuse_facts(options: _NewOptions) -> None:
    given = [name for name in ("name", "services", "areas", "within", "fallback") if options[name]]
    if given:
        raise click.UsageError(_("--like copies a whole site; leave out what else the site is to be"))


def _copy(source: Path, folder: Path) -> None:
    for form in _COPIED:
        for file in sorted(source.glob(form)):
            target = folder / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _write(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _wish(options: _NewOptions) -> Wish:
    """Return what the site is to be, as given or asked for. Raises UsageError, BadParameter."""
    asks = not options["yes"] and sys.stdin is not None and sys.stdin.isatty()
    named = options["name"] or _ask(asks, "--name", _("The hotline's name, and how it is read (窓口/まどぐち)"))
    language = options["prompts"]
    name, kana = _name_and_kana(named, language)
    services = _services(language, options["services"] or _ask_services(asks=asks))
    kinds = " / ".join(KINDS)
    areas = options["areas"] or _ask(asks, "--areas", _("Between which places do callers choose? ") + kinds)
    if areas not in KINDS:
        raise click.BadParameter(_("expected one of {kinds}").format(kinds=kinds), param_hint="--areas")
    within = options["within"]
    if areas in ("municipalities", "wards") and not within:
        within = tuple(_ask(asks, "--in", _("In which prefecture or city (several with a blank between)")).split())
    fallback = options["fallback"] or _ask(
        asks, "--fallback", _("The number of the office for whoever cannot be led further")
    )
    if not is_printed(fallback):
        message = _("expected a number as printed, such as 03-5470-1840, found {number}").format(number=fallback)
        raise click.BadParameter(message, param_hint="--fallback")
    if areas == "none" and within:
        raise click.UsageError(_("--in goes with areas; there are none"))
    if areas == "none" and len(services) < 2:  # noqa: PLR2004 - a choice needs two
        raise click.UsageError(_("without areas, two services or more are needed: else there is nothing to choose"))
    if language != "ja" and areas != "none":
        raise click.UsageError(
            _("places are asked for in Japanese; with --prompts {language} take --areas none").format(language=language)
        )
    return Wish(name, kana, services, areas, within, fallback, language)


def _ask(asks: bool, option: str, question: str) -> str:
    if not asks:
        raise click.UsageError(_("Missing option '{option}'.").format(option=option))
    answer: str = click.prompt(question)
    return answer.strip()


def _ask_services(*, asks: bool) -> tuple[str, ...]:
    question, found = _("A service (tax=税/ぜい; empty: no more)"), list[str]()
    if not asks:
        raise click.UsageError(_("Missing option '{option}'.").format(option="--service"))
    while answer := click.prompt(question, default="", show_default=False).strip():
        found.append(answer)
    return tuple(found) or (NO_SERVICE,)


def _name_and_kana(given: str, language: str) -> tuple[str, str]:
    """Divide NAME/KANA; a name in kana is its own reading, "" stands for one that is not known. Raises BadParameter."""
    if language != "ja" and given.strip():
        return given.strip(), given.strip()
    name, slash, kana = (part.strip() for part in given.partition("/"))
    if not name or (slash and not _KANA.fullmatch(kana)):
        raise click.BadParameter(
            _("expected a name and its reading in kana, as 税/ぜい, found {given}").format(given=given or '""')
        )
    return name, kana or (name if _KANA.fullmatch(name) else "")


def _services(language: str, given: Sequence[str]) -> tuple[Service, ...]:
    if list(given) == [NO_SERVICE]:
        return ()
    found = tuple(_service(one, language) for one in given)
    if len({one.id for one in found}) < len(found):
        raise click.BadParameter(_("two services have the same ID"), param_hint="--service")
    if len(found) > MOST_SERVICES:
        raise click.BadParameter(
            _("a telephone has keys for {most} services, not for {count}").format(most=MOST_SERVICES, count=len(found)),
            param_hint="--service",
        )
    return found


def _service(given: str, language: str) -> Service:
    id_, equals, named = given.partition("=")
    if not equals or not is_id(id_):
        raise click.BadParameter(
            _("expected ID=NAME/KANA with an ID of a-z, 0-9 and _, as tax=税/ぜい, found {given}").format(given=given),
            param_hint="--service",
        )
    name, kana = _name_and_kana(named, language)
    if not kana:
        raise click.BadParameter(
            _("how is {name} read? Write it in kana behind a slash: {id}={name}/…").format(name=name, id=id_),
            param_hint="--service",
        )
    return Service(id_, name, kana)


def _texts(wish: Wish) -> dict[str, str]:
    """Return the site's files. Raises BadParameter for areas that there are not, or too many."""
    places = load(shipped()).places
    assert places, "the shipped places are right"
    try:
        areas = areas_of(wish, places)
    except ValueError as unknown:
        message = _("no prefecture, and no city with wards, is called {name}").format(name=unknown)
        raise click.BadParameter(message, param_hint="--in") from None
    if wish.areas != "none" and not areas:
        raise click.BadParameter(_("there are no {kind} in it").format(kind=wish.areas), param_hint="--in")
    if too_many(areas):
        message = _("{count} areas are more than two menus can offer by keypad; take prefectures, or fewer places")
        raise click.BadParameter(message.format(count=len(areas)), param_hint="--in")
    return written(wish, areas, _alike(areas))


def _alike(areas: Sequence[Prefecture]) -> list[str]:
    """Return the names of those areas that one sound tells from another."""
    pairs = [pair for pair in combinations(areas, 2) if near(pair[0].short_kana, pair[1].short_kana)]
    return list(dict.fromkeys(area.name for pair in pairs for area in pair))


def _tell(folder: Path, *, as_json: bool) -> None:
    """Say what was written, what is wrong with it, and what is to be done next."""
    site = load(folder)
    problems = [problem for problem in problems_of(site) if not problem.warning]
    count = sum(1 for office in site.directory or () if is_placeholder(office.number))
    if as_json:
        data = {"site": str(folder), "placeholders": count, "problems": [problem.as_data() for problem in problems]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _tell_in_words(click.format_filename(folder), count)
        for problem in problems:
            click.echo(str(problem), err=True)
    click.get_current_context().exit(1 if problems else 0)


def _tell_in_words(folder: str, count: int) -> None:
    click.echo(_("{folder} holds your site.").format(folder=folder))
    if count:
        click.echo(_("To be filled in: {count} numbers in data/directory.yaml.").format(count=count))
    click.echo(_("Next: cd {folder}, then ivr check, ivr call, ivr serve.").format(folder=folder))
