"""Whether a site of ten and of a hundred times the offices and nodes is as quick: `python -m tests.bench.bench_flat`.

Such sites are made of copies of the shipped one, with more offices under `others` and more menus that lead to them, and
one with ten times the towns. The same signed webhooks are answered for each site by turns, in this process and in short
rounds; a figure is the fastest round's time of the processor against that of the shipped site. What every start and
check does may take longer with a longer file, but for each line of it no longer than now.
"""

import io
import logging
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import structlog
from flask import Flask
from werkzeug.test import run_wsgi_app

from ivr.call import Conditions, Plan
from ivr.clock import japanese_time
from ivr.settings import read_settings
from ivr.site import load
from ivr.web.forms import FormRequest
from ivr.web.log import configure_log
from ivr.web.reload.plans import Plans
from ivr.web.webhook_routes import Hotline, webhooks
from tests.check.proof.small import copy
from tests.twilio.signing import sign

from .bench_webhooks import FORM
from .figures import Figure, show
from .signed import TOKEN

TIMES = (10, 100)
GOAL = 1.15
"""Times as long as with the shipped site: flat, but for what measuring varies by."""
OFFICES, NODES, TOWNS = 95, 40, 1_900
"""About as many as the shipped site has."""
ADDRESS = "127.0.0.1:8000"
ANSWERS: Mapping[str, dict[str, str]] = {
    "the first word": {},
    "the service": {"SpeechResult": "経営改善です"},
    "a town misheard": {"SpeechResult": "ええと、はままちしのあたりです"},
    "the place": {"SpeechResult": "静岡県です"},
    "a ring": {},
    "the end of a ring": {"DialCallStatus": "busy"},
    "what is not understood": {"SpeechResult": "ええと、あの、なんでしたっけ"},
}
"""What a caller answers, one after the other; each is measured."""

OFFICE = (
    "  office{n}: {{printed_name: 第{n}事務所, spoken_name: 第{n}事務所, spoken_kana: だいじむしょ, "
    'number: "03-{a:04}-{b:04}"}}\n'
)
MENU = (
    "  menu{n}:\n    kind: choose\n    choices:\n"
    '      - {{key: "1", label: explanation, to: ring{n}}}\n      - {{key: "2", label: details, to: menu{after}}}\n'
    "    menu: [choices]\n"
    "  ring{n}: {{kind: ring, office: {office}, timeout: 25, completed: goodbye, busy: busy, no_answer: no_answer, "
    "failed: failed, canceled: canceled}}\n"
)


