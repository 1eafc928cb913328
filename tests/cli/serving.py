"""A service of written pages on a port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from tests.simulator.pages import Answer, Pages


@contextmanager
def served(pages: dict[str, Answer]) -> Iterator[tuple[str, Pages]]:
    """Serve *pages* on a free port of this machine."""
    application = Pages(pages)
    server = make_server(
        "127.0.0.1", 0, lambda environ, start: application({"CONTENT_LENGTH": ""} | environ, start), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/voice", application
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
