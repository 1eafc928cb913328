"""A service over HTTP: a real server, real deadlines, and servers that misbehave."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

from ivr.simulator import Carrier, InProcess, PhoneNumber, SimulatedCall
from ivr.simulator.http.over_http import OverHttp
from ivr.simulator.transcript import Requested
from tests.callers import Scripted

from .pages import Answer, Page, Pages, numbers, of


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def serving(pages: dict[str, Answer]) -> Iterator[tuple[Pages, str]]:
    app = Pages(pages)
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield app, f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def answering(reply: Callable[[socket.socket], None]) -> Iterator[str]:
    """Accept connections and let *reply* do with each what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()

        def accept() -> None:
            listener.settimeout(0.05)
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.recv(65536)
                    reply(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            thread.join()


def call(url: str, fragment: str = "", *, lines: list[str] | None = None) -> SimulatedCall:
    service = OverHttp(url)
    try:
        return Carrier(service, PhoneNumber(voice_url="/voice" + fragment), token="secret").call(Scripted(lines or []))
    finally:
        service.close()


PAGES: dict[str, Answer] = {
    "/voice": [
        Page(
            "<Response><Gather input='speech' action='/次?名=愛知'><Say>あ</Say></Gather></Response>",
            headers={"Set-Cookie": "a=1"},
        )
    ],
    "/次": Page("", status=302, headers={"Location": "/end"}),
    "/end": "<Hangup/>",
}


def test_over_http_is_as_in_process() -> None:
    with serving(PAGES) as (app, url):
        over_http = call(url, lines=["はい"])
        in_process_app = Pages(PAGES)
        in_process = Carrier(InProcess(in_process_app, url), token="secret").call(Scripted(["はい"]))
    assert over_http.transcript == in_process.transcript
    assert [(asked.method, asked.url, asked.form) for asked in app.asked] == [
        (asked.method, asked.url, asked.form) for asked in in_process_app.asked
    ]
    ours = ("X_TWILIO_SIGNATURE", "I_TWILIO_IDEMPOTENCY_TOKEN", "COOKIE", "USER_AGENT")
    assert [[asked.headers.get(name) for name in ours] for asked in app.asked] == [
        [asked.headers.get(name) for name in ours] for asked in in_process_app.asked
    ]


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    refused = call(f"http://127.0.0.1:{port}")
    assert numbers(refused) == [11202]
    assert [event.status for event in of(refused, Requested)] == [None, None]


def test_nobody_has_that_name() -> None:
    assert numbers(call("http://nowhere.invalid", "#rc=0")) == [11210]


def test_a_server_that_says_nothing() -> None:
    began = time.monotonic()
    with answering(lambda _connection: time.sleep(0.6)) as url:
        assert numbers(call(url, "#tt=300")) == [11203]
        assert numbers(call(url, "#rt=300")) == [11200]
    assert time.monotonic() - began < 3


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n")
    try:
        for _ in range(20):
            connection.sendall(b" ")
            time.sleep(0.05)
    except OSError:
        pass  # the other side has given up, as it should


def test_a_server_that_never_comes_to_an_end() -> None:
    with answering(drip) as url:
        assert numbers(call(url, "#tt=300")) == [11203]


def test_a_server_that_stops_in_the_middle() -> None:
    def stop(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<Resp")

    with answering(stop) as url:
        assert numbers(call(url)) == [11206]


def test_a_server_that_falls_silent_in_the_middle() -> None:
    def stall(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<Resp")
        time.sleep(0.6)

    with answering(stall) as url:
        assert numbers(call(url, "#rt=200")) == [11200]


def test_a_server_that_hangs_up_at_once() -> None:
    with answering(lambda _connection: None) as url:
        assert numbers(call(url)) == [11205]


def test_a_server_that_speaks_something_else() -> None:
    with answering(lambda connection: connection.sendall(b"220 mail.example.jp ESMTP\r\n")) as url:
        assert numbers(call(url)) == [11205]


def test_a_server_without_tls() -> None:
    with serving({"/voice": ""}) as (_, url):
        assert numbers(call(url.replace("http:", "https:"), "#rc=0")) == [11220]


def garbled(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")


def test_a_server_that_counts_wrongly() -> None:
    with answering(garbled) as url:
        assert numbers(call(url)) == [11206]


def test_a_document_without_end_is_not_read_to_its_end() -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<Response>")
        try:
            for _ in range(1000):
                connection.sendall(65536 * b" ")
        except OSError:
            pass  # the other side has heard enough

    with answering(pour) as url:
        assert numbers(call(url)) == [11750]


def test_a_slow_connection() -> None:
    # A full backlog makes the kernel drop the next connection, as a dead host would.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", port))
            assert numbers(call(f"http://127.0.0.1:{port}", "#ct=200&rc=0")) == [11201]
        finally:
            for filler in fillers:
                filler.close()


def test_a_compressed_document() -> None:
    body = gzip.compress(b"<Response><Say>a</Say></Response>")
    with serving({"/voice": Page(body, headers={"Content-Encoding": "gzip"})}) as (_, url):
        assert call(url).said == "a"
