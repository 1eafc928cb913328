"""`ivr prompts recorded`: notes which text a recording says, and which sound was listened to."""

from collections.abc import Iterator
from pathlib import Path

import click

from ivr.call import Plan
from ivr.cli.options import in_json, json_option, plan_of, site_option
from ivr.site import load
from ivr.site.recordings import FOLDER, TEXTS, SoundFile, read_out, write_texts
from ivr.translation import N_, _

from .choosing import names_argument, refuse_unknown


@click.command()
@names_argument
@site_option
@json_option
def recorded(names: tuple[str, ...], site: Path, *, as_json: bool) -> None:
    """Record that recordings match the text of their prompts.

    Listen to the recordings first. NAMES are prompts; without NAMES, the command takes all recordings whose text has
    not been noted yet, and those that were replaced since. The texts are written to prompts/audio/LANGUAGE/texts.yaml,
    with a fingerprint of each sound, and `ivr check` compares them with the prompts and the files.
    """
    plan = plan_of(site)
    recordings = load(site).recordings
    refuse_unknown(
        names, (sound.prompt for sound in recordings.sounds), N_('there is no recording of a prompt "{name}"{meant}')
    )
    noted: dict[str, dict[str, str]] = {}
    for sound in recordings.sounds:
        said = _read_out(plan, sound)
        if said and (sound.prompt in names if names else recordings.text(sound) is None):
            noted.setdefault(sound.language, {})[sound.prompt] = said
    for language, texts in noted.items():
        write_texts(site, language, texts)
    if as_json:
        click.echo(in_json(noted))
    else:
        click.echo("\n".join(_lines(noted)) or _("there is nothing to record"))


def _read_out(plan: Plan, sound: SoundFile) -> str | None:
    """Return what *sound* has to say; None if no prompt is said in its language, or in other words in each call.

    It may be a prompt of another language's callers ("For English, press eight.").
    """
    for spoken in (plan.speaks(sound.language), plan):
        prompt = spoken.prompts.get(sound.prompt)
        if prompt and prompt.language == sound.language:
            return read_out(prompt, spoken.facts)
    return None


def _lines(noted: dict[str, dict[str, str]]) -> Iterator[str]:
    for language, texts in noted.items():
        yield from (f"{FOLDER}/{language}/{TEXTS}: {name}: {text}" for name, text in texts.items())
