"""`ivr prompts`: what callers hear, as sound; how a synthesiser reads it; and what was recorded."""

import click

from .readings import readings
from .recorded import recorded
from .render import render


@click.group()
def prompts() -> None:
    """Render what callers hear to sound files, review how it is read, and keep recordings up to date."""


for command in (render, readings, recorded):
    prompts.add_command(command)
