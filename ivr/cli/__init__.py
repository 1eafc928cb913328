"""The `ivr` command: one small module a command, each of which parses, calls, prints and exits."""

import click

from .call import call
from .check import check
from .locate import locate
from .offices import offices
from .serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ivr")
def main() -> None:
    """Serve, check and try a telephone hotline that leads each caller to the one office that answers for him."""


for command in (serve, check, call, locate, offices):
    main.add_command(command)
