"""What holds of every command."""

from collections.abc import Iterator

import click
import pytest

from ivr.cli import main


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that does something, with all its names."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_json_and_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]

    assert [option for option in command.params if "--json" in option.opts]
    assert command.help
