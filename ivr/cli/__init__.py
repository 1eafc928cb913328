"""The `ivr` command: one small module for each subcommand, which parses, calls, prints and exits."""

import ast
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.exceptions import NoSuchCommand

from ivr.distribution import DISTRIBUTION
from ivr.garbage import imported
from ivr.translation import _, reason

from .lang_option import choose_language, localized
from .output import show_what_can_be_shown

COMMANDS = (
    "serve",
    "new",
    "check",
    "paths",
    "call",
    "test",
    "locate",
    "hear",
    "offices",
    "prompts",
    "graph",
    "load",
    "provision",
    "doctor",
    "fallback",
    "deploy",
    "records",
    "backup",
    "restore",
    "gazetteer",
)
OF_EACH = ("--site", "--json")
"""Options of every command, which click accepts only after its name; only `--lang` may precede it."""
INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended, as in shells."""


class Commands(click.Group):
    """Import a command only when it is run: `ivr check` waits for nothing that `ivr serve` needs, `--help` for none."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:  # noqa: ANN401 - click's interface
        """Run the command line in the language that it asks for."""
        arguments = list(sys.argv[1:] if args is None else args)
        choose_language(arguments)
        return click.Group.main(localized(self), arguments, *others, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line, and say where an option belongs that was given before the command."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as unknown:
            if unknown.option_name not in OF_EACH:
                raise
            message = _("{option} goes after the command, as in: ivr check {option}")
            raise click.UsageError(message.format(option=unknown.option_name), ctx) from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Return the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises NoSuchCommand with the nearest names: click knows none that is not imported yet."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as unknown:
            raise NoSuchCommand(unknown.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """Import the module of the command and return it in the language of this process."""
        if cmd_name not in COMMANDS:
            return None
        return localized(getattr(imported(f"ivr.cli.{cmd_name}"), cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's interface
        """List the commands, each with the first sentence of its docstring."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _summary(name)) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's interface
        """Run a command, and report an error of the system in one sentence, without a traceback."""
        show_what_can_be_shown()
        try:
            _refuse_removed_folder()
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(err=True)  # the terminal has written ^C
            ctx.exit(INTERRUPTED)
        except click.BadParameter as refusal:
            _name_variable(refusal)
            raise
        except click.Abort as end:  # of what is typed, or Ctrl-C while click asks
            if isinstance(end.__context__, KeyboardInterrupt):
                ctx.exit(INTERRUPTED)
            raise
        except BrokenPipeError:
            raise
        except OSError as error:
            why = reason(error)
            raise click.ClickException(f"{error.filename}: {why}" if error.filename else why) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """Serve, check and try a telephone hotline that connects each caller to the right office.

    A hotline is a site: a folder with the call flow and the offices in data/ and the texts in prompts/. Without --site
    a command uses the site that comes with this program. Start with `ivr serve`, which prints the address of a
    telephone in the browser, or with `ivr call`.
    """


def _summary(name: str) -> str:
    """Return the first sentence of a command's help, read from its source: importing all of them takes seconds."""
    module = Path(__file__).with_name(name)
    source = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    defined = ast.parse(source.read_bytes()).body
    command = next(one for one in defined if isinstance(one, ast.FunctionDef) and one.name == name)
    docstring = ast.get_docstring(command) or ""
    return localized(click.Command(name, help=docstring)).get_short_help_str(len(docstring))


def _name_variable(refusal: click.BadParameter) -> None:
    """Name the environment variable instead of the option if the refused value came from it."""
    option, context = refusal.param, refusal.ctx
    if option and context and context.get_parameter_source(option.name or "") is ParameterSource.ENVIRONMENT:
        refusal.param_hint = str(option.envvar)


def _refuse_removed_folder() -> None:
    try:
        Path.cwd()
    except FileNotFoundError:
        raise click.ClickException(_("The working directory no longer exists; change to one that does.")) from None
