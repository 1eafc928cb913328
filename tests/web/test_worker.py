"""Strangers who send nothing, half of something or too much, and who take no answer: calls go on beside them."""

import os
import re
import resource
import signal
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from ivr.settings import StartupError
from ivr.web.app import MOST_BYTES
from ivr.web.connection import Sock, Waiting
from ivr.web.refusals import LINES
from ivr.web.worker import MOST, MOST_HELD, REQUEST_SECONDS, Worker, most_connections
from tests.waiting import PATIENCE, until

from .process import Shared, children, exchange, gunicorn, listening
from .scarce import NO_PROCESS, NO_THREAD
from .telephone import PASSWORD, TOKEN
from .test_gunicorn import post

SOON = REQUEST_SECONDS / 2
"""Seconds for an answer while strangers keep their connections: sooner than any of them is closed."""

HEAD = b"POST /voice HTTP/1.1\r\nHost: 127.0.0.1\r\n"
ALIVE = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def connected(address: str, sent: bytes = b"", room: int | None = None) -> socket.socket:
    """Connect and send; with little *room* for answers the systems of both sides keep little of what is not read."""
    host, _, port = address.partition(":")
    connection = socket.socket()
    if room:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    connection.settimeout(PATIENCE)
    connection.connect((host, int(port)))
    connection.sendall(sent)
    return connection


@contextmanager
def strangers(address: str, number: int, sent: bytes, room: int | None = None) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(connected(address, sent, room)) for _ in range(number)]


def answers_soon(address: str) -> None:
    begun = time.monotonic()
    for _ in range(10):
        assert post(address, "/voice", signed=f"http://{address}/voice")[0] == 200
    assert time.monotonic() - begun < SOON


