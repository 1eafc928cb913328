"""`ivr prompts import`: converts recordings made on a PC for the telephone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from ivr.call import Plan
from ivr.cli.options import in_json, in_language, json_option, plan_of, site_option
from ivr.distribution import install_command
from ivr.safe_files import write_whole
from ivr.site.recordings import FOLDER, SUFFIX, unrecordable, write_texts
from ivr.speech import Prompt, fill, line_seconds, read_wave
from ivr.strict_yaml.messages import absent
from ivr.translation import _

_SHARE, _SPARE = 2.5, 1.0
"""How many times as long as its text, and how many seconds more, a recording may be: people read slower or faster."""
_SOUND = (SUFFIX, ".mp3", ".m4a", ".aac", ".wma", ".flac", ".ogg", ".aif", ".aiff")
"""What files of sound end in; those that are not WAV files are reported as unusable."""


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FOLDER|FILE..."
)
@click.option(
    "--language",
    default="",
    metavar="LANGUAGE",
    help="Take them as recordings in this language (default: the site's first one).",
)
@site_option
@json_option
def import_(paths: tuple[Path, ...], language: str, site: Path, *, as_json: bool) -> None:
    """Take recordings of prompts, as a PC makes them, into the site.

    Each is a WAV file with the name of its prompt, as welcome.wav, of any rate from 8,000 samples a second, mono or of
    several channels, of 8 to 32 bits or floating point. It is made mono, 8,000 samples a second of 16 bits, without
    silence at its ends and at the level of the others, and written to prompts/audio/LANGUAGE. Listen to the file
    there, then run `ivr prompts recorded`: before that no call has it, nor /phone. The exit code is 1 if a file could
    not be taken.
    """
    if find_spec("soxr") is None:
        raise click.ClickException(
            _("this needs a package that is not installed: {command}").format(command=install_command("voice"))
        )
    plan, taken = in_language(plan_of(site), language), []
    for file in _files(paths):
        try:
            one = _take(file, plan, site)
        except ValueError as why:
            one = {"file": str(file), "problem": str(why)}
            click.echo(f"{click.format_filename(file)}: {why}", err=True)
        taken.append(one)
        if not as_json and "problem" not in one:
            click.echo(_("{file}: {before} became {after}").format(**one))
        for warning in one.get("warning", "").splitlines():
            click.echo(f"{click.format_filename(file)}: {warning}", err=True)
    if as_json:
        click.echo(in_json(taken))
    click.get_current_context().exit(1 if any("problem" in one for one in taken) else 0)


def _take(file: Path, plan: Plan, root: Path) -> dict[str, str]:
    """Write the recording in *file* to the site in *root*, and return what was done. Raises ValueError."""
    prompt = plan.prompts.get(file.stem)
    if prompt is None:
        raise ValueError(absent("prompt", file.stem, plan.prompts))
    for why in unrecordable(file.stem, prompt, plan.facts):
        raise ValueError(why)
    before = file.read_bytes()
    after, warning = import_module("ivr.voice.pc_recording").for_telephone(before)
    target = root / FOLDER / prompt.language / f"{file.stem}{SUFFIX}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not (target.exists() and target.read_bytes() == after):
        write_texts(root, prompt.language, {file.stem: None})  # what was heard there was another sound
        write_whole(target, after)
    done = {"file": str(target), "before": str(read_wave(before)), "after": str(read_wave(after))}
    warnings = (warning, _unlike(prompt, after, plan))
    return done | ({"warning": "\n".join(filter(None, warnings))} if any(warnings) else {})


def _unlike(prompt: Prompt, sound: bytes, plan: Plan) -> str:
    """Return a remark if *sound* is far longer or shorter than *prompt* takes to read, "" otherwise."""
    wave = read_wave(sound)
    read = line_seconds(fill(replace(prompt, recording=None, pause=0), plan.facts), plan.voice.rate)
    if wave is None or read / _SHARE <= wave.seconds <= read * _SHARE + _SPARE:
        return ""
    message = _("it takes {seconds:.0f} seconds, its text about {read:.0f}: is it the right sentence, and only once?")
    return message.format(seconds=wave.seconds, read=read)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, and those of sound that lie in the folders. Raises ClickException for a folder without any."""
    for path in paths:
        there = path.glob("[!.]*") if path.is_dir() else [path]
        files = sorted(file for file in there if file == path or file.suffix.lower() in _SOUND)
        if not files:
            raise click.ClickException(_("{folder} holds no WAV file").format(folder=click.format_filename(path)))
        yield from files
