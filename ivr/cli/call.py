"""`ivr call`: a telephone in the terminal, to this site's service or to any other TwiML service."""

import json
import logging
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from ivr.settings import Settings
from ivr.simulator import Call, Caller, Carrier, InProcess, Line, OverHttp, Rules, Scripted, as_line
from ivr.site import load, readings, shipped
from ivr.web import create_app
from ivr.web.log import configure_log

from .options import json_option, site_option
from .terminal import Terminal, show

_CALLER, _CALLED = "+819012345678", "+815012345678"


@click.command()
@site_option
@click.option("--url", help="Voice URL of any TwiML service, called over HTTP and signed with TWILIO_AUTH_TOKEN.")
@click.option("--from", "caller", default=_CALLER, show_default=True, help="Number that calls.")
@click.option("--to", "called", default=_CALLED, show_default=True, help="Number that is called.")
@json_option
def call(site: Path | None, url: str | None, caller: str, called: str, as_json: bool) -> None:
    """Make a call: press keys or say something, hear what is said and when, see which office rings.

    Answer each question with keys (0-9, # and *), with what you say, or with nothing for silence. While a telephone rings: nothing answers
    it, !busy !no-answer !failed are how it can end otherwise; !hangup hangs up. Without a terminal each line of standard input is one answer,
    and a line like !busy says how the next telephone behaves that is rung.
    """
    carrier = _over_http(url) if url else _in_process(site)
    lines = None if sys.stdin.isatty() else sys.stdin.read().splitlines()
    person: Caller = Terminal() if lines is None else Scripted(lines)
    made = carrier.dial(caller, called, person.desk)
    for line in _told(made, person, as_json=as_json):
        click.echo(line)
    sys.exit(0)


def _told(made: Call, person: Caller, *, as_json: bool) -> Iterator[str]:
    """Play the call and yield what happened, as it happens."""
    told = 0
    while True:
        yield from _lines(made.transcript[told:], as_json=as_json)
        told = len(made.transcript)
        if made.heard is None:
            return
        made.act(*person.hears(made.heard))


def _lines(events: Iterable[object], *, as_json: bool) -> Iterator[str]:
    if as_json:
        return (json.dumps(as_line(event), ensure_ascii=False) for event in events)
    return (line for event in events if (line := show(event)))


def _in_process(root: Path | None) -> Carrier:
    """Return a carrier to this site's own application, signing as Twilio does."""
    configure_log(logging.ERROR)
    token = secrets.token_hex(16)
    application = create_app(Settings(site=root, tokens=(token,)))
    plan = load(root or shipped()).plan
    known = readings(plan) if plan else {}
    return Carrier(InProcess(application), line=Line(status_url="/voice/status", fallback_url="/voice/fallback"), rules=Rules(known=known), token=token)


def _over_http(url: str) -> Carrier:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter(f"expected an address like http://127.0.0.1:8000/voice, found {url}", param_hint="--url")
    tokens = os.environ.get("TWILIO_AUTH_TOKEN", "").split(",")
    return Carrier(OverHttp(url, timed=True), line=Line(voice_url=url), token=tokens[0].strip() or None)
