"""`ivr prompts readings`: every prompt word by word, as the synthesiser reads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.cli.options import in_json, json_option, plan_of, site_option
from ivr.cli.output import counted
from ivr.heard.utterance import JAPANESE
from ivr.site.examples import Example, names as names_of
from ivr.translation import _
from ivr.voice import ReadWord, VoiceMissingError, can_speak, compare_reading

from .choosing import chosen_examples, filled, names_argument


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A line that callers hear, and its words as the synthesiser reads them."""

    example: Example
    words: tuple[ReadWord, ...]

    @property
    def differs(self) -> bool:
        """Return whether a word is read otherwise than intended."""
        return any(word.intended is not None for word in self.words)


def _reviewed(example: Example, *, name: bool = False) -> Reviewed:
    """Read *example*; there are no words for a text in another language without kana."""
    return Reviewed(example, compare_reading(example.line, name=name) if can_speak(example.line) else ())


@click.command()
@names_argument
@site_option
@json_option
@click.pass_context
def readings(context: click.Context, names: tuple[str, ...], site: Path, *, as_json: bool) -> None:
    """Print how prompts are read, and which words are read wrong.

    Open JTalk reads them, Japanese only: prompts in another language are listed as not read. All prompts are read, or
    those named by NAMES, with their gaps filled as in an example call. Without NAMES the names that can fill the gaps
    (services, offices, numbers and places) are read too, and printed if they are misread. The exit code is 1 if a word
    is read differently from its `kana`.
    """
    plan = plan_of(site)
    wanted = chosen_examples(plan, names)
    try:
        with counted(wanted, _("prompts")) as prompts_read:
            prompts = [_reviewed(one) for one in prompts_read]
        with counted([] if names else [*names_of(plan)], _("names")) as names_read:
            fillings = [_reviewed(one, name=True) for one in names_read]
    except VoiceMissingError as missing:
        raise click.UsageError(str(missing)) from None
    wrong = [one for one in fillings if one.differs]
    if as_json:
        listed = {"prompts": [*map(_as_data, prompts)], "names": [*map(_as_data, wrong)], "names_read": len(fillings)}
        click.echo(in_json(listed))
    else:
        click.echo("\n".join([*_lines((*prompts, *wrong)), _summary(prompts, fillings)]))
    context.exit(1 if any(one.differs for one in (*prompts, *wrong)) else 0)


def _lines(reviewed: Iterable[Reviewed]) -> Iterator[str]:
    for one in reviewed:
        line = one.example.line
        foreign = _("in Japanese sounds") if can_speak(line) else _("not read: Open JTalk reads Japanese only")
        spoken = "" if line.language == JAPANESE else f"  ({foreign})"
        yield f"{one.example.name}{filled(one.example)}{spoken}"
        yield f"    {line.text}"
        if one.words:
            yield "    " + "  ".join(map(_word, one.words))
        yield from (f"    ✗ {_otherwise(word)}" for word in one.words if word.intended is not None)


def _word(read: ReadWord) -> str:
    sound = read.word.sound
    return f"{read.word.text}（{sound}）" if sound != read.word.text else sound


def _otherwise(read: ReadWord) -> str:
    return _("「{text}」 is read {sound}, intended: {intended}").format(
        text=read.word.text, sound=read.word.sound, intended=read.intended or _("nothing")
    )


def _summary(prompts: list[Reviewed], names: list[Reviewed]) -> str:
    wrong = sum(one.differs for one in (*prompts, *names))
    read = _("{prompts} prompts and {names} names") if names else _("{prompts} prompts")
    read = read.format(prompts=len(prompts), names=len(names))
    if unread := sum(not can_speak(one.example.line) for one in (*prompts, *names)):
        message = _("{read} ({count} not read, because they are not Japanese)")
        read = message.format(read=read, count=unread)
    summary = _("{read}, {wrong} of them misread") if wrong else _("{read}, all read as intended")
    return summary.format(read=read, wrong=wrong)


def _as_data(reviewed: Reviewed) -> dict[str, object]:
    words = [
        {"text": read.word.text, "reading": read.word.reading, "sound": read.word.sound, "intended": read.intended}
        for read in reviewed.words
    ]
    return {
        "name": reviewed.example.name,
        "text": reviewed.example.line.text,
        "kana": reviewed.example.line.kana,
        "filled": reviewed.example.filled,
        "language": reviewed.example.line.language,
        "read": can_speak(reviewed.example.line),
        "differs": reviewed.differs,
        "words": words,
    }
