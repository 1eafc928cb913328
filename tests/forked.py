"""Processes of the product that are forked instead of started: what takes two seconds to import and to read is there.

Such a process has its own pipes, environment, folder, signals and log, and the product's web is imported in it anew, so
that it counts for itself. That the commands themselves start is shown by who starts them: `tests/cli`, the Procfile.
"""

import atexit
import logging
import os
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import structlog
from coverage import Coverage

from ivr.translation import language_of, speak
from tests.conftest import shipped_plan

_ANEW = ("gunicorn", "ivr.web", "tests")
"""Modules that hold what belongs to one process: counters, the log, a server's settings."""


class Forked(subprocess.Popen[Any]):
    """A process as `subprocess.Popen` starts it, with *arguments* as its command line, in which *run* is called."""

    def __init__(
        self,
        run: Callable[[], object],
        arguments: Sequence[str],
        *,
        measured: bool = False,
        **how: Any,  # noqa: ANN401 - as Popen's
    ) -> None:
        self._run = run
        self._coverage = Coverage.current() if measured and sys.gettrace() else None
        shipped_plan()  # read here once, not in each of them
        super().__init__(arguments, **how)

    def _execute_child(self, arguments: Sequence[str], *how: Any) -> None:  # noqa: ANN401 - subprocess's own, all by place
        folder, environ, leads = how[4], how[5], how[-2]
        ours, pipes = (how[9], how[12], how[14]), how[9:15]
        sys.stdout.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: other threads hold nothing that it needs
            self.pid = os.fork()
        if self.pid == 0:
            if leads:  # a session of its own
                os.setsid()
            if not self._coverage:
                sys.settrace(None)
                threading.settrace(None)
            _live(self._run, arguments, folder, environ, ours, self._coverage)
        self._child_created = True
        self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]


def _live(
    run: Callable[[], object],
    arguments: Sequence[str],
    folder: str | os.PathLike[str] | None,
    environ: Mapping[str, str] | None,
    streams: tuple[int, int, int],
    measuring: Coverage | None,
) -> NoReturn:
    """Call *run* as a program is called, and end as one does: its threads first, then what is to be done at the end.

    What a server forks ends here too, and each writes down on its own what was measured in it.
    """
    code = 1
    try:
        _forget()
        _settle(arguments, folder, environ, streams)
        code = _ended(run)
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
        atexit._run_exitfuncs()  # noqa: SLF001
        if measuring:
            measuring.stop()
            measuring.save()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)  # whatever happens: else there were the tests twice


def _ended(run: Callable[[], object]) -> int:
    """Call *run*, and return its exit code; what it raises, or ends with to say, is told as the interpreter does."""
    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    return 0


def _forget() -> None:
    """Forget the tests: what they do at their end, their log, their signals, their warnings."""
    atexit._clear()  # noqa: SLF001
    logging.root.handlers.clear()
    structlog.reset_defaults()
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for name in [name for name in sys.modules if name.split(".")[0] in _ANEW or name.startswith("ivr.web")]:
        del sys.modules[name]


def _settle(
    arguments: Sequence[str],
    folder: str | os.PathLike[str] | None,
    environ: Mapping[str, str] | None,
    streams: tuple[int, int, int],
) -> None:
    """Take over command line, folder, environment and streams; of the files that are open here no other one."""
    for number, stream in enumerate(streams):
        if stream != -1:
            os.dup2(stream, number)
    nothing = os.open(os.devnull, os.O_RDWR)
    for other in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        if other not in (0, 1, 2, nothing):  # not closed: who holds it may close it later, when its number is another's
            os.dup2(nothing, other, inheritable=False)
    if folder is not None:
        os.chdir(folder)
    if environ is not None:
        os.environ.clear()
        os.environ.update(environ)
        speak(language_of(os.environ))
    sys.argv = list(arguments)
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        opened = open(number, "w" if number else "r", encoding=encoding, closefd=False)  # noqa: SIM115 - open until the end
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)


def command(*arguments: str | bytes, **how: Any) -> Forked:  # noqa: ANN401 - as Popen's
    """Run `ivr` with *arguments*."""
    return Forked(_ivr, [os.fsdecode(one) for one in ("ivr", *arguments)], **how)


def _ivr() -> None:
    from ivr.cli import main  # noqa: PLC0415 - of the new process, not of the tests

    main(prog_name="ivr")
