"""`ivr offices`: who answers for whom, listed, looked up, and compared."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from ivr.check.change import as_json as changes_as_json, as_text as changes_as_text, office_changes, prefecture_names
from ivr.directory import Directory, Office, is_printed
from ivr.places import normal
from ivr.site import Site, as_text, load, shipped
from ivr.site.directory import DirectoryRead, directory_of
from ivr.site.reading import read_file

from .options import json_option, site_option


class _Listing(click.Group):
    """A group whose command `list` needs no name: `ivr offices 愛知県` lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=_Listing)
def offices() -> None:
    """List the offices, look them up, or compare two directories.

    Without a command, `list` is meant: `ivr offices 愛知県 center`.
    """


@offices.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@json_option
@click.pass_context
def diff(context: click.Context, old: Path, new: Path, *, as_json: bool) -> None:
    """Tell in words what callers notice between OLD and NEW, two sites or two directory.yaml files.

    Exits with 1 if one of them cannot be read; that they differ is no problem.
    """
    shipped_names = prefecture_names(load(shipped()).places)
    before, after = (_read(path, {name: code for code, name in shipped_names.items()}) for path in (old, new))
    if before.directory is None or after.directory is None:
        click.echo(as_text((*before.problems, *after.problems)), err=True)
        context.exit(1)
    found = tuple(office_changes(before.directory, after.directory, shipped_names))
    if as_json:
        click.echo(changes_as_json(found))
    else:
        click.echo(changes_as_text(found) or "Callers will notice nothing new.")


def _read(path: Path, codes: Mapping[str, str]) -> DirectoryRead:
    """Read a site's directory, or the file of one."""
    return directory_of(read_file(path / "data" / "directory.yaml" if path.is_dir() else path), codes)


@offices.command("list")
@click.argument("words", nargs=-1)
@site_option
@json_option
@click.pass_context
def listed(context: click.Context, words: tuple[str, ...], site: Path | None, *, as_json: bool) -> None:
    """List the offices, or those in which every one of WORDS is found.

    A word is a prefecture or its code, a service, a name, or a part of a number: `ivr offices 愛知県 center`.
    Exits with 1 if there is none.
    """
    looked_up = load(site or shipped())
    if looked_up.directory is None:
        click.echo(as_text(looked_up.offices.problems), err=True)
        context.exit(1)
    found = [office for office in looked_up.directory if _has(words, _texts(looked_up, looked_up.directory, office))]
    if as_json:
        click.echo(json.dumps([_as_data(looked_up, office) for office in found], ensure_ascii=False, indent=2))
    else:
        for office in found:
            click.echo(_as_text(office))
    context.exit(0 if found else 1)


def _has(words: Iterable[str], texts: Iterable[str]) -> bool:
    there = "\n".join(normal(text) for text in texts)
    return all(normal(word) in there for word in words)


def _texts(site: Site, directory: Directory, office: Office) -> list[str]:
    """List all by which an office is looked up."""
    service = directory.services.get(office.service or "")
    names = [_prefecture(site, office), service.name if service else None, office.printed_name, office.spoken_name]
    numbers = [office.number, office.number.replace("-", ""), office.e164 if is_printed(office.number) else None]
    return [text for text in (office.key, *names, *numbers) if text]


def _prefecture(site: Site, office: Office) -> str | None:
    places = site.places.prefectures if site.places else {}
    prefecture = places.get(office.prefecture or "")
    return prefecture.name if prefecture else None


def _as_text(office: Office) -> str:
    remarks = ["shared line"] if office.shared_line else []
    remarks.append(f"verified {office.verified_on} by {office.verified_by}" if office.verified else "unverified")
    return f"{office.key:<12}  {office.number:<13}  {office.printed_name} ({', '.join(remarks)})"


def _as_data(site: Site, office: Office) -> dict[str, str | bool | None]:
    return {
        "key": office.key,
        "prefecture": _prefecture(site, office),
        "service": office.service,
        "printed_name": office.printed_name,
        "spoken_name": office.spoken_name,
        "number": office.number,
        "e164": office.e164 if is_printed(office.number) else None,
        "shared_line": office.shared_line,
        "verified_on": office.verified_on.isoformat() if office.verified_on else None,
        "verified_by": office.verified_by,
    }
