"""The installation of this package: its own site, and commands as they must be typed in this environment."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

DISTRIBUTION = "hotline-ivr"
"""The name of this package for `pip`; on the package index, `ivr` is another project."""

_CHECKOUT = Path(__file__).parents[1]


def shipped() -> Path:
    """Return the folder of the site that comes with the package: inside an installed wheel, else the checkout's."""
    installed = Path(__file__).with_name("shipped")
    return installed if installed.is_dir() else _CHECKOUT


def install_command(extra: str) -> str:
    """Return the command that adds an *extra* to the environment that this program runs in."""
    pip = [sys.executable, "-m", "pip", "install"]
    if find_spec("pip") is None:  # environments created by uv have no pip
        pip = ["uv", "pip", "install", "--python", sys.executable]
    return _typed([*pip, *_source(extra)])


def own_command() -> str:
    """Return the command that starts `ivr` in this environment: its bare name if the shell would find this one."""
    script = shutil.which("ivr", path=str(Path(sys.executable).parent))
    on_path = shutil.which("ivr")
    if script is None or (on_path and Path(on_path).samefile(script)):
        return "ivr"
    return _typed([script])


def _source(extra: str) -> list[str]:
    """Return what pip must install: from the checkout, address or index that the package itself came from."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return ["--editable", f"{_CHECKOUT}[{extra}]"]
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - every command would wait for it

    try:
        came_from = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
    except PackageNotFoundError:  # copied here without being installed
        came_from = {}
    version_control = came_from.get("vcs_info", {}).get("vcs")
    address = "+".join(filter(None, (version_control, came_from.get("url"))))
    return [f"{DISTRIBUTION}[{extra}]{f' @ {address}' if address else ''}"]


def _typed(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
