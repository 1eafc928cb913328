"""`ivr prompts`: prompts as sound files, as a synthesiser reads them, and as recordings."""

import click

from .adding import add
from .importing import import_
from .readings import readings
from .recorded import recorded
from .render import render


@click.group()
def prompts() -> None:
    """Turn prompts into sound; review readings and recordings.

    Sound and readings are those of Open JTalk on this machine, not of the voice that callers hear from the carrier.
    """


for command in (render, readings, import_, recorded, add):
    prompts.add_command(command)
