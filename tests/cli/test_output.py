"""Terminals and pipes that cannot show every character."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.started import IVR

from .command import Command

Printed = Callable[..., str]


@pytest.fixture
def printed(ivr: Command, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Run a command whose output has an encoding, in this process, and return what it prints there."""

    def run_here(encoding: str, *arguments: str, said: str = "") -> str:
        screen = BytesIO()
        with monkeypatch.context() as patch:
            patch.setenv("IVR_SITE", str(small_site))
            patch.setattr(sys, "stdout", TextIOWrapper(screen, encoding=encoding, write_through=True))
            ran = ivr(*arguments, stdin=said)
        assert (ran.code, ran.err) == (0, "")
        return screen.getvalue().decode(encoding)

    return run_here


AICHI = "052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)"


@pytest.mark.parametrize(
    ("encoding", "rings"),
    [
        ("utf-8", f"☎ {AICHI}"),
        ("euc_jp", f"[tel] {AICHI}"),
        ("latin-1", "[tel] 052-223-6953 rings  (????????????? / ??????????????)"),
    ],
)
def test_a_call_is_printed_with_substitutes(printed: Printed, encoding: str, rings: str) -> None:
    assert rings in printed(encoding, "call", said="愛知県の協議会です\n")


@pytest.mark.parametrize("encoding", ["cp932", "latin-1"])
def test_json_loses_nothing(printed: Printed, encoding: str) -> None:
    assert json.loads(printed(encoding, "locate", "--json", "☎愛知県💴の髙山さん"))["text"] == "☎愛知県💴の髙山さん"


@pytest.mark.parametrize(("more", "err"), [((), "no office matches\n"), (("--json",), "")])
def test_what_was_typed_in_another_encoding_is_no_fault(
    ivr: Command, small_site: Path, more: tuple[str, ...], err: str
) -> None:
    ran = ivr("offices", "--site", str(small_site), *more, os.fsdecode("愛知".encode("cp932")))

    assert (ran.code, ran.err) == (1, err)


def test_so_it_is_on_a_terminal_that_the_environment_names_also_where_a_mistake_is_reported(small_site: Path) -> None:
    asked = [*IVR, "prompts", "recorded", "--site", str(small_site), "☎ようこそ"]
    done = subprocess.run(asked, env=os.environ | {"PYTHONIOENCODING": "cp932"}, capture_output=True, check=False)

    assert done.returncode == 2
    assert 'there is no recording of a prompt "[tel]ようこそ"' in done.stderr.decode("cp932")
