"""Options that several commands take."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import click

site_option = click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="IVR_SITE",
    metavar="DIR",
    help="The site's folder, with data/ and prompts/ in it (default: $IVR_SITE, else the shipped site).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class NewFile(click.Path):
    """A file that will be written: whether its folder takes one is tried before the work begins."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path. Raises BadParameter where nothing can be written there."""
        file = super().convert(value, param, ctx)
        assert isinstance(file, Path)
        if not file.parent.is_dir():
            self.fail(f"{file} cannot be written: there is no folder {file.parent}", param, ctx)
        if not file.exists() and (reason := _refused(file.parent)):
            self.fail(f"{file} cannot be written: {reason}", param, ctx)
        return file


class NewFolder(click.Path):
    """A folder that will be made where it is not there, and written to: tried before the work begins."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path. Raises BadParameter where nothing can be written there."""
        folder = super().convert(value, param, ctx)
        assert isinstance(folder, Path)
        nearest = next((one for one in (folder, *folder.parents) if one.exists()), Path())
        if reason := _refused(nearest):
            self.fail(f"nothing can be written to {folder}: {reason}", param, ctx)
        return folder


def _refused(folder: Path) -> str | None:
    """Return why *folder* takes no file, None where it does."""
    try:
        with TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error.strerror or str(error)
