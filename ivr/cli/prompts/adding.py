"""`ivr prompts add`: a further language for an existing site."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from ivr.call import Plan
from ivr.check.rules.missing_in_language import needed
from ivr.cli.comments import translated
from ivr.cli.options import cannot_write, in_json, json_option, plan_of, site_option
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.site import Site, flow, load, meanings, prompts
from ivr.site.new_language import english_added, first_kept
from ivr.site.twilio_names import language_in
from ivr.site.untranslated import untranslated
from ivr.strict_yaml.edit import CannotEditError, write_file
from ivr.strict_yaml.messages import absent
from ivr.translation import _


@click.command()
@click.argument("language", metavar="LANGUAGE")
@click.option("--name", metavar="ENGLISH", help="Give the hotline this name in English.")
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="ID=ENGLISH",
    help="Give a service its English name, as tax=taxes. Repeat for each service.",
)
@site_option
@json_option
def add(language: str, name: str | None, services: tuple[str, ...], site: Path, *, as_json: bool) -> None:
    """Add a further language to a site: en, ko, vi.

    English (en) is added to a site that is in Japanese only. This writes prompts/en.yaml, data/meanings.en.yaml and
    data/words.en.yaml, and adds to data/flow.yaml, data/meanings.yaml and prompts/ja.yaml what leads callers to
    them; nothing else changes. A sentence is translated where its Japanese is still as `ivr new` wrote it. For
    another language it writes prompts/LANGUAGE.yaml, in which everything is still to be translated. `ivr check`
    names what is left.
    """
    plan = plan_of(site)
    if not prompts.is_language(language):
        message = _("expected a language as in the name of its file, such as ko or zh-TW, found {given}")
        raise click.UsageError(message.format(given=language))
    if meant := language_in(language):
        message = _("{given} is the code of a country; write that of a language, such as {language}")
        raise click.UsageError(message.format(given=language, language=meant))
    if language not in (ENGLISH, JAPANESE) and (name or services):
        raise click.UsageError(_("--name and --service are for English; other names are written into the file"))
    own = load(site)
    try:
        texts = _in_english(own, plan, name, services) if language == ENGLISH else _further(own, plan, language)
    except CannotEditError as why:
        raise click.ClickException(_("nothing was written: {why}").format(why=why)) from None
    _write(site, texts)
    left = [str(problem) for problem in load(site).problems]
    if as_json:
        click.echo(in_json({"written": [*texts], "problems": left}))
        return
    click.echo("\n".join(_("written: {file}").format(file=path) for path in texts))
    click.echo(_("Next: ivr check, which names what is left to be translated."))


def _in_english(site: Site, plan: Plan, name: str | None, services: tuple[str, ...]) -> dict[str, str]:
    """Return the files that are new or changed when the *site* speaks English too. Raises ClickException."""
    if plan.languages != (JAPANESE,):
        message = _("the site speaks {languages}; English can be added only to a site that speaks Japanese alone")
        raise click.ClickException(message.format(languages=", ".join(plan.languages)))
    if not name:
        raise click.UsageError(_("what is the hotline called in English? Write it as --name …"))
    return english_added(site, plan, name, _english(services, plan.directory.services))


def _further(site: Site, plan: Plan, language: str) -> dict[str, str]:
    """Return the files that are new or changed for a *language* that the *site* does not speak yet.

    Raises ClickException and CannotEditError.
    """
    if language in plan.languages:
        raise click.ClickException(_("the site speaks {language} already").format(language=language))
    if language == JAPANESE:
        message = _(
            "Japanese cannot be added where another language is the first; ivr new --prompts ja,en writes a site of "
            "both"
        )
        raise click.ClickException(message)
    text = untranslated(plan, language, needed(site, plan.flow, language))
    return {f"prompts/{language}.yaml": text, **first_kept(site, plan.language)}


def _write(root: Path, texts: Mapping[str, str]) -> None:
    """Write the files of a site, the new ones first; what was there is replaced whole, or not at all.

    Where one cannot be written, no new one stays. Raises ClickException.
    """
    changed = [path for path in texts if path in (flow.PATH, meanings.PATH, prompts.PATH)]
    new = [path for path in texts if path not in changed]
    if there := next((path for path in new if (root / path).exists()), None):
        message = _("nothing was written: {file} already exists and would be overwritten; move it away first")
        raise click.ClickException(message.format(file=there))
    begun: list[Path] = []
    try:
        for path in new:
            begun.append(root / path)
            begun[-1].write_text(translated(texts[path]), encoding="utf-8")
        for path in sorted(changed, key=lambda one: one == flow.PATH):  # the flow leads to all the others
            ends = "\r\n" if b"\r\n" in (root / path).read_bytes() else "\n"
            write_file(root / path, texts[path].replace("\n", ends))
    except OSError as error:
        for file in begun:
            file.unlink(missing_ok=True)
        raise cannot_write(Path(path), error) from error


def _english(given: Iterable[str], services: Iterable[str]) -> dict[str, str]:
    """Return what is given as ID=ENGLISH for each of the *services*. Raises UsageError."""
    services, names = tuple(services), dict[str, str]()
    for one in given:
        service, equals, english = one.partition("=")
        if not equals or not english or not english.isascii():
            raise click.UsageError(
                _("expected ID=ENGLISH in Latin letters, as tax=taxes, found {given}").format(given=one)
            )
        if service not in services:
            raise click.UsageError(absent("service", service, services))
        names[service] = english
    if left := [one for one in services if one not in names]:
        raise click.UsageError(_("what is {name} in English? Write it as --service {name}=…").format(name=left[0]))
    return names
