"""`ivr offices`: the offices listed, looked up, compared and verified."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ivr.check.diff import as_json as changes_as_json, as_text as changes_as_text, office_changes, prefecture_names
from ivr.clock import japanese_time
from ivr.directory import Directory, Office, Source, is_printed
from ivr.golive.calling_round import FILE, found_wrong, list_to_sign, read_tried
from ivr.places import Gazetteer, normal
from ivr.site import Site, as_text, load, shipped
from ivr.site.areas import with_areas
from ivr.site.directory import LONGEST_NAME, PLACEHOLDER, DirectoryRead, directory_of
from ivr.site.languages import languages_of
from ivr.site.loader import DIRECTORY
from ivr.site.office_csv import Compared, compared, rows_of, write_changes
from ivr.site.verifying import CannotWriteError, write_verification
from ivr.strict_yaml.reader import read_file
from ivr.translation import _, ngettext

from .options import GroupWithDefault, json_option, site_option
from .verify_offices import Round


class _Verification(TypedDict):
    by: str | None
    on: datetime | None
    number: str | None
    listed: bool
    site: Path | None
    as_json: bool


@click.group(cls=GroupWithDefault, default="list")
def offices() -> None:
    """List, look up, compare and verify the offices.

    Without one of the commands below, `ivr offices` lists: `ivr offices 愛知県 center` is `ivr offices list 愛知県
    center`.
    """


@offices.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@json_option
@click.pass_context
def diff(context: click.Context, old: Path, new: Path, *, as_json: bool) -> None:
    """List what callers notice when NEW replaces OLD.

    OLD and NEW are the folders of two sites, or two directory.yaml files. The exit code is 1 if one of them cannot be
    read, and 0 otherwise, whether they differ or not.
    """
    places = load(shipped()).places
    (before, names), (after, new_names) = (_read(path, places) for path in (old, new))
    if before.directory is None or after.directory is None:
        click.echo(as_text((*before.problems, *after.problems)), err=True)
        context.exit(1)
    found = tuple(office_changes(before.directory, after.directory, names | new_names))
    if as_json:
        click.echo(changes_as_json(found))
    else:
        click.echo(changes_as_text(found) or _("Callers will notice nothing new."))


def _read(path: Path, places: Gazetteer | None) -> tuple[DirectoryRead, dict[str, str]]:
    """Read the directory of a site, given its folder, or a directory file; with the names of its areas by code."""
    root = path if path.is_dir() else path.parent.parent
    language = languages_of(root, read_file(root / "data" / "flow.yaml"))[0].language
    document = read_file(path / "data" / "directory.yaml" if path.is_dir() else path)
    divided = with_areas(document, places)[0] if places else None
    names = prefecture_names(divided)
    return directory_of(document, {name: code for code, name in names.items()}, language=language), names


@offices.command("list")
@click.argument("words", nargs=-1)
@site_option
@json_option
@click.pass_context
def listed(context: click.Context, words: tuple[str, ...], site: Path | None, *, as_json: bool) -> None:
    """List the offices that match all WORDS, or every office.

    A word is a prefecture or its code, a service, a name, or a part of a number, as in `ivr offices list 愛知県
    center`. The exit code is 1 if no office matches.
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


@offices.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="LIST.csv")
@click.option("--yes", is_flag=True, help="Write without asking.")
@site_option
@json_option
def import_(file: Path, site: Path | None, *, yes: bool, as_json: bool) -> None:
    """Take numbers and new offices from a list as CSV.

    Its first line names the columns, in Japanese or English: 電話番号 (number); 都道府県, 区 or 地域 (area) where the
    site has areas; サービス (service) where it has several; 窓口名 (name) for new offices. Shows what would change, and
    writes data/directory.yaml after a yes; its other lines stay as they are. A changed number ends its verification.
    The exit code is 1 if nothing could be written. With --json only --yes writes.
    """
    found = load(site or shipped())
    if found.directory is None or found.offices.problems:
        click.echo(as_text(found.offices.problems), err=True)
        click.get_current_context().exit(1)
    try:
        result = compared(found, found.directory, rows_of(file.read_bytes()))
    except ValueError as why:
        raise click.ClickException(f"{click.format_filename(file)}: {why}") from None
    _show(result, as_json=as_json)
    if result.wrong:
        raise click.ClickException(_("nothing was written: correct the lines that are named above"))
    if not result.changes or not (yes or (not as_json and _agreed(_("Write this to data/directory.yaml?")))):
        return
    try:
        write_changes(found.root / DIRECTORY, result.changes)
    except CannotWriteError as why:
        raise click.ClickException(_("nothing was written: {why}").format(why=why)) from None
    click.echo(_("written: {file}").format(file=DIRECTORY), err=as_json)


