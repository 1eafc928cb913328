"""Options that several commands take."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource
from click.exceptions import NoSuchCommand

from ivr.distribution import shipped
from ivr.translation import N_, _, reason

if TYPE_CHECKING:
    from ivr.call import Plan
    from ivr.problem import Problem

_OF_A_SITE = (Path("data", "flow.yaml"), Path("data", "directory.yaml"))
"""One of these makes a folder a site's: a site that lacks the other one is reported, not passed over."""

_UNWRITABLE = N_("{file} cannot be written: {why}")
_MISSPELT = 0.8
"""How like a command's name a word must be to be no other word: `verfy` is `verify`, `center` no command."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def in_json(data: Any, *, line: bool = False) -> str:  # noqa: ANN401 - whatever JSON may hold
    """Return *data* as JSON, every character as it is: indented, or on one *line*, as one of many."""
    return json.dumps(data, ensure_ascii=False, indent=None if line else 2)


def holds_site(folder: Path) -> bool:
    """Return whether *folder* is a site's, complete or not."""
    return any((folder / file).exists() for file in _OF_A_SITE)


def site_around(folder: Path) -> Path | None:
    """Return the site whose folder is, or contains, *folder*; None for the shipped one, and outside any."""
    root = next((one for one in (folder, *folder.parents) if holds_site(one)), None)
    return None if root is None or root == shipped() else root


def _tell_site(context: click.Context, parameter: click.Parameter, site: Path | None) -> Path | None:
    """Print which site is used, if only the working directory decides it."""
    if site and parameter.name and context.get_parameter_source(parameter.name) is ParameterSource.DEFAULT:
        click.echo(_("Using the site in {folder}.").format(folder=click.format_filename(site)), err=True)
    return site


def _site_or_shipped(context: click.Context, parameter: click.Parameter, site: Path | None) -> Path:
    return _tell_site(context, parameter, site) or shipped()


_as_given = partial(
    click.option,
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="IVR_SITE",
    metavar="DIR",
    default=lambda: site_around(Path.cwd()),
    help="Use the site in this folder, which holds data/ and prompts/ (default: $IVR_SITE, else the site in whose "
    "folder the command runs, else the shipped site).",
)
site_option = _as_given(callback=_site_or_shipped)
chosen_site_option = _as_given(callback=_tell_site)
"""For commands to which it makes a difference that no site was chosen: there None is not the shipped one."""


def plan_of(root: Path) -> "Plan":
    """Return the plan of the site in *root*, or print its problems and exit with 1."""
    from ivr.site import load  # noqa: PLC0415 - not every command has a site

    site = load(root)
    if site.plan is None:
        refuse(site.problems)
    return site.plan


def refuse(problems: "Iterable[Problem]") -> NoReturn:
    """Print the *problems* of a site, with which a command cannot go on, and exit with 1."""
    from ivr.problem import as_text  # noqa: PLC0415 - see above

    click.echo(as_text(problems), err=True)
    click.get_current_context().exit(1)


def in_language(plan: "Plan", language: str) -> "Plan":
    """Return *plan* as it is in *language*, in its first one if that is empty. Raises UsageError for another one."""
    if language and language not in plan.languages:
        message = _("the site does not speak {language}; its languages are {known}")
        raise click.UsageError(message.format(language=language, known=", ".join(plan.languages)))
    return plan.speaks(language) if language else plan


class GroupWithDefault(click.Group):
    """A group whose command *default* needs no name: `ivr offices 愛知県` lists."""

    def __init__(self, *args: Any, default: str, **options: Any) -> None:  # noqa: ANN401 - click's interface
        super().__init__(*args, **options)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the name of the default command if the arguments begin with no command. Raises NoSuchCommand."""
        first = args[0] if args else ""
        if first in self.commands or first in ctx.help_option_names:
            return super().parse_args(ctx, args)
        if get_close_matches(first, self.commands, cutoff=_MISSPELT):
            raise NoSuchCommand(first, possibilities=self.commands, ctx=ctx)
        return super().parse_args(ctx, [self.default, *args])


def cannot_write(file: Path, error: OSError) -> click.ClickException:
    """Return the refusal of a command that could not write *file*."""
    return click.ClickException(_(_UNWRITABLE).format(file=file, why=reason(error)))


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Name *file* in errors that name no file, such as that of a full disk."""
    try:
        yield
    except OSError as error:
        if error.filename not in (None, str(file)):
            raise
        raise cannot_write(file, error) from error


class NewFile(click.Path):
    """A file to be written; whether that is possible is tried before the work begins, not minutes later.

    With *makes_folder* its folder may be missing: the command creates it.
    """

    def __init__(self, *, makes_folder: bool = False) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)
        self._makes_folder = makes_folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path. Raises BadParameter if the file cannot be written."""
        file = super().convert(value, param, ctx)
        assert isinstance(file, Path)
        folder = file.parent.parent if self._makes_folder and not file.parent.exists() else file.parent
        if not folder.is_dir():
            message = _("{file} cannot be written: there is no folder {parent}")
            self.fail(message.format(file=file, parent=file.parent), param, ctx)
        if not file.exists() and (refusal := _refused(folder)):
            self.fail(_(_UNWRITABLE).format(file=file, why=refusal), param, ctx)
        return file


class NewFolder(click.Path):
    """A folder to be written to, created if needed; whether that is possible is tried before the work begins."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path. Raises BadParameter if nothing can be written there."""
        folder = super().convert(value, param, ctx)
        assert isinstance(folder, Path)
        nearest = next((one for one in (folder, *folder.parents) if one.exists()), Path())
        if refusal := _refused(nearest):
            self.fail(_("nothing can be written to {folder}: {why}").format(folder=folder, why=refusal), param, ctx)
        return folder


def _refused(folder: Path) -> str | None:
    """Return why no file can be created in *folder*, None if one can."""
    try:
        with TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return reason(error)
