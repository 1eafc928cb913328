"""A server of this machine that receives the service's messages in tests."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.waiting import until


class Receiver:
    """A server of this machine that takes messages, or answers with *status*."""

    def __init__(self) -> None:
        self.status, self.got = 204, list[dict[str, str]]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                own.got.append(body)
                self.send_response(own.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        own = self
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?secret=1"

    def waits_for(self, count: int) -> None:
        """Wait until so many messages have come."""
        until(lambda: len(self.got) >= count)
