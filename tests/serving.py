"""An application on a port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, *_args: object) -> None:
        pass


@contextmanager
def listening(application: "WSGIApplication", handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve *application* on a free port of this machine, and give its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
