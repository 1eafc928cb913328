"""That long work goes on: one line on a terminal's standard error, which is gone at the end; elsewhere nothing."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

_Item = TypeVar("_Item")


@contextmanager
def counted(items: Iterable[_Item], label: str, length: int | None = None) -> Iterator[Iterable[_Item]]:
    """Give *items* back and show how many have been taken, out of *length* where they cannot be counted."""
    if not _is_seen():
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield bar


@contextmanager
def reported() -> Iterator[Callable[[str], None]]:
    """Give a function that shows a line in the place of the one before; what is printed next takes its place too."""
    width = 0

    def show(line: str) -> None:
        nonlocal width
        if _is_seen():
            click.echo(f"{line:<{width}}\r", nl=False, err=True)
            width = len(line)

    try:
        yield show
    finally:
        if width:
            click.echo(f"{'':<{width}}\r", nl=False, err=True)


def _is_seen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
