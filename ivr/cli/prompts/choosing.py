"""The prompts that a command is given by name, and examples of them."""

from collections.abc import Iterable, Sequence

import click

from ivr.call import Plan
from ivr.site.examples import Example, examples
from ivr.strict_yaml.messages import ABSENT, meant
from ivr.translation import _

names_argument = click.argument("names", nargs=-1)


def chosen_examples(plan: Plan, names: Sequence[str]) -> list[Example]:
    """Return an example of each of the prompts *names*, or of every prompt. Raises UsageError for an unknown name."""
    refuse_unknown(names, plan.prompts, ABSENT["prompt"])
    return [example for example in examples(plan) if not names or example.name in names]


def filled(example: Example) -> str:
    """Return the gaps of a prompt that an *example* fills, in brackets; "" for none."""
    gaps = "".join(f" {{{gap}}}" for gap in example.filled)
    return _("  (example for{filled})").format(filled=gaps) if gaps else ""


def refuse_unknown(names: Sequence[str], possible: Iterable[str], unknown: str) -> None:
    """Raise UsageError, which says *unknown*, for the first of *names* that is not among *possible*."""
    possible = tuple(possible)
    for name in names:
        if name not in possible:
            raise click.UsageError(_(unknown).format(name=name, meant=meant(name, possible)))
