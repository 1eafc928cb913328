"""Progress of long work: one line on standard error, erased at the end; nothing where that is not a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from ivr.columns import columns, padded

_Item = TypeVar("_Item")


@contextmanager
def counted(items: Iterable[_Item], label: str, length: int | None = None) -> Iterator[Iterable[_Item]]:
    """Yield *items*, and show how many of them have been taken; *length* is their number if they have no `len`."""
    if not _is_seen():
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield bar


@contextmanager
def reported() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a line in place of the one before; whatever is printed next replaces it too."""
    width = 0

    def show(line: str) -> None:
        nonlocal width
        if _is_seen():
            click.echo(f"{padded(line, width)}\r", nl=False, err=True)
            width = columns(line)

    try:
        yield show
    finally:
        if width:
            click.echo(f"{padded('', width)}\r", nl=False, err=True)


def _is_seen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
