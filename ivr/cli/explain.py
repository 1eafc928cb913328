"""What `ivr check --explain` says about a rule."""

import json
from collections.abc import Iterator

import click

from ivr.strict_yaml.messages import meant
from ivr.translation import _

from .lang_option import broken, translated

_WIDTH, _CUT = 100, 50
"""Columns; examples longer than that are cut, for a rule of long sentences has long ones."""


def explained(rule: str, *, as_json: bool) -> str:
    """Return what *rule* asks and why, for people or as JSON. Raises UsageError where no rule has that name."""
    from ivr.check.explain import EXPLANATIONS  # noqa: PLC0415 - a check need not wait for it

    explanation = EXPLANATIONS.get(rule)
    if explanation is None:
        suggestion = meant(rule, tuple(EXPLANATIONS))
        raise click.UsageError(_('there is no rule "{name}"{meant}').format(name=rule, meant=suggestion))
    text = translated(explanation.text)
    if as_json:
        data = {"rule": rule, "refuses": explanation.refuses, "warns": explanation.warns, "text": text}
        data |= {"path": explanation.path, "bad": explanation.bad, "good": explanation.good}
        return json.dumps(data, ensure_ascii=False, indent=2)
    paragraphs = (broken(paragraph, _WIDTH) for paragraph in text.strip().split("\n\n"))
    examples = ((_("Bad, in {path}:"), explanation.bad), (_("Good:"), explanation.good))
    shown = ("\n".join(_example(title.format(path=explanation.path), lines)) for title, lines in examples if lines)
    of_which = [_("The examples are of the site that comes with this program.")] if explanation.bad else []
    return "\n\n".join((f"{rule}:", *paragraphs, *shown, *of_which))


def _example(title: str, text: str) -> Iterator[str]:
    yield title
    for line in text.splitlines():
        cut = _("{start}… ({count} characters)").format(start=line[:_CUT], count=len(line))
        yield f"    {line if len(line) <= _WIDTH else cut}"
