"""`ivr records` in a folder of its own, with no settings but those that are given."""

import os
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import structlog
from sqlalchemy import URL

from ivr.cli import main


def database_at(url: URL) -> dict[str, str]:
    """Return what the environment says of the database at *url*: nothing of a file, which is where it is looked for."""
    return {} if url.drivername == "sqlite" else {"DATABASE_URL": url.render_as_string(hide_password=False)}


def run(folder: Path, *arguments: str, **environ: str) -> CompletedProcess[str]:
    """Run it in *folder* with no settings but *environ*, in this process."""
    out, errors = (TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.chdir(folder)
        for name in filter(_is_ours, list(os.environ)):
            patch.delenv(name)
        for name, value in environ.items():
            patch.setenv(name, value)
        try:
            code = main(["records", *arguments], prog_name="ivr")
        except SystemExit as end:
            code = end.code
    structlog.reset_defaults()
    printed, complained = (stream.buffer.getvalue().decode() for stream in (out, errors))
    if isinstance(code, str):  # the interpreter prints it and exits with 1
        return CompletedProcess(arguments, 1, printed, f"{complained}{code}\n")
    return CompletedProcess(arguments, code or 0, printed, complained)


def _is_ours(name: str) -> bool:
    return name.startswith(("IVR_", "TWILIO_", "DATABASE_"))
