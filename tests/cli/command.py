"""The `ivr` command in this process, with standard input from a pipe as in a shell."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pytest

from ivr.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


class Command:
    """Runs `ivr` with *arguments*; text for standard input is written before the command begins, as by a shell."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        self._capsys = capsys

    def __call__(self, *arguments: str, stdin: str | None = "") -> Ran:
        with self._patch.context() as patch:
            patch.setattr(sys, "stdin", None if stdin is None else _piped(stdin))
            try:
                code = main(arguments, prog_name="ivr", standalone_mode=True)
            except SystemExit as end:
                code = end.code
            finally:
                if sys.stdin:
                    sys.stdin.close()
        out, err = self._capsys.readouterr()
        if isinstance(code, str):  # the interpreter prints it and exits with 1
            code, err = 1, f"{err}{code}\n"
        if code:
            os.write(2, err.encode())  # where a test fails, pytest shows why the command did
        return Ran(code or 0, out, err)


@contextmanager
def full_disk(room: int = 10) -> Iterator[None]:
    """Let no file grow beyond *room* bytes: what a full disk does in the middle of one.

    Modules that are imported meanwhile are not compiled for later: Python would keep the beginnings of those files, and
    every later process would fail on them ("marshal data too short").
    """
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    compiles_nothing, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
        sys.dont_write_bytecode = compiles_nothing


def _piped(text: str) -> IO[str]:
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)
    return os.fdopen(reader)
