"""`ivr new`: a site of one's own in a minute, or a copy of an existing one."""

import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import click

from ivr.check import problems_of
from ivr.check.rules.alike_choices import near
from ivr.directory import is_placeholder
from ivr.places import AreaKind, Prefecture
from ivr.site import load, shipped, shipped_places
from ivr.site.new import divided_for, site_files
from ivr.translation import _

from .comments import translated
from .options import NewFolder, cannot_write, in_json, json_option
from .outline import AREA_KINDS, Facts, outline_of

EXAMPLES = ("shipped", "nationwide", "partial", "city")
_COPIED = ("data/*.yaml", "data/places/*.tsv", "prompts/*.yaml")
_SCHEMA = ("data/schema/*.json",)


@click.command()
@click.argument("folder", type=NewFolder(), metavar="DIR")
@click.option(
    "--name",
    metavar="NAME[/KANA[/ENGLISH]]",
    help="Give the hotline this name, with its reading, as 窓口/まどぐち. Without a reading the name is not spoken, "
    "and in English only if there is an English name.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="ID=NAME/KANA[/ENGLISH]",
    help=(
        "Let callers ask for this service, as tax=税/ぜい. Repeat for each service. The reading may be left out where "
        'NAME is in kana. With --prompts ja,en the English name follows, as tax=税/ぜい/taxes. "none" means no '
        "services."
    ),
)
@click.option("--areas", type=click.Choice(AREA_KINDS), help="Let callers choose among places of this kind.")
@click.option(
    "--in",
    "within",
    multiple=True,
    metavar="PLACE",
    help="Offer only the places in this prefecture or city. Repeat for several.",
)
@click.option(
    "--fallback",
    metavar="NUMBER",
    help="Give the number, as printed, of the fallback office, which takes the callers who can be put through to no "
    "other.",
)
@click.option(
    "--prompts",
    type=click.Choice(["ja", "en", "ja,en"]),
    help="Let callers hear this language. With ja,en they hear Japanese, or English if they ask for it.",
)
@click.option("--like", type=click.Choice(EXAMPLES), help="Copy the shipped site, or one of the examples.")
@click.option("--yes", is_flag=True, help="Ask nothing: a missing value is an error.")
@json_option
def new(
    folder: Path,
    *,
    name: str | None,
    services: tuple[str, ...],
    areas: AreaKind | None,
    within: tuple[str, ...],
    fallback: str | None,
    prompts: str | None,
    like: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Write a new site to DIR, or a copy of another one.

    What is not given is asked for in the terminal. The offices' telephone numbers in data/directory.yaml are
    placeholders, such as 03-0000-0001, until you fill them in.
    """
    if (folder / "data").exists() or (folder / "prompts").exists():
        raise click.ClickException(
            _("{folder} already holds a site; nothing was written").format(folder=click.format_filename(folder))
        )
    facts = Facts(
        name,
        services,
        areas,
        within,
        fallback,
        tuple((prompts or "ja").split(",")),
        not (yes or as_json or sys.stdin is None),
    )
    if like:
        if facts.any_given or prompts:
            raise click.UsageError(_("--like copies a whole site; leave out the options that describe a new one"))
        texts = _texts_in(shipped() if like == "shipped" else shipped() / "data" / "examples" / like, _COPIED)
    else:
        texts = _texts(facts)
    _write(folder, texts | _texts_in(shipped(), _SCHEMA))
    _tell(folder, as_json=as_json)


def _texts_in(site: Path, forms: Iterable[str]) -> dict[str, str]:
    """Return the texts of the files of *site* whose paths have one of the *forms*."""
    files = (file for form in forms for file in sorted(site.glob(form)))
    return {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in files}


def _write(folder: Path, texts: dict[str, str]) -> None:
    """Write the files of a site, with their comments in the language of the command. Raises ClickException.

    Where one cannot be written none stays: half a site is of no use, and would keep a whole one from being written.
    """
    had_folder = folder.exists()
    try:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            written = translated(text) if path.endswith(".yaml") else text
            (folder / path).write_text(written, encoding="utf-8")
    except BaseException as error:  # Ctrl-C, or a name in no UTF-8, too
        for part in ("data", "prompts") if had_folder else ("",):
            shutil.rmtree(folder / part, ignore_errors=True)
        if isinstance(error, OSError):
            raise cannot_write(folder / path, error) from error
        raise


def _texts(facts: Facts) -> dict[str, str]:
    """Return the site's files; what is not given is asked for. Raises UsageError, Abort."""
    places = shipped_places()
    try:
        outline = outline_of(facts, places)
    except click.Abort:  # Ctrl-C, or the end of what was typed
        click.echo(_("\nNothing was written."), err=True)
        raise
    divided = divided_for(outline, places)
    return site_files(outline, divided, _alike(tuple(divided.areas.values())))


def _alike(areas: Sequence[Prefecture]) -> list[str]:
    """Return the names of those areas that differ from another by one sound."""
    pairs = [pair for pair in combinations(areas, 2) if near(pair[0].short_kana, pair[1].short_kana)]
    return list(dict.fromkeys(area.name for pair in pairs for area in pair))


def _tell(folder: Path, *, as_json: bool) -> None:
    """Print what was written, its problems, and the next steps."""
    site = load(folder)
    # Routes over their budget only warn.
    problems = [problem for problem in problems_of(site, budgets=False) if not problem.warning]
    count = sum(1 for office in site.directory or () if is_placeholder(office.number))
    if as_json:
        data = {"site": str(folder), "placeholders": count, "problems": [problem.as_data() for problem in problems]}
        click.echo(in_json(data))
    else:
        _tell_in_words(click.format_filename(folder), count)
        for problem in problems:
            click.echo(str(problem), err=True)
    click.get_current_context().exit(1 if problems else 0)


def _tell_in_words(folder: str, count: int) -> None:
    click.echo(_("Your site is in {folder}.").format(folder=folder))
    if count:
        click.echo(_("Still to be filled in: numbers in data/directory.yaml ({count}).").format(count=count))
    click.echo(_("Next: cd {folder}, then ivr check, ivr call, ivr serve.").format(folder=shlex.quote(folder)))
