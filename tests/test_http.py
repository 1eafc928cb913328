"""One exchange: its deadline, its failures in words, and what it sends to nobody."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ivr.http import NoAnswerError, exchange
from tests.serving import listening
from tests.simulator.pages import Page, Pages
from tests.web.process import free_address

PATIENCE = 1.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@contextmanager
def speaking(says: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection, which *says* something, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                says(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def dribble(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    until = time.monotonic() + PATIENCE + 2
    while time.monotonic() < until:
        try:
            connection.sendall(b"x")
        except OSError:  # it has seen enough
            return
        time.sleep(0.1)


def test_an_answer_that_never_ends_is_not_waited_for() -> None:
    began = time.monotonic()
    with speaking(dribble) as url, pytest.raises(NoAnswerError, match="no answer within 1 s"):
        exchange("GET", url, patience=PATIENCE)

    assert time.monotonic() - began < PATIENCE + 5


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (lambda connection: connection.sendall(HEAD + b"half"), "the connection broke"),
        (lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n"), "the connection broke"),
        (lambda _connection: None, "the connection broke"),
    ],
)
def test_a_broken_answer_is_none(says: Callable[[socket.socket], None], why: str) -> None:
    with speaking(says) as url, pytest.raises(NoAnswerError, match=why):
        exchange("GET", url)


def test_what_cannot_be_reached_is_reported_in_words() -> None:
    with pytest.raises(NoAnswerError, match="its name cannot be resolved"):
        exchange("GET", "http://no.example.invalid/")
    with pytest.raises(NoAnswerError, match="nothing is listening there"):
        exchange("GET", f"http://{free_address()}/")


def test_no_name_and_password_of_this_machine_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("default login me password hidden\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    pages = Pages({"/": Page("ok", "text/plain")})
    with listening(lambda environ, start: pages({"CONTENT_LENGTH": ""} | environ, start)) as url:
        assert exchange("GET", f"{url}/").text == "ok"
    assert "AUTHORIZATION" not in pages.asked[0].headers


def test_redirects_are_not_followed() -> None:
    pages = Pages({"/": Page("", None, 302, {"Location": "/elsewhere"})})
    with listening(lambda environ, start: pages({"CONTENT_LENGTH": ""} | environ, start)) as url:
        assert exchange("GET", f"{url}/").status == 302
    assert len(pages.asked) == 1
