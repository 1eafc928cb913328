"""The prompts that a command is given by name, and examples of them."""

from collections.abc import Iterable, Sequence

import click

from ivr.site.examples import Example
from ivr.strict_yaml.messages import meant
from ivr.translation import N_, _

names_argument = click.argument("names", nargs=-1)


def filled(example: Example) -> str:
    """Say which gaps of a prompt an *example* fills, after its name; "" for none."""
    gaps = "".join(f" {{{gap}}}" for gap in example.filled)
    return _("  (example for{filled})").format(filled=gaps) if gaps else ""


def refuse_unknown(
    names: Sequence[str], possible: Iterable[str], unknown: str = N_('there is no prompt "{name}"{meant}')
) -> None:
    """Raise UsageError, which says *unknown*, for the first of *names* that is not among *possible*."""
    possible = tuple(possible)
    for name in names:
        if name not in possible:
            raise click.UsageError(_(unknown).format(name=name, meant=meant(name, possible)))
