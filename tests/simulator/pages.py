"""A TwiML service of written pages, and calls to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

from ivr.simulator import Caller, Carrier, CarrierOptions, Desk, InProcess, PhoneNumber, SimulatedCall
from ivr.simulator.transcript import TranscriptEvent
from tests.callers import Scripted

HOME = "http://service.test"
DESK = "+81522236953"
OTHER_DESK = "+81352535432"


@dataclass(frozen=True)
class Page:
    """A reply of the service."""

    body: str | bytes = ""
    kind: str | None = "text/xml"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


# A plain string is what stands inside <Response>; of several, each request gets the next and the last stays.
Answer = str | Page | Sequence[str | Page]


@dataclass
class Asked:
    """A request as the service saw it."""

    method: str
    url: str
    form: list[tuple[str, str]]
    headers: dict[str, str]


class Pages:
    """A WSGI application of fixed pages, one a path; other paths are not found."""

    def __init__(self, pages: Mapping[str, Answer]) -> None:
        self._pages = {path: [page] if isinstance(page, str | Page) else list(page) for path, page in pages.items()}
        self.asked: list[Asked] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        self.asked.append(_asked(environ))
        pages = self._pages.get(_path(environ), [Page("not here", "text/plain", 404)])
        page = pages.pop(0) if len(pages) > 1 else pages[0]
        if isinstance(page, str):
            page = Page(f"<Response>{page}</Response>")
        kind = {} if page.kind is None else {"Content-Type": page.kind}
        start_response(f"{page.status} Whatever", list({**kind, **page.headers}.items()))
        return [page.body.encode() if isinstance(page.body, str) else page.body]


def _path(environ: dict[str, Any]) -> str:
    return str(environ["PATH_INFO"]).encode("latin-1").decode()


def _asked(environ: dict[str, Any]) -> Asked:
    query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
    url = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}{quote(_path(environ))}{query}"
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
    form = parse_qsl(body.decode(), keep_blank_values=True)
    headers = {name.removeprefix("HTTP_"): value for name, value in environ.items() if name.startswith("HTTP_")}
    return Asked(environ["REQUEST_METHOD"], url, form, headers)


def play(
    pages: Mapping[str, Answer] | str,
    caller: Caller | Sequence[str] = (),
    *,
    line: PhoneNumber | None = None,
    rules: CarrierOptions | None = None,
    latency: float = 0.0,
) -> SimulatedCall:
    """Play a whole call; pages given as one string are the document at /voice, a caller given as lines is scripted."""
    carrier = Carrier(
        InProcess(Pages({"/voice": pages} if isinstance(pages, str) else pages), HOME, latency),
        line or PhoneNumber(),
        rules or CarrierOptions(),
    )
    return carrier.call(Scripted(caller) if isinstance(caller, Sequence) else caller)


def dial(
    pages: Mapping[str, Answer] | str, desks: Callable[[str], Desk] | None = None, rules: CarrierOptions | None = None
) -> SimulatedCall:
    """Begin a call that is played step by step."""
    service = InProcess(Pages({"/voice": pages} if isinstance(pages, str) else pages), HOME)
    return Carrier(service, options=rules or CarrierOptions()).dial(desks=desks or (lambda _number: Desk()))


def numbers(call: SimulatedCall) -> list[int]:
    """Return Twilio's numbers of what was warned of, in order."""
    return [warning.number for warning in call.warnings if warning.number is not None]


def remarks(call: SimulatedCall) -> list[str]:
    """Return what the carrier remarked on its own account."""
    return [warning.text for warning in call.warnings if warning.number is None]


def paths(call: SimulatedCall) -> list[str]:
    """Return the paths that were requested, in order."""
    return [request.url.removeprefix(HOME) for request in call.requests]


def of(call: SimulatedCall, kind: type[TranscriptEvent]) -> list[Any]:
    """Return the events of one kind."""
    return [event for event in call.transcript if isinstance(event, kind)]
