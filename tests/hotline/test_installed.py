"""The package works where nothing but its wheel was installed: the shipped site travels with it."""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
SAID = "愛知県の経営改善支援センターをお願いします\n"
COMMANDS = {
    "check": ["check", "--no-proof"],
    "call": ["call", "--json"],
    "systemd": ["deploy", "show", "systemd"],
    "nginx": ["deploy", "show", "nginx"],
}
RUN = """
import gc, json, sys
gc.disable()
sys.path.insert(0, sys.argv[1])
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from ivr.cli import main
from ivr.distribution import install_command
from ivr.settings import Settings
from ivr.web import create_app
told = {"install": install_command("voice")}
for name, arguments in json.loads(sys.argv[2]).items():
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as errors:
        try:
            main(arguments, prog_name="ivr")
        except SystemExit as end:
            told[name] = (end.code, out.getvalue(), errors.getvalue())
client = create_app(Settings()).test_client()
for path in ("", "/static/phone.css", "/static/phone.js", "/static/phone.svg"):
    told["phone" + path] = client.get("/phone" + path, base_url="http://127.0.0.1").status
print(json.dumps(told))
"""
"""Runs commands of the installed package one after the other, and asks its application, in one process."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installer does, beside this environment's libraries."""
    folder = tmp_path_factory.mktemp("installed")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    with ZipFile(built) as wheel:
        wheel.extractall(folder / "lib")
    (about,) = (folder / "lib").glob("*.dist-info")
    url = json.dumps({"url": Path(built).as_uri(), "archive_info": {}})
    (about / "direct_url.json").write_text(url, encoding="utf-8")
    return folder / "lib"


@pytest.fixture(scope="module")
def outputs(installed: Path) -> dict[str, Any]:
    """Return what the installed package tells, in a folder that holds no site."""
    program = [sys.executable, "-c", RUN, str(installed), json.dumps(COMMANDS)]
    done = subprocess.run(program, input=SAID, capture_output=True, text=True, cwd=installed, check=True)
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_the_shipped_site_is_inside_the_package_and_right(outputs: dict[str, Any]) -> None:
    code, out, errors = outputs["check"]

    assert code == 0, errors
    assert "ivr/shipped/data/directory.yaml:" in out


def test_a_call_is_played_from_the_installed_package(outputs: dict[str, Any]) -> None:
    code, out, errors = outputs["call"]

    assert code == 0, errors
    assert "+81522236953" in out


def test_the_browser_phone_is_inside_the_package(outputs: dict[str, Any]) -> None:
    answered = {name: status for name, status in outputs.items() if name.startswith("phone")}

    assert set(answered.values()) == {"200 OK"}
    assert len(answered) == 4


@pytest.mark.parametrize("name", ["systemd", "nginx"])
def test_the_texts_that_run_the_service_are_inside_the_package(outputs: dict[str, Any], name: str) -> None:
    code, out, errors = outputs[name]

    assert code == 0, errors
    assert "hotline" in out


def test_it_says_how_to_install_more_of_it_from_where_it_came(outputs: dict[str, Any], installed: Path) -> None:
    *pip, what = shlex.split(outputs["install"])
    (wheel,) = installed.parent.glob("*.whl")
    assert pip == [sys.executable, "-m", "pip", "install"]
    assert what == f"hotline-ivr[voice] @ {wheel.as_uri()}"
