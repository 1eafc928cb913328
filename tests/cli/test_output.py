"""Terminals and pipes that cannot show every character."""

import json
import os
import subprocess
import sys

import pytest

IVR = [sys.executable, "-c", "from ivr.cli import main; main()"]


def run(encoding: str, *arguments: str | bytes, said: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*IVR, *arguments],
        input=said.encode(),
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "rings"),
    [
        ("utf-8", "☎ 052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)"),
        ("cp932", "[tel] 052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)"),
        ("euc_jp", "[tel] 052-223-6953 rings  (愛知県経営改善支援センター / 愛知県中小企業再生支援協議会)"),
        ("latin-1", "[tel] 052-223-6953 rings  (????????????? / ??????????????)"),
    ],
)
def test_a_call_is_told_with_substitutes(encoding: str, rings: str) -> None:
    done = run(encoding, "call", said="愛知県の協議会です\n")

    assert (done.returncode, done.stderr) == (0, b"")
    assert rings in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp932", "latin-1"])
def test_json_loses_nothing(encoding: str) -> None:
    done = run(encoding, "locate", "--json", "☎愛知県💴の髙山さん")

    assert done.returncode == 0
    assert json.loads(done.stdout.decode(encoding))["text"] == "☎愛知県💴の髙山さん"


@pytest.mark.parametrize("command", [["offices"], ["offices", "--json"]])
def test_what_was_typed_in_another_encoding_is_no_fault(command: list[str]) -> None:
    done = run("utf-8", *command, "愛知".encode("cp932"))

    assert (done.returncode, done.stderr) == (1, b"")


def test_a_mistake_is_told_where_it_cannot_be_shown_whole() -> None:
    done = run("latin-1", "prompts", "recorded", "ようこそ")

    assert done.returncode == 2
    assert b'there is no recording of a prompt "????"' in done.stderr