def received(connection: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def alive(connection: socket.socket, times: int = 1) -> bool:
    """Read so many answers that tell that the service is alive; tell whether nothing else came."""
    answers = b""
    while answers.count(b"\r\n\r\nok\n") < times and (more := connection.recv(65536)):
        answers += more
    return answers.count(b"HTTP/1.1 200 ") == times and answers.endswith(b"ok\n")


def closed(connection: socket.socket) -> bool:
    """Tell whether the other side has closed, whatever came before that."""
    connection.settimeout(0)
    try:
        return received(connection) is not None
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    ("number", "sent"),
    [
        (300, b""),
        (100, b"POST /voice HTT"),
        (100, HEAD + b"Content-Length: 100\r\n\r\nCallSid=CA1"),
        (100, HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"),
        (100, ALIVE),  # and then nothing more
        (100, b"NO REQUEST\r\n\r\n"),  # refused, and never closed by whoever sent it
        (100, HEAD + b"Content-Length: 9999999\r\n\r\n"),  # too large, and never sent
    ],
    ids=["silent", "half a line", "half a body", "half a chunk", "kept", "garbage", "too large"],
)
def test_calls_are_answered_while_strangers_keep_us_waiting(address: str, number: int, sent: bytes) -> None:
    with strangers(address, number, sent):
        answers_soon(address)


def test_calls_are_answered_while_strangers_take_no_answer(address: str) -> None:
    who = b64encode(f":{PASSWORD}".encode())
    asked = b"GET /phone/static/phone.css HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %b\r\n\r\n" % who
    with strangers(address, 20, asked * 500, room=4096) as greedy:
        time.sleep(1)
        answers_soon(address)
        assert greedy[0].recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.fixture(scope="module")
def keep_alive(shared: Shared) -> Iterator[tuple[socket.socket, float]]:
    """Answer one request over a connection, and keep that open; the test before the one that waits for it waits too."""
    with connected(shared.address, ALIVE) as connection:
        assert alive(connection)
        yield connection, time.monotonic()


@pytest.mark.usefixtures("keep_alive")
def test_what_is_not_sent_in_time_is_closed(address: str) -> None:
    begun = time.monotonic()
    with connected(address) as silent, connected(address, HEAD) as half, connected(address) as dripping:
        while time.monotonic() - begun < REQUEST_SECONDS - 3:  # a busy machine must not drip on what is closed
            dripping.sendall(b"P")
            time.sleep(0.5)
        for connection in (silent, half, dripping):
            assert received(connection) == b""
    assert time.monotonic() - begun < PATIENCE


def test_a_kept_connection_is_open_for_longer_than_a_request_may_take(keep_alive: tuple[socket.socket, float]) -> None:
    connection, since = keep_alive
    time.sleep(max(0.0, since + REQUEST_SECONDS + 2 - time.monotonic()))
    connection.sendall(ALIVE)
    assert alive(connection)


def test_what_strangers_let_us_hold_has_a_bound(address: str) -> None:
    unended = HEAD + f"Content-Length: {MOST_BYTES}\r\n\r\n".encode() + b"x" * (MOST_BYTES - 1)
    with strangers(address, 3 * MOST_HELD // MOST_BYTES, unended) as heavy:
        until = time.monotonic() + SOON
        while not any(map(closed, heavy)):
            assert time.monotonic() < until
            time.sleep(0.1)
        answers_soon(address)


def test_a_request_may_come_in_pieces_and_two_in_one(address: str) -> None:
    with connected(address) as connection:
        for byte in ALIVE:
            connection.sendall(bytes((byte,)))
        assert alive(connection)
        connection.sendall(ALIVE * 2 + ALIVE[:-1])
        assert alive(connection, 2)
        connection.sendall(b"\n")
        assert alive(connection)


def test_a_body_in_chunks_is_read(address: str) -> None:
    body = b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\na=1\r\n0\r\n\r\n"
    with connected(address, HEAD + body) as connection:
        assert received(connection).startswith(b"HTTP/1.1 403 ")


def test_a_client_that_waits_to_be_told_to_send_the_body_is_told(address: str) -> None:
    """gunicorn tells it only when a thread reads the request, which here is once its body has arrived: too late."""
    head = (
        b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with connected(address, head) as connection:
        assert connection.recv(64) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"a")
        connection.sendall(b"=1")
        assert received(connection).startswith(b"HTTP/1.1 405 ")


def test_a_client_is_not_told_to_send_the_body_of_what_is_refused_by_its_head(address: str) -> None:
    with connected(address, HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n") as connection:
        assert received(connection).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(("version", "told"), [(b"1.1", [True, False]), (b"1.0", [False, False])])
def test_only_a_client_that_knows_of_it_is_told_and_once(version: bytes, told: list[bool]) -> None:
    waiting = Waiting(0)
    waiting.take(b"POST /healthz HTTP/%b\r\nContent-Length: 9\r\nEXPECT:100-Continue \r\n\r\n" % version)
    assert [waiting.must_tell(), waiting.must_tell()] == told


def test_chunks_that_are_none_are_a_bad_request_and_no_fault_of_ours(shared: Shared) -> None:
    head = HEAD + b"X-Twilio-Signature: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    for chunks in (b"3\r\nabcd\r\n0\r\n\r\n", b"x\r\nabc\r\n0\r\n\r\n", b"9\r\nabc0\r\n\r\n"):
        with connected(shared.address, head + chunks) as connection:
            assert received(connection).startswith(b"HTTP/1.1 400 ")
    assert "Traceback" not in (shared.folder / "log").read_text()


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 2 * MOST, 10**15])
def test_what_is_too_large_is_refused_unread_and_nothing_after_it_is_taken_for_a_request(
    address: str, size: int
) -> None:
    head = HEAD + f"Content-Length: {size}\r\n\r\n".encode()
    with connected(address, head + (ALIVE * (MOST // len(ALIVE)))[: min(size, MOST)]) as connection:
        answer = received(connection)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert re.match(rb"HTTP/1\.1 4\d\d ", answer)


NO_REQUESTS = [b"secret\r\n\r\n", b"GET /voice?secret=1 HTTP/9.9\r\n\r\n", b"GET /voice?secret=1\r\n\r\n"]
NO_REQUESTS += [b"GET /voice?secret=1 HTTP/1.1\r\nsecret\r\n\r\n", b"G E T /voice?secret=1 HTTP/1.1\r\n\r\n"]


def test_what_is_no_request_leaves_few_lines_and_nothing_of_what_was_sent(shared: Shared) -> None:
    before = (shared.folder / "log").read_text()
    for sent in NO_REQUESTS * 40:
        with connected(shared.address, sent) as connection:
            answer = received(connection)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b"secret" not in answer
    written = (shared.folder / "log").read_text()
    workers = 2
    assert "secret" not in written
    assert 0 < written.count("no request: ") - before.count("no request: ") <= workers * LINES * len(NO_REQUESTS)
    assert "Traceback" not in written


def test_no_header_names_another_path(address: str) -> None:
    sent = ALIVE.replace(b"\r\n\r\n", b"\r\nPATH_INFO: /metrics\r\nSCRIPT_NAME: /healthz\r\nConnection: close\r\n\r\n")
    assert b" 200 OK" in exchange(address, sent)


def test_a_head_without_an_end_is_no_request(address: str) -> None:
    with connected(address, HEAD + b"X: " + b"x" * MOST) as connection:
        assert b" 200 " not in received(connection)


def test_where_there_are_too_many_connections_the_longest_silent_is_closed(tmp_path: Path, small_site: Path) -> None:
    few = {"GUNICORN_CMD_ARGS": "--worker-connections 20", "TWILIO_AUTH_TOKEN": TOKEN, "IVR_SITE": str(small_site)}
    with gunicorn(tmp_path / "log", workers="1", **few) as process:
        address = listening(tmp_path / "log", process)
        for sent in (b"", ALIVE):
            with strangers(address, 200, sent) as silent:
                until = time.monotonic() + SOON
                while sum(map(closed, silent)) <= 100:
                    assert time.monotonic() < until
                    time.sleep(0.05)
                answers_soon(address)


def test_a_request_on_a_kept_connection_is_answered_by_a_worker_that_ends(tmp_path: Path, small_site: Path) -> None:
    with gunicorn(tmp_path / "log", workers="1", IVR_SITE=str(small_site)) as process:
        kept = HTTPConnection(listening(tmp_path / "log", process), timeout=PATIENCE)
        kept.request("GET", "/healthz")
        kept.getresponse().read()
        (worker,) = children(process)
        os.kill(worker, signal.SIGTERM)  # as at each restart
        time.sleep(0.3)  # it has noticed; gunicorn keeps the connection for two seconds
        kept.request("GET", "/healthz")
        answer = kept.getresponse()
        assert (answer.status, answer.headers["Connection"]) == (200, "close")


def test_with_few_descriptors_there_is_a_connection_for_each_thread_and_more() -> None:
    child = os.fork()  # a limit that was given up is not had back
    if child == 0:
        returned = 99
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            returned = most_connections(1000, 8)
        finally:
            os._exit(returned)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 16


def test_where_no_thread_can_be_started_those_that_there_are_answer() -> None:
    worker = Worker.__new__(Worker)
    worker.cfg = Config()
    worker.cfg.set("threads", 8)
    with worker.get_thread_pool() as pool:
        waiting = threading.Event()
        threading.stack_size(2**47)  # no machine has room for it
        try:
            first, second = pool.submit(waiting.wait), pool.submit(int)
        finally:
            threading.stack_size(0)
        waiting.set()

        assert first.result()
        assert second.result() == 0
        assert len(pool._threads) == 1  # noqa: SLF001 - they are counted


def has_begun(worker: int) -> bool:
    """Return whether *worker* has its threads: the main loop, the log, the first that answers, and the watcher."""
    try:
        return len(list(Path(f"/proc/{worker}/task").iterdir())) >= 4
    except OSError:  # it has ended meanwhile: it could not begin
        return False


@pytest.mark.parametrize("scarce_thing", [NO_PROCESS, NO_THREAD])
def test_where_no_worker_can_begin_the_others_answer_and_without_any_the_service_ends(
    tmp_path: Path, small_site: Path, scarce_thing: str
) -> None:
    """Twilio would wait 15 s for a connection that nobody accepts; what is refused goes to its fallback URL at once."""
    with gunicorn(tmp_path / "log", app="tests.web.scarce:app()", IVR_SITE=str(small_site)) as process:
        address = listening(tmp_path / "log", process)

        def both() -> set[int]:
            workers = children(process)
            return workers if len(workers) == 2 and all(map(has_begun, workers)) else set()

        gone = min(until(both))
        (tmp_path / scarce_thing).touch()
        for each in (process.pid, *children(process)):  # as where a terminal is closed
            os.kill(each, signal.SIGHUP)  # gunicorn would end both workers, and then have none
        os.kill(gone, signal.SIGKILL)
        until(lambda: gone not in children(process))
        time.sleep(2)
        assert process.poll() is None
        answers_soon(address)
        (tmp_path / scarce_thing).unlink()
        workers = until(both)
        answers_soon(address)

        (tmp_path / scarce_thing).touch()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert process.wait(PATIENCE)


def test_a_service_that_is_to_speak_tls_does_not_start() -> None:
    config = Config()
    Worker.check_config(config, Logger(config))
    config.set("certfile", "pem")
    with pytest.raises(StartupError, match=r"^--certfile, --keyfile: the service speaks plain HTTP"):
        Worker.check_config(config, Logger(config))


def test_no_control_socket_is_opened(shared: Shared) -> None:
    assert post(shared.address, "/voice")[0] == 403
    assert not [path for path in shared.folder.rglob("*") if path.is_socket()]


LENGTHS = {
    b"": None,
    b"GET / HTTP/1.1\r\n": None,
    b"GET / HTTP/1.1\r\n\r\n": 18,
    b"GET / HTTP/1.1\r\n\r\nGET": 18,
    b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n": 41,
    b"POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabc": 40,
    b"POST / HTTP/1.1\r\nX-Content-Length: 3\r\n\r\nabc": 40,
    b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\nabc": 38,
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n": None,
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n": 60,
}


def test_how_long_a_request_is_must_be_in_its_head() -> None:
    for pieces in (1, 3, 100):
        assert {arrived: in_pieces(arrived, pieces).length for arrived in LENGTHS} == LENGTHS


def in_pieces(arrived: bytes, size: int) -> Waiting:
    waiting = Waiting(0.0)
    for at in range(0, len(arrived), size):
        waiting.take(arrived[at : at + size])
    return waiting


def test_what_came_before_costs_no_more_however_small_the_pieces_are_that_follow() -> None:
    unended = in_pieces(b"GET / HTTP/1.1\r\nX: " + b"\r\n\r" * 100, 7)
    unended.arrived[:4] = b"\r\n\r\n"  # to be found by whoever looks there once more
    unended.take(b"x")
    assert unended.head is None
    unended.take(b"\r\n\r")
    unended.take(b"\n")
    assert unended.length == len(unended.arrived)

    begun = in_pieces(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na", 7)
    begun.arrived[:] = begun.arrived.replace(b"Length: 3", b"Length: 9")
    begun.take(b"b")
    assert begun.length == len(begun.arrived) + 1


def test_what_is_not_taken_is_kept_and_sent_on() -> None:
    ours, theirs = socket.socketpair()
    sock = Sock(ours)
    with sock, theirs:
        data = bytes(range(256)) * 20000
        sock.sendall(data)
        assert sock.unsent
        taken = b""
        while len(taken) < len(data):
            taken += theirs.recv(65536)
            sock.send_on()
        assert taken == data
        assert not sock.unsent
