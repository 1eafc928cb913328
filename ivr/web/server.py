"""The configuration of gunicorn: ``gunicorn --config python:ivr.web.server 'ivr.web:create_app()'``."""

import gc
import mmap
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger

from ivr.settings import is_loopback, read_settings, refuse_exposed_demo
from ivr.translation import _

from .app import ALERTER, WATCH
from .call_records import RECORDER
from .counters import COUNTERS, SLOTS, free_slot
from .log import as_ours
from .log_stream import write_behind
from .series import SUMS

log = structlog.get_logger()

# The site is read once, before the workers fork: they share it, and a site with problems starts no worker.
preload_app = True
worker_class = "ivr.web.worker.Worker"
threads = 8
# A worker's sign of life is in a file: not on a disk that may be full or hang.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - it has no name there
# The worker sends what a reader does not take at once itself, which the kernel would do in a thread.
sendfile = False
# Anybody who opens it can stop the service, and every service of one user would open the same.
control_socket_disable = True
# By default whoever comes through a proxy on this machine could name another path than the one that was signed.
forwarder_headers = ""
# Twilio gives up after 15 s.
timeout = 20
# Proxies keep an idle connection for a minute as a rule. Closed here before that, it is sometimes reused while it is
# being closed, and the webhook is lost.
keepalive = 75


class Log(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn's own log, which never waits for a disk or a reader; created before the first line."""

    def __init__(self, cfg: Config) -> None:
        write_behind()
        super().__init__(cfg)

    def setup(self, cfg: Config) -> None:
        """Write its lines as JSON too, except on a terminal."""
        super().setup(cfg)
        for handler in () if sys.stderr.isatty() else self.error_log.handlers:
            handler.setFormatter(as_ours())


logger_class = Log

listens: Callable[[str], None] | None = None
"""What to do with the service's address once it listens; `ivr serve` prints it."""

_answering = mmap.mmap(-1, SLOTS)
"""Whether the worker in each slot has begun, in memory that all processes share."""


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter is untyped
    """Refuse to listen beyond this machine without a way to check signatures; never end where no worker can begin."""
    server.spawn_worker = partial(_spawned, server, server.spawn_worker)
    server.handle_hup = server.handle_term if sys.stderr.isatty() else _nothing_to_reload
    settings = read_settings(os.environ)
    # Anything but a pair of host and port is a socket file: this machine's own.
    hosts = [address[0] if isinstance(address, tuple) else "127.0.0.1" for address in server.address]
    for host in hosts:
        refuse_exposed_demo(settings, host)
    if not settings.public_url and not all(map(is_loopback, hosts)):
        log.warning(
            _("IVR_PUBLIC_URL is not set: only calls to this machine's own addresses are answered"), hosts=hosts
        )


def _nothing_to_reload() -> None:
    """Leave the workers alone: gunicorn would end those that answer before others can, and read nothing again.

    On a terminal the signal says that this was closed: a service that went on would be seen, and ended, by nobody.
    """
    log.warning(_("SIGHUP changes nothing: the site's files are followed, and all else is read at a start"))


def _spawned(server: Any, spawn_worker: Callable[[], int]) -> int:  # noqa: ANN401 - gunicorn's arbiter is untyped
    """Return the process of a new worker, 0 where the machine has none, or no memory or file, left for it.

    gunicorn would end, and all workers with their calls; as it is, it tries again within a second. Without any worker
    it does end: callers whose connection nobody accepts wait for 15 s, those who are refused go to the fallback URL.
    """
    try:
        return spawn_worker()
    except OSError as error:
        if os.getpid() != server.pid or not server.WORKERS:  # it is the new worker's, or nobody answers
            raise
        log.critical(_("no worker can be started"), why=str(error))
        return 0


def when_ready(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter is untyped
    """Turn garbage collection on, but never search what the start has made: it stays, and workers share it.

    Tell the address too. A request that comes before the first worker waits for it, and is answered.
    """
    gc.freeze()
    gc.enable()
    if listens:
        listens(str(server.LISTENERS[0]))


def pre_fork(server: Any, worker: Any) -> None:  # noqa: ANN401 - gunicorn's classes are untyped
    """Give the new worker a slot of the counters that no living one has, and tell it whether others answer."""
    slots = [other.slot for other in server.WORKERS.values()]
    worker.slot = free_slot(slots)
    worker.others_answer = lambda: any(_answering[slot % SLOTS] for slot in slots)
    _answering[worker.slot % SLOTS] = 0


def post_fork(_server: Any, worker: Any) -> None:  # noqa: ANN401 - gunicorn's classes are untyped
    """Count and measure in the slot given to this worker."""
    COUNTERS.take(worker.slot)
    SUMS.take(worker.slot)


def post_worker_init(worker: Any) -> None:  # noqa: ANN401 - gunicorn's workers are untyped
    """Follow the site's files and write the journal in each worker: threads do not survive a fork, so not before it."""
    worker.wsgi.extensions[WATCH].start()
    if recorder := worker.wsgi.extensions[RECORDER]:
        recorder.journal.start()
    if alerter := worker.wsgi.extensions[ALERTER]:
        alerter.start()
    _answering[worker.slot % SLOTS] = 1
