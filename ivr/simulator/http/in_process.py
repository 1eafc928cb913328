"""A service in this process: a WSGI application, called directly."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from .addresses import Overrides
from .services import NoReply, Reply, Request, lower, too_slow

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class InProcess:
    """A WSGI application that answers for *base_url*; addresses elsewhere cannot be connected to.

    *latency* is how many seconds a request takes on the call's clock: a number, or a function of the request. An
    exception from the application is not turned into a failed request: a developer wants its traceback.
    """

    app: "WSGIApplication"
    base_url: str = "http://127.0.0.1:8000"
    latency: float | Callable[[Request], float] = 0.0

    def send(self, request: Request, limits: Overrides) -> Reply | NoReply:
        """Call the application, unless it would answer too late or the address is not its own."""
        if _origin(urlsplit(request.url)) != _origin(urlsplit(self.base_url)):
            return NoReply(11205, f"{request.url} is not in this process", "ct")
        seconds = self.latency(request) if callable(self.latency) else self.latency
        if seconds > min(limits.read, limits.total):
            return too_slow(limits)
        return _call(self.app, request, seconds)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _PORTS.get(url.scheme)


def _call(app: "WSGIApplication", request: Request, seconds: float) -> Reply:
    """Call a WSGI application as a server does: it may write before it returns, and is closed at the end."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    body: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]
        return body.append

    chunks: Iterable[bytes] = app(_environ(request), start_response)
    try:
        body.extend(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = begun[0]
    return Reply(int(status.split(" ", 1)[0]), lower(headers), b"".join(body), seconds)


def _environ(request: Request) -> dict[str, Any]:
    """Return the WSGI environment of *request*.

    Deliberately written out: werkzeug's `create_environ` takes ten times as long, which every request of every
    simulated call would pay, takes ``//a`` for a host, and decodes paths that are not UTF-8.
    """
    url = urlsplit(request.url)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(url.path, "latin-1"),
        "QUERY_STRING": url.query,
        "REQUEST_URI": url.path + (f"?{url.query}" if url.query else ""),
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(_origin(url)[2]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        variable = name.upper().replace("-", "_")
        environ[variable if variable == "CONTENT_TYPE" else f"HTTP_{variable}"] = value
    return environ
