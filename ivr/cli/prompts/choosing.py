"""The site and the prompts that a command is given."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ivr.call import Plan
from ivr.site import as_text, load, shipped
from ivr.strict_yaml.messages import meant
from ivr.translation import N_, _

names_argument = click.argument("names", nargs=-1)


def plan_of(root: Path | None) -> Plan:
    """Return the plan of the site in *root* (None: the shipped one), or print its problems and exit with 1."""
    site = load(root or shipped())
    if site.plan is None:
        click.echo(as_text(site.problems), err=True)
        click.get_current_context().exit(1)
    return site.plan


def refuse_unknown(
    names: Sequence[str], possible: Iterable[str], unknown: str = N_('there is no prompt "{name}"{meant}')
) -> None:
    """Raise UsageError, which says *unknown*, for the first of *names* that is not among *possible*."""
    possible = tuple(possible)
    for name in names:
        if name not in possible:
            raise click.UsageError(_(unknown).format(name=name, meant=meant(name, possible)))
