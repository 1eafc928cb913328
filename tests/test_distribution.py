"""Commands that the program prints can be typed where it runs."""

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ivr.distribution import DISTRIBUTION, install_command, own_command

ROOT = Path(__file__).parents[1]


def test_the_name_on_the_package_index_is_not_that_of_somebody_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["name"] == DISTRIBUTION
    assert project["scripts"] == {"ivr": "ivr.cli:main"}


def test_a_checkout_is_installed_from_itself() -> None:
    assert install_command("voice") == f"{sys.executable} -m pip install --editable '{ROOT}[voice]'"


def test_pip_takes_what_is_printed() -> None:
    command = [word for word in shlex.split(install_command("voice")) if word != "--editable"]  # needs the network

    done = subprocess.run(
        [*command, "--dry-run", "--no-deps", "--no-build-isolation", "--no-index"],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert f"Would install {DISTRIBUTION}" in done.stdout


@pytest.mark.parametrize(("path", "shown"), [(Path(sys.executable).parent, "ivr"), (Path("/nowhere"), None)])
def test_the_command_is_called_by_its_name_only_where_the_shell_finds_it(
    monkeypatch: pytest.MonkeyPatch, path: Path, shown: str | None
) -> None:
    monkeypatch.setenv("PATH", str(path))

    assert own_command() == (shown or str(Path(sys.executable).parent / "ivr"))
    assert os.access(Path(sys.executable).parent / "ivr", os.X_OK)
