"""`ivr offices verify`: notes in the directory that an office was called and its number is right."""

import os
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

import click

from ivr.clock import japanese_time
from ivr.directory import Directory, Office, Source, is_placeholder
from ivr.golive.verification_calls import FILE, found_wrong, list_to_sign, read_calls
from ivr.settings import var_of
from ivr.site import Site, load
from ivr.site.directory_edit import write_verification
from ivr.site.directory_file import LONGEST_NAME, PLACEHOLDER
from ivr.site.loader import DIRECTORY
from ivr.strict_yaml.edit import CannotEditError
from ivr.translation import _

from .days import DAY_BEGUN
from .office_lookup import matches, office_as_data, office_as_text, texts_of
from .options import in_json, json_option, refuse, site_option
from .verification_round import VerificationRound


@click.command()
@click.argument("words", nargs=-1, metavar="[NAME...]")
@click.option("--by", metavar="WHO", help="Name the person who called the office and confirmed its number.")
@click.option(
    "--on",
    type=DAY_BEGUN,
    metavar="DATE",
    help="Give the day of the call, as 2026-05-07 (default: today in Japan).",
)
@click.option(
    "--number", metavar="NUMBER", help="Give the number that was called; if it is not the office's, nothing is written."
)
@click.option("--list", "listed", is_flag=True, help="Print the list of the calls made, to be signed.")
@site_option
@json_option
def verify(
    words: tuple[str, ...],
    *,
    by: str | None,
    on: datetime | None,
    number: str | None,
    listed: bool,
    site: Path,
    as_json: bool,
) -> None:
    """Record that an office was called and its number is right.

    Without NAME the command goes through all unverified numbers one by one, and asks who answered and whether the
    number was right. Each result is saved at once, so that you can stop and continue later; --list prints the list of
    the calls made, to be signed.

    NAME is the office's key, or words that match one office only, as in `ivr offices verify 23-center --by 山田`. The
    verification is written to data/directory.yaml. It holds for the number written there now, and ends when that
    changes. The exit code is 1 if nothing was written.
    """
    loaded = load(site)
    if loaded.directory is None or loaded.offices.problems:
        refuse(loaded.offices.problems)
    if not words:
        if on or number:
            raise click.UsageError(_("--on and --number concern one office: name it."))
        _verify_all(loaded, loaded.directory, by, listed=listed, as_json=as_json)
        return
    if by is None:
        raise click.UsageError(_("Missing option '--by'."))
    if listed:
        raise click.UsageError(_("--list covers all offices, and takes no name."))
    office = _the_office(loaded, loaded.directory, words)
    _check_number(office, number)
    done = replace(office, verified_number=office.number, verified_by=_who(by))
    day = _day(loaded.directory.source, on)
    try:
        write_verification(
            loaded.root / DIRECTORY, loaded.offices.locs[office.key], day, str(done.verified_by), office.number
        )
    except CannotEditError as error:
        raise click.ClickException(_("nothing was written: {why}").format(why=error)) from error
    done = replace(done, verified_on=day)
    click.echo(in_json(office_as_data(loaded, done)) if as_json else office_as_text(done))


def _verify_all(site: Site, directory: Directory, by: str | None, *, listed: bool, as_json: bool) -> None:
    """Lead through the numbers, or print the list of what was called. Raises OSError."""
    file = var_of(os.environ) / FILE
    if listed:
        _print_list(site, directory, file, as_json=as_json)
        return
    if as_json:
        raise click.UsageError(_("--json needs a name, or --list."))
    who = _who(by if by is not None else click.prompt(_("Name of the person who calls")))
    VerificationRound(site, file, who).lead(directory, site.plan.flow.fallback_office if site.plan else "")


def _print_list(site: Site, directory: Directory, file: Path, *, as_json: bool) -> None:
    calls = read_calls(file)
    if not as_json:
        click.echo(list_to_sign(directory, calls, japanese_time().date()))
        return
    wrong = [office.key for office, _call in found_wrong(directory, calls)]
    data = {"offices": [office_as_data(site, office) for office in directory], "wrong": wrong}
    click.echo(in_json(data | {"calls": [asdict(one) for one in calls]}))


def _the_office(site: Site, directory: Directory, words: Sequence[str]) -> Office:
    """Return the office with this key, or the only one that matches all *words*. Raises ClickException."""
    if len(words) == 1 and (named := directory.find(words[0])):
        return named
    matching = [office for office in directory if matches(words, texts_of(site, directory, office))]
    if len(matching) == 1:
        return matching[0]
    which = _("these offices match: {offices}") if matching else _("no office matches")
    which = which.format(offices=", ".join(office.key for office in matching))
    raise click.ClickException(
        _('nothing was written: for "{words}" {which}; name one by its key').format(words=" ".join(words), which=which)
    )


def _check_number(office: Office, called: str | None) -> None:
    """Raise ClickException if *called* is not the office's number, however it is written, or that is a placeholder."""
    if is_placeholder(office.number):
        message = _("nothing was written: {number} is a placeholder; write the number of {key} to {directory} first")
        raise click.ClickException(message.format(number=office.number, key=office.key, directory=DIRECTORY))
    dialled = re.sub(r"[^+\d]", "", normalize("NFKC", called or ""))
    if called is not None and dialled not in (office.number.replace("-", ""), office.e164):
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
            _("expected a person's name of up to {most} characters").format(most=LONGEST_NAME), param_hint="--by"
        )
    return name


def _day(source: Source, on: datetime | None) -> date:
    """Return the day of the call. Raises BadParameter for one before the directory's source."""
    day = (on or japanese_time()).date()
    if source.dated and day < source.dated:
        raise click.BadParameter(
            _("{day} is before the date of the source, {dated}").format(day=day, dated=source.dated), param_hint="--on"
        )
    return day
