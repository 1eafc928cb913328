"""`ivr records` as a process of its own."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import URL

from tests.started import command
from tests.web.process import PATIENCE

RECORDS = [sys.executable, "-c", "from ivr.cli import main; main()", "records"]


def database_at(url: URL) -> dict[str, str]:
    """Return what the environment says of the database at *url*: nothing of a file, which is where it is looked for."""
    return {} if url.drivername == "sqlite" else {"DATABASE_URL": url.render_as_string(hide_password=False)}


def run(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run it in *folder* with nothing but *environ* set."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with command("records", *arguments, cwd=folder, env={"LANG": "C.UTF-8"} | environ, text=True, **pipes) as program:
        out, errors = program.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(arguments, program.returncode, out, errors)
