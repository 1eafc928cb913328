"""The package works where nothing but its wheel was installed: the shipped site travels with it."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installer does, beside this environment's libraries."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "lib"), str(wheel)], check=True)
    return folder / "lib"


def run(installed: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run `ivr` from the installed package, in a folder that holds no site."""
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from ivr.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=said, capture_output=True, text=True, cwd=installed, check=False
    )


def test_the_shipped_site_is_inside_the_package_and_right(installed: Path) -> None:
    done = run(installed, "check", "--no-proof")

    assert done.returncode == 0, done.stderr
    assert "ivr/shipped/data/directory.yaml:" in done.stdout


def test_a_call_is_played_from_the_installed_package(installed: Path) -> None:
    done = run(installed, "call", "--json", said="愛知県の経営改善支援センターをお願いします\n")

    assert done.returncode == 0, done.stderr
    assert "+81522236953" in done.stdout


def test_the_browser_phone_is_inside_the_package(installed: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from ivr.settings import Settings\n"
        "from ivr.web import create_app\n"
        "client = create_app(Settings()).test_client()\n"
        "for path in ('', '/static/phone.css', '/static/phone.js', '/static/phone.svg'):\n"
        "    print(client.get(f'/phone{path}', base_url='http://127.0.0.1').status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=installed, check=True)

    assert done.stdout.splitlines() == ["200 OK"] * 4


@pytest.mark.parametrize("name", ["systemd", "nginx"])
def test_the_texts_that_run_the_service_are_inside_the_package(installed: Path, name: str) -> None:
    done = run(installed, "deploy", "show", name)

    assert done.returncode == 0, done.stderr
    assert "hotline" in done.stdout


def test_it_tells_how_to_install_more_of_it_from_where_it_came(installed: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from ivr.distribution import install_command\n"
        "print(install_command('voice'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=installed, check=True)

    *pip, what = shlex.split(done.stdout)
    (wheel,) = installed.parent.glob("*.whl")
    assert pip == [sys.executable, "-m", "pip", "install"]
    assert what == f"hotline-ivr[voice] @ {wheel.as_uri()}"
