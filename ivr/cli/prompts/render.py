"""`ivr prompts render`: every prompt as a sound file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.call import Plan
from ivr.cli.options import NewFolder, cannot_write, in_json, json_option, plan_of, site_option
from ivr.cli.output import counted
from ivr.heard.utterance import JAPANESE
from ivr.safe_files import write_whole
from ivr.site.examples import Example, recordable
from ivr.site.recordings import FOLDER, NOTICE, SUFFIX, write_texts
from ivr.speech import read_wave, seconds
from ivr.translation import _
from ivr.voice import VoiceMissingError, can_speak, spoken_text, synthesise

from .choosing import chosen_examples, filled, names_argument

_USUAL = "var/prompts"
CREDIT = """\
The sound files beside this notice were spoken by Open JTalk with the voice "Mei".

HTS Voice "Mei", released by MMDAgent Project Team, http://www.mmdagent.jp/
Copyright (c) 2009-2013 Nagoya Institute of Technology, Department of Computer Science
Creative Commons Attribution 3.0: https://creativecommons.org/licenses/by/3.0/
"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt as a sound file, its measured seconds, and the seconds that `ivr.speech.seconds` computes."""

    example: Example
    file: Path
    seconds: float
    counted: float


@click.command()
@names_argument
@site_option
@click.option(
    "--to",
    "folder",
    type=NewFolder(),
    show_default=_USUAL,
    metavar="DIR",
    help="Write the files to DIR, one folder for each language.",
)
@click.option(
    "--into-site", is_flag=True, help="Write the files into the site as its recordings, which callers then hear."
)
@click.option("--force", is_flag=True, help="With --into-site, replace recordings that exist.")
@json_option
def render(
    names: tuple[str, ...], site: Path, folder: Path | None, *, into_site: bool, force: bool, as_json: bool
) -> None:
    """Speak prompts into WAV files with the voice of this machine.

    All prompts are spoken, or those named by NAMES, each into one file (8 kHz, mono, 16 bits), at the rate of the
    site's voice. Gaps are filled as in an example call. For each file the command prints its length in seconds, and the
    length computed from the reading. Prompts that are not Japanese are not rendered; their names are printed on
    standard error.
    """
    if force and not into_site:
        raise click.UsageError(_("--force requires --into-site."))
    if into_site and folder:
        raise click.UsageError(_("--to and --into-site exclude each other."))
    plan = plan_of(site)
    chosen = chosen_examples(plan, names)
    folder = folder or Path(NewFolder().convert(site / FOLDER if into_site else _USUAL, None, None))
    unspoken = [one.name for one in chosen if not can_speak(one.line)]
    chosen = [one for one in chosen if can_speak(one.line)]
    if into_site:
        chosen = list(_recordable(plan, chosen, folder, force=force))
    rendered: list[Rendered] = []
    try:
        with counted(chosen, _("rendering")) as progress:
            for one in progress:
                rendered.append(_render(plan, one, folder))  # noqa: PERF401 - what was rendered before a failure counts
    except VoiceMissingError as missing:
        raise click.UsageError(str(missing)) from None
    finally:
        if rendered and into_site:
            _note(rendered, site)
    if unspoken:
        message = _("not rendered, because the voice of this machine speaks Japanese only: {names}")
        click.echo(message.format(names=", ".join(unspoken)), err=True)
    if rendered:
        write_whole(folder / NOTICE, CREDIT.encode())
    click.echo(_as_json(rendered) if as_json else "\n".join(map(_as_text, rendered)) or _("there is nothing to render"))


def _recordable(plan: Plan, chosen: list[Example], folder: Path, *, force: bool) -> Iterator[Example]:
    """Yield what this voice can record: Japanese, the same in every call, said by itself, and not recorded yet."""
    views = [plan.speaks(language) for language in plan.languages]
    possible = {name for view in views for name in recordable(view) if view.prompts[name].language == JAPANESE}
    for one in chosen:
        is_there = (folder / one.line.language / f"{one.name}{SUFFIX}").exists()
        if one.name in possible and one.line.language == JAPANESE and (force or not is_there):
            yield one


def _note(rendered: list[Rendered], site: Path) -> None:
    """Note what the recordings say; where that fails they are deleted, as with them the site could not be read."""
    try:
        write_texts(site, JAPANESE, {one.example.name: one.example.line.text for one in rendered})
    except OSError:
        for one in rendered:
            one.file.unlink(missing_ok=True)
        raise


def _render(plan: Plan, example: Example, folder: Path) -> Rendered:
    line = example.line
    file = folder / line.language / f"{example.name}{SUFFIX}"
    rate = plan.voices[line.language].rate.of(line)
    sound = synthesise(spoken_text(line), rate)
    wave = read_wave(sound)
    assert wave
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, sound)
    except OSError as error:
        raise cannot_write(file, error) from error
    return Rendered(example, file, wave.seconds, seconds(line.kana, rate))


def _as_text(rendered: Rendered) -> str:
    return _("{seconds:5.1f} s  {counted:5.1f} computed  {file}{example}").format(
        seconds=rendered.seconds, counted=rendered.counted, file=rendered.file, example=filled(rendered.example)
    )


def _as_json(rendered: list[Rendered]) -> str:
    listed = [
        {
            "name": one.example.name,
            "file": str(one.file),
            "text": one.example.line.text,
            "filled": one.example.filled,
            "seconds": round(one.seconds, 2),
            "counted": round(one.counted, 2),
        }
        for one in rendered
    ]
    return in_json(listed)
