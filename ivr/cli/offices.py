"""`ivr offices`: the offices listed, looked up, compared and verified."""

from pathlib import Path

import click

from ivr.check.diff import as_data, office_changes
from ivr.places import Gazetteer
from ivr.site import load, shipped_places
from ivr.site.directory import DirectoryRead, directory_of, with_areas
from ivr.site.directory_edit import write_changes
from ivr.site.flow import PATH as FLOW
from ivr.site.languages import languages_of
from ivr.site.loader import DIRECTORY
from ivr.site.office_changes import Compared, compared
from ivr.site.office_csv import rows_of
from ivr.strict_yaml.edit import CannotEditError
from ivr.strict_yaml.reader import read_file
from ivr.translation import _

from .office_lookup import matches, office_as_data, office_as_text, texts_of
from .options import GroupWithDefault, in_json, json_option, refuse, site_option
from .verify_offices import verify

_YES = frozenset({"y", "yes", "はい", "ハイ"})


@click.group(cls=GroupWithDefault, default="list")
def offices() -> None:
    """List, look up, compare and verify the offices.

    Without one of the commands below, `ivr offices` lists: `ivr offices 愛知県 center` is `ivr offices list 愛知県
    center`.
    """


offices.add_command(verify)


@offices.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@json_option
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """List what callers notice when NEW replaces OLD.

    OLD and NEW are the folders of two sites, or two directory.yaml files. The exit code is 1 if one of them cannot be
    read, and 0 otherwise, whether they differ or not.
    """
    places = shipped_places()
    (before, names), (after, new_names) = (_read(path, places) for path in (old, new))
    if before.directory is None or after.directory is None:
        refuse((*before.problems, *after.problems))
    changes = tuple(office_changes(before.directory, after.directory, names | new_names))
    if as_json:
        click.echo(in_json({"changes": as_data(changes)}))
    else:
        click.echo("\n".join(map(str, changes)) or _("Callers will notice no difference."))


def _read(path: Path, places: Gazetteer) -> tuple[DirectoryRead, dict[str, str]]:
    """Read the directory of a site, given its folder, or a directory file; with the names of its areas by code."""
    root = path if path.is_dir() else path.parent.parent
    language = languages_of(root, read_file(root / FLOW))[0].language
    document = read_file(path / DIRECTORY if path.is_dir() else path)
    names = with_areas(document, places)[0].area_names
    return directory_of(document, {name: code for code, name in names.items()}, language=language), names


@offices.command("list")
@click.argument("words", nargs=-1)
@site_option
@json_option
@click.pass_context
def listed(context: click.Context, words: tuple[str, ...], site: Path, *, as_json: bool) -> None:
    """List the offices that match all WORDS, or every office.

    A word is a prefecture or its code, a service, a name, or part of a number, as in `ivr offices list 愛知県 center`.
    The exit code is 1 if no office matches.
    """
    looked_up = load(site)
    if looked_up.directory is None:
        refuse(looked_up.offices.problems)
    matching = [
        office for office in looked_up.directory if matches(words, texts_of(looked_up, looked_up.directory, office))
    ]
    if as_json:
        click.echo(in_json([office_as_data(looked_up, office) for office in matching]))
    else:
        width = max((len(office.key) for office in matching), default=0)
        for office in matching:
            click.echo(office_as_text(office, width))
        if not matching:
            click.echo(_("no office matches"), err=True)
    context.exit(0 if matching else 1)


@offices.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="LIST.csv")
@click.option("--yes", is_flag=True, help="Write without asking.")
@site_option
@json_option
def import_(file: Path, site: Path, *, yes: bool, as_json: bool) -> None:
    """Take numbers and new offices from a list as CSV.

    A line above the offices names the columns, in Japanese or English: 電話番号 (number); 都道府県, 区 or 地域 (area)
    where the site has areas; サービス (service) where it has several; 窓口名 (name) for new offices, for those that
    still have a placeholder number, and for offices outside any area, which are found by name. The command shows what
    would change and, once you confirm, writes data/directory.yaml, leaving its other lines untouched. An office whose
    number changes is no longer verified. The exit code is 1 if nothing could be written. With --json it writes only
    with --yes.
    """
    looked_up = load(site)
    if looked_up.directory is None or looked_up.offices.problems:
        refuse(looked_up.offices.problems)
    try:
        result = compared(looked_up, looked_up.directory, rows_of(file.read_bytes()))
    except ValueError as why:
        raise click.ClickException(f"{click.format_filename(file)}: {why}") from None
    _show(result, as_json=as_json)
    if result.wrong:
        raise click.ClickException(_("nothing was written: correct the lines named above"))
    if not result.changes or not (yes or (not as_json and _agreed(_("Write this to data/directory.yaml?")))):
        return
    try:
        write_changes(looked_up.root / DIRECTORY, result.changes)
    except CannotEditError as why:
        raise click.ClickException(_("nothing was written: {why}").format(why=why)) from None
    click.echo(_("written: {file}").format(file=DIRECTORY), err=as_json)


def _show(result: Compared, *, as_json: bool) -> None:
    """Show what a list would change, and what is wrong in it."""
    if as_json:
        changes = [
            {"at": list(one.loc), "name": one.name, "number": one.number, "old": one.old.number if one.old else None}
            for one in result.changes
        ]
        data = {"changes": changes, "wrong": list(result.wrong), "noted": list(result.noted), "equal": result.equal}
        click.echo(in_json(data))
        return
    for line in (*result.wrong, *result.noted, *map(str, result.changes)):
        click.echo(line)
    click.echo(_("{changed} to change, {equal} unchanged").format(changed=len(result.changes), equal=result.equal))


def _agreed(question: str) -> bool:
    """Ask, and return whether the answer is a yes in either language; anything else is a no."""
    answer: str = click.prompt(f"{question} [y/N]", default="", show_default=False)
    return answer.strip().lower() in _YES
