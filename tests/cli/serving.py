"""A service on a port of this machine: written pages, or any application."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.simulator.pages import Answer, Pages

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, *_args: object) -> None:
        pass


@contextmanager
def served(pages: dict[str, Answer]) -> Iterator[tuple[str, Pages]]:
    """Serve *pages* on a free port of this machine."""
    application = Pages(pages)
    with listening(lambda environ, start: application({"CONTENT_LENGTH": ""} | environ, start)) as url:
        yield url, application


@contextmanager
def listening(application: "WSGIApplication") -> Iterator[str]:
    """Serve *application* on a free port of this machine and return its voice URL."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/voice"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