def _show(result: Compared, *, as_json: bool) -> None:
    """Show what a list would change, and what in it is wrong."""
    if as_json:
        changes = [
            {"at": list(one.loc), "name": one.name, "number": one.number, "old": one.old.number if one.old else None}
            for one in result.changes
        ]
        data = {"changes": changes, "wrong": list(result.wrong), "equal": result.equal}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in (*result.wrong, *map(str, result.changes)):
        click.echo(line)
    click.echo(_("{changed} to change, {equal} as they are").format(changed=len(result.changes), equal=result.equal))


@offices.command()
@click.argument("words", nargs=-1, metavar="[NAME...]")
@click.option("--by", metavar="WHO", help="Name the person who called the office and found its number right.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Give the day of that call, as 2026-05-07 (default: today in Japan).",
)
@click.option(
    "--number", metavar="NUMBER", help="Give the number that was called; if it is not the office's, nothing is written."
)
@click.option("--list", "listed", is_flag=True, help="Print the list of what was called, to be signed.")
@site_option
@json_option
@click.pass_context
def verify(context: click.Context, words: tuple[str, ...], **options: Unpack[_Verification]) -> None:
    """Record that an office was called and its number is right.

    Without NAME it leads through all numbers that nobody has verified, one by one: who answered, and was it right. What
    came of each call is kept at once, so that the round can stop and go on; --list prints what was called, to be
    signed.

    NAME is the office's key, or words that match one office only, as in `ivr offices verify 23-center --by 山田`. The
    verification is written to data/directory.yaml. It holds for the number written there now, and ends when that
    changes. The exit code is 1 if nothing was written.
    """
    site = load(options["site"] or shipped())
    if site.directory is None or site.offices.problems:
        click.echo(as_text(site.offices.problems), err=True)
        context.exit(1)
    if not words:
        _verify_all(site, site.directory, options)
        return
    if options["by"] is None:
        raise click.UsageError(_("Missing option '--by'."))
    if options["listed"]:
        raise click.UsageError(_("--list is about all offices, and takes no name."))
    office = _the_office(site, site.directory, words)
    _check_number(office, options["number"])
    done = replace(office, verified_number=office.number, verified_by=_who(options["by"]))
    day = _day(site.directory.source, options["on"])
    try:
        write_verification(
            site.root / DIRECTORY, site.offices.locs[office.key], day, str(done.verified_by), office.number
        )
    except (CannotWriteError, OSError) as error:
        raise click.ClickException(_("nothing was written: {error}").format(error=error)) from error
    done = replace(done, verified_on=day)
    click.echo(json.dumps(_as_data(site, done), ensure_ascii=False, indent=2) if options["as_json"] else _as_text(done))


def _verify_all(site: Site, directory: Directory, options: _Verification) -> None:
    """Lead through the numbers, or print the list of what was called. Raises OSError."""
    if options["on"] or options["number"]:
        raise click.UsageError(_("--on and --number are about one office: name it."))
    file = Path("var") / FILE
    if options["listed"]:
        _print_list(site, directory, file, as_json=options["as_json"])
        return
    if options["as_json"]:
        raise click.UsageError(_("--json needs a name, or --list."))
    by = _who(options["by"] if options["by"] is not None else click.prompt(_("Who calls, and says so")))
    Round(site, file, by).lead(directory, site.plan.flow.fallback_office if site.plan else "")


