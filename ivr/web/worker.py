"""gunicorn's threaded worker, changed so that no thread ever waits for a stranger.

gunicorn's own gives a thread to a connection whose request is still arriving, until the answer has been taken: as many
silent strangers as there are threads stop every call. Here the main loop reads requests, and sends what a client does
not take at once; a thread gets only requests that have arrived whole. What takes too long is closed, and if there are
too many connections, the one that has kept us waiting longest.
"""

import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ, EVENT_WRITE
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import structlog
from gunicorn.http import get_parser
from gunicorn.http.errors import (
    ExpectationFailed,
    ForbiddenProxyRequest,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

from ivr.settings import StartupError
from ivr.translation import _

from . import refusals
from .app import DEMO, MOST_BYTES
from .connection import Sock, Waiting, received
from .counters import COUNTERS
from .tally import Tally

if TYPE_CHECKING:
    from concurrent.futures import Future

    from gunicorn.config import Config
    from gunicorn.glogging import Logger

log = structlog.get_logger()

REQUEST_SECONDS = 10.0
"""Time for a request to arrive: counted from the opening of its connection or, on a kept one, from its first byte."""
RESPONSE_SECONDS = 20.0
"""Time for an answer to be taken."""
LINGER_SECONDS = 2.0
"""Time for the other side to close what this side has closed; until then what it still sends is thrown away."""

MOST = MOST_BYTES + 32 * 1024
"""Bytes of a request that are waited for; a larger one is handed over unread, to be refused by its head."""
MOST_HELD = 16 * 1024 * 1024
"""Bytes of requests and answers that a worker's main loop holds; of more, the longest waiting are closed."""
OTHER_FILES = 100
"""Descriptors of a worker that are no connection, and more than it has."""

_STATUS = {
    ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
"""The status that answers each kind of malformed request; any other gets 400."""
_OURS = (InvalidResponseHeader, InvalidResponseHeaderName)


class Threads(ThreadPoolExecutor):
    """A pool that starts threads as they are needed, and makes do with fewer if no more can be started.

    Starting all at once would make each request a twentieth slower: it would meet another thread each time.
    """

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except RuntimeError:  # the machine can start no more threads
            if not self._threads:
                raise


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """Reads, sends and closes in the main loop; answers in threads."""

    @classmethod
    def check_config(cls, cfg: "Config", log: "Logger") -> None:
        """Raise StartupError if the server is to speak TLS: encrypted bytes cannot be read as requests here."""
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise StartupError(
                _("--certfile, --keyfile: the service speaks plain HTTP; TLS ends at the proxy in front of it.")
            )

    def init_process(self) -> None:
        """Begin, with room for no more connections than there are descriptors.

        gunicorn ends the service if a worker cannot begin. So it does at a start, and if no other one answers;
        otherwise the machine may lack threads or memory for a while, and the others go on.
        """
        self._waiting: dict[TConn, Waiting] = {}  # the first has waited longest
        self._torn: WeakSet[TConn] = WeakSet()  # whose request is handed over without all of its body
        self._looked = 0.0
        self._lines = Tally(60)
        self.worker_connections = most_connections(self.cfg.worker_connections, self.cfg.threads)
        self.max_keepalived = self.worker_connections - self.cfg.threads
        try:
            super().init_process()
        except Exception as error:
            if self.booted or self.age <= self.cfg.workers or not self.others_answer():
                raise
            log.exception(_("a worker cannot begin"), why=str(error))
            time.sleep(1)  # another one is started at once
            sys.exit(1)

    def init_signals(self) -> None:
        """Ignore SIGHUP: a terminal that is closed sends it to every process, and the first one says what follows."""
        super().init_signals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def get_thread_pool(self) -> Threads:
        """Return a pool with its first thread."""
        pool = Threads(self.cfg.threads)
        pool.submit(int).result()
        return pool

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection; if there are too many, close the one that has kept us waiting longest."""
        try:
            accepted, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):  # another worker was faster, or it is gone again
            return
        except OSError as error:  # the machine has no descriptor or memory left
            if self._lines.count("accept") <= refusals.LINES:  # a minute: it lasts as long as the connections do
                self.log.critical(_("no connection can be accepted: %s"), error)
            self._close_one()
            time.sleep(0.05)  # it is tried again at once
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self._close_one()  # before the new one waits: if all others are being answered, it would be the one closed
        self.enqueue_req(TConn(self.cfg, Sock(accepted), client, listener.getsockname()))

    def enqueue_req(self, conn: TConn) -> None:
        """Wait for a request on *conn*; part of it, or all, may have arrived with the previous one."""
        self._wait(conn, EVENT_READ, self._read, REQUEST_SECONDS)
        if conn.parser:
            self._waiting[conn].take(conn.parser.unreader.take_buffered())
            self._hand_over(conn)
        if conn in self._waiting:  # at once: a worker that is ending closes connections on which nothing was read
            self._read(conn)

    def finish_request(self, conn: TConn, done: "Future[bool]") -> None:
        """Send the rest of the answer, then wait for the next request or close."""
        if conn.sock.unsent:
            self._wait(conn, EVENT_WRITE, partial(self._send, done=done), RESPONSE_SECONDS)
        elif not done.cancelled() and not done.exception() and done.result():
            super().finish_request(conn, done)
        else:
            self._linger(conn)

    def murder_pending(self) -> None:
        """Once a second close connections that are overdue or too many, and on shutdown those without a request."""
        if self.nr_conns >= self.worker_connections and self.alive:  # all were being answered when the last one came
            self._close_one()
            self.murder_keepalived()
        now = time.monotonic()
        if now - self._looked < 1 and self.alive:
            return
        self._looked = now
        held = sum(map(_held, self._waiting.items()))
        for conn, waiting in list(self._waiting.items()):
            leaving = not (self.alive or waiting.arrived or conn.sock.unsent)
            if waiting.due <= now or leaving or held > MOST_HELD:
                held -= _held((conn, waiting))
                self._close(conn)

    def handle_request(self, req: Any, conn: TConn) -> bool:  # noqa: ANN401 - gunicorn is untyped
        """Answer *req*; close *conn* if part of it was not read, which could be taken for the next request.

        Nobody is told now to send the body: it has arrived, or the request is refused without it.
        """
        req._expected_100_continue = False  # noqa: SLF001 - gunicorn would tell, perhaps once more
        if conn in self._torn:
            req.force_close()
        return bool(super().handle_request(req, conn))

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ANN401, ARG002 - as gunicorn calls it
        """Refuse, count and log a malformed request: the application never sees it.

        Nothing that a stranger sent is logged or sent back; a fault of ours is logged with its traceback, without the
        request.
        """
        why = _("no request: {name__}").format(name__=type(exc).__name__)
        often = self._lines.count(why)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        if isinstance(exc, ParseException) and not isinstance(exc, _OURS):
            COUNTERS.count("refused")
            status = _STATUS.get(type(exc), HTTPStatus.BAD_REQUEST)
            if often <= refusals.LINES:
                log.warning(refusals.log_message(often), why=why)
        elif often <= refusals.LINES:
            log.error(_("a request could not be answered"), exc_info=exc)
        try:
            write_error(client, status.value, status.phrase, "")
        except OSError as error:
            log.debug(_("the client has gone"), error=str(error))

    def _wait(self, conn: TConn, event: int, act: Callable[[TConn], None], seconds: float) -> None:
        conn.sock.setblocking(False)
        self._waiting[conn] = Waiting(time.monotonic() + seconds, self.wsgi.config[DEMO])
        # A connection closed now may still have an event in the list that is being processed.
        self.poller.register(conn.sock, event, lambda _sock: act(conn) if conn in self._waiting else None)

    def _wait_no_more(self, conn: TConn) -> Waiting:
        self.poller.unregister(conn.sock)
        return self._waiting.pop(conn)

    def _read(self, conn: TConn) -> None:
        if data := received(conn.sock):
            self._waiting[conn].take(data)
            self._hand_over(conn)
        elif data is not None:
            self._close(conn)

    def _hand_over(self, conn: TConn) -> None:
        """Give the request on *conn* to a thread if it is whole; the thread reads only what has arrived."""
        waiting = self._waiting[conn]
        arrived, whole, is_refused = waiting.arrived, waiting.length, waiting.is_refused
        if not is_refused and len(arrived) <= MOST and (whole is None or len(arrived) < whole <= MOST):
            if waiting.must_tell():
                with suppress(OSError):  # it is gone, which reading shows
                    conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            return
        self._wait_no_more(conn)
        if is_refused or whole is None or len(arrived) < whole:
            self._torn.add(conn)
        conn.parser = get_parser(self.cfg, iter((bytes(arrived),)), conn.client)
        conn.initialized = True
        super().enqueue_req(conn)

    def _send(self, conn: TConn, done: "Future[bool]") -> None:
        try:
            conn.sock.send_on()
        except OSError:  # the client has gone
            self._close(conn)
            return
        if not conn.sock.unsent:
            self._wait_no_more(conn)
            self.finish_request(conn, done)

    def _linger(self, conn: TConn) -> None:
        """Close our side now, and all of it when the other side closes: else the answer could be lost on its way."""
        self._wait(conn, EVENT_READ, self._throw_away, LINGER_SECONDS)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # it is gone
            self._close(conn)

    def _throw_away(self, conn: TConn) -> None:
        if received(conn.sock) == b"":
            self._close(conn)

    def _close(self, conn: TConn) -> None:
        self._wait_no_more(conn)
        self.nr_conns -= 1
        conn.close()

    def _close_one(self) -> None:
        if self._waiting:
            self._close(next(iter(self._waiting)))
        elif self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0.0  # it is closed when the list of events has been processed


def _held(entry: tuple[TConn, Waiting]) -> int:
    conn, waiting = entry
    return len(waiting.arrived) + len(conn.sock.unsent)


def most_connections(wanted: int, threads: int) -> int:
    """Ask for descriptors for *wanted* connections; return how many are possible, at least twice *threads*."""
    return max(_descriptors(wanted + OTHER_FILES) - OTHER_FILES, 2 * threads)


def _descriptors(wanted: int) -> int:
    """Ask for *wanted* descriptors, and return how many of them this process may have."""
    has, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if resource.RLIM_INFINITY != has < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, most))
    return granted