def more(site: Path, times: int) -> Path:
    """Give a copy of the shipped site *times* as many offices and nodes."""
    offices, menus = (times - 1) * OFFICES, (times - 1) * NODES // 2
    with_offices = "".join(OFFICE.format(n=n, a=5000 + n // 1000, b=n % 1000) for n in range(offices))
    _change(site / "data/directory.yaml", "others:\n", f"others:\n{with_offices}")
    with_menus = "".join(MENU.format(n=n, after=(n + 1) % menus, office=f"office{n % offices}") for n in range(menus))
    _change(site / "data/flow.yaml", "nodes:\n", f"nodes:\n{with_menus}")
    return site


def more_towns(site: Path, times: int = 10) -> Path:
    """Give a copy of the shipped site *times* as many towns."""
    kana = "かきくけこさすせそたちつてとなにぬねのまみむめもやゆよらりるれろ"
    names = (f"{one}{two}{three}べ" for one in kana for two in kana for three in kana)
    file = site / "data/places/municipalities.tsv"
    known = {line[:5] for line in file.read_text(encoding="utf-8").splitlines()}
    codes = (f"{area:02}{number}" for number in range(100, 1000) for area in range(1, 48))
    free = islice((code for code in codes if code not in known), (times - 1) * TOWNS)
    rows = (f"{code}\t{name}村\t{name}むら\t\t\t1\t\t\n" for code, name in zip(free, names, strict=False))
    with file.open("a", encoding="utf-8") as end:
        end.write("".join(rows))
    return site


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(f"\n{old}") == 1
    file.write_text(text.replace(f"\n{old}", f"\n{new}"), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Request:
    """A signed webhook as a server hands it to an application."""

    environ: dict[str, object]
    body: bytes

    def answered(self, app: Flask) -> str:
        """Return the document that *app* answers with."""
        document, status, _ = run_wsgi_app(app.wsgi_app, self.environ | {"wsgi.input": io.BytesIO(self.body)})
        assert status == "200 OK"
        return b"".join(document).decode()


def request(path: str, **answer: str) -> Request:
    """Return the webhook of an *answer* at *path*."""
    form = FORM | answer
    body, (before, _, query) = urlencode(form).encode(), path.partition("?")
    return Request(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": before,
            "QUERY_STRING": query,
            "RAW_URI": path,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": ADDRESS,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_TWILIO_SIGNATURE": sign(TOKEN, f"http://{ADDRESS}{path}", form.items()),
        },
        body,
    )


@dataclass(frozen=True, slots=True)
class Served:
    """A site served in this process: its webhooks by the name of the answer, and the *seconds* it took to read."""

    app: Flask
    requests: Mapping[str, Request]
    seconds: float

    def worked(self, name: str, times: int) -> float:
        """Return the seconds of the processor that one webhook takes."""
        begun = time.process_time()
        for _ in range(times):
            self.requests[name].answered(self.app)
        return (time.process_time() - begun) / times


def served(root: Path) -> Served:
    """Read the site in *root*, and lead a call through it."""
    begun = time.process_time()
    site = load(root)
    seconds = time.process_time() - begun
    assert site.plan, site.problems[:3]
    app = _application(site.plan)
    requests: dict[str, Request] = {}
    path = "/voice"
    for name, answer in ANSWERS.items():
        requests[name] = request(path, **answer)
        following = re.search(r'action="([^"]+)"', requests[name].answered(app))
        path = unescape(following[1]) if following else path
    return Served(app, requests, seconds)


def _application(plan: Plan) -> Flask:
    app = Flask(__name__)
    app.request_class = FormRequest
    settings = read_settings({"TWILIO_AUTH_TOKEN": TOKEN})
    app.register_blueprint(webhooks(Hotline(Plans.starting_with(plan), settings, japanese_time, Conditions)))
    return app


def figures(rounds: int = 100, times: int = 8) -> Iterator[Figure]:
    """Yield, for each larger site, the slowest of its answers against the same of the shipped site.

    Many short rounds: the quickest counts, and a machine is rarely quick for long.
    """
    configure_log(logging.CRITICAL)
    try:
        with tempfile.TemporaryDirectory() as folder:
            shipped = served(copy(Path(folder) / "1"))
            larger = {f"{n} times the offices and nodes": served(more(copy(Path(folder) / str(n)), n)) for n in TIMES}
            larger["10 times the towns"] = served(more_towns(copy(Path(folder) / "towns")))
            yield from _compared(shipped, larger, rounds, times)
    finally:
        structlog.reset_defaults()


def _compared(shipped: Served, larger: Mapping[str, Served], rounds: int, times: int) -> Iterator[Figure]:
    fastest: dict[tuple[str, str], float] = {}
    sites = {"": shipped, **larger}
    for _ in range(rounds):
        for answer in ANSWERS:
            for name, site in sites.items():
                seconds = site.worked(answer, times)
                fastest[name, answer] = min(seconds, fastest.get((name, answer), seconds))
    for name, site in larger.items():
        ratios = {answer: fastest[name, answer] / fastest["", answer] for answer in ANSWERS}
        answers = "  ".join(f"{answer} {ratio:.2f}" for answer, ratio in ratios.items())
        print(f"{name}: {answers}; read in {site.seconds:.2f} s, the shipped site in {shipped.seconds:.2f} s")  # noqa: T201 - run by hand
        yield Figure(f"a webhook with {name}", max(ratios.values()), GOAL, "x")


if __name__ == "__main__":
    sys.exit(show(figures(*map(int, sys.argv[1:]))))