def _print_list(site: Site, directory: Directory, file: Path, *, as_json: bool) -> None:
    tried = read_tried(file)
    if not as_json:
        click.echo(list_to_sign(directory, tried, japanese_time().date()))
        return
    wrong = [office.key for office, _call in found_wrong(directory, tried)]
    data = {"offices": [_as_data(site, office) for office in directory], "wrong": wrong}
    click.echo(json.dumps(data | {"calls": [asdict(one) for one in tried]}, ensure_ascii=False, indent=2))


def _the_office(site: Site, directory: Directory, words: Sequence[str]) -> Office:
    """Return the office with this key, or the only one that matches all *words*. Raises ClickException."""
    if len(words) == 1 and (named := directory.find(words[0])):
        return named
    found = [office for office in directory if _has(words, _texts(site, directory, office))]
    if len(found) == 1:
        return found[0]
    which = _("these offices are found: {offices}") if found else _("no office is found")
    which = which.format(offices=", ".join(office.key for office in found))
    raise click.ClickException(
        _('nothing was written: by "{words}" {which}; name one by its key').format(words=" ".join(words), which=which)
    )


def _check_number(office: Office, called: str | None) -> None:
    """Raise ClickException if *called* is not the office's number, as printed or in E.164."""
    if called is not None and called.replace("-", "") not in (office.number.replace("-", ""), office.e164):
        raise click.ClickException(
            _(
                "nothing was written: {called} was called, but {key} has the number {number}; if {called} is "
                "right, change it in {directory} first"
            ).format(called=called, key=office.key, number=office.number, directory=DIRECTORY)
        )


def _who(by: str) -> str:
    """Return the caller's name with single spaces. Raises BadParameter for what cannot be a name."""
    name = " ".join(by.split())
    if name in ("", PLACEHOLDER) or len(name) > LONGEST_NAME or not name.isprintable():
        raise click.BadParameter(
            _("expected a person's name of up to {most} characters").format(most=LONGEST_NAME),
            param_hint="--by",
        )
    return name


def _day(source: Source, on: datetime | None) -> date:
    """Return the day of the call. Raises BadParameter for a day to come, or one before the directory's source."""
    today = japanese_time().date()
    day = on.date() if on else today
    if day > today:
        raise click.BadParameter(_("{day} is still to come").format(day=day), param_hint="--on")
    if source.dated and day < source.dated:
        raise click.BadParameter(
            _("{day} is before the source, which is of {dated}").format(day=day, dated=source.dated), param_hint="--on"
        )
    return day


def _has(words: Iterable[str], texts: Iterable[str]) -> bool:
    there = "\n".join(normal(text) for text in texts)
    return all(normal(word) in there for word in words)


def _texts(site: Site, directory: Directory, office: Office) -> list[str]:
    """Return the texts that an office is looked up by."""
    service = directory.services.get(office.service or "")
    areas = (office.prefecture or "", *office.also_for)
    names = [*(site.places.areas[code].name for code in areas if site.places and code in site.places.areas)]
    names += [name for name in (service and service.name, office.printed_name, office.spoken_name) if name]
    numbers = [office.number, office.number.replace("-", ""), office.e164 if is_printed(office.number) else None]
    return [text for text in (office.key, *names, *numbers) if text]


def _prefecture(site: Site, office: Office) -> str | None:
    areas = site.places.areas if site.places else {}
    area = areas.get(office.prefecture or "")
    return area.name if area else None


def _as_text(office: Office) -> str:
    remarks = [_("shared line")] if office.shared_line else []
    if count := len(office.also_for):
        also = ngettext("also for {count} other area", "also for {count} other areas", count)
        remarks.append(also.format(count=count))
    verified = _("verified {day} by {by}") if office.verified else _("unverified")
    remarks.append(verified.format(day=office.verified_on, by=office.verified_by))
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
        "verified_number": office.verified_number,
    }


_YES = frozenset({"y", "yes", "はい", "ハイ"})


def _agreed(question: str) -> bool:
    """Ask, and tell whether the answer is a yes in either language; anything else is none."""
    answer: str = click.prompt(f"{question} [y/N]", default="", show_default=False)
    return answer.strip().lower() in _YES
