"""Options that several commands take."""

from pathlib import Path

import click

site_option = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="IVR_SITE",
    metavar="DIR",
    help="The site's folder, with data/ and prompts/ in it (default: $IVR_SITE, else the shipped site).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
