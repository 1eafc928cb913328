"""The `ivr` command: one small module a command, each of which parses, calls, prints and exits."""

from importlib import import_module

import click

from ivr.distribution import DISTRIBUTION

COMMANDS = ("serve", "check", "paths", "call", "test", "locate", "offices", "prompts", "graph", "load", "gazetteer")


class Commands(click.Group):
    """Load a command only when it is used: `ivr check` need not wait for what `ivr serve` imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Return the commands in the order in which one needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """Import the module of the command and return it."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ivr.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """Serve, check and try a telephone hotline that leads each caller to the one office that answers for him."""
