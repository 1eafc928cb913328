"""The `ivr` command: one small module a command, each of which parses, calls, prints and exits."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ivr.distribution import DISTRIBUTION

from .output import show_what_can_be_shown

COMMANDS = ("serve", "check", "paths", "call", "test", "locate", "offices", "prompts", "graph", "load", "gazetteer")
INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended, as shells count it."""


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

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's interface
        """Run a command. What stands in its way outside this program is told in a sentence, without a traceback."""
        show_what_can_be_shown()
        try:
            _refuse_removed_folder()
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(err=True)  # the terminal has written ^C
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(f"{error.filename}: {reason}" if error.filename else reason) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """Serve, check and try a telephone hotline that leads each caller to the one office that answers for him."""


def _refuse_removed_folder() -> None:
    try:
        Path.cwd()
    except FileNotFoundError:
        raise click.ClickException("The working directory was removed; run this in one that is there.") from None
