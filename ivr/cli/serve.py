"""`ivr serve`: the whole service under gunicorn, by default for this machine only."""

import errno
import gc
import os
import shlex
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from runpy import run_module
from urllib.parse import urlsplit

import click

from ivr.distribution import own_command, shipped
from ivr.settings import (
    MOST_WORKERS,
    VOICE_PATH,
    Settings,
    is_loopback,
    read_settings,
    redacted_url,
    refuse_exposed_demo,
)
from ivr.translation import N_, _

from .options import chosen_site_option, in_json, json_option

_TAKEN = N_("another program is already listening on port {port}; end it, or choose another port with --port")
_NOT_HERE = N_(
    "ivr serve needs gunicorn, which runs on Linux and macOS; on Windows start it in WSL. All other commands work here."
)


@click.command()
@chosen_site_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Listen on this address.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="PORT",
    type=click.IntRange(0, 65535),
    help="Listen on this port; $PORT replaces the default.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    help="Run this many processes (default: $WEB_CONCURRENCY, else 1).",
)
@json_option
def serve(site: Path | None, host: str, port: int, workers: int | None, *, as_json: bool) -> None:
    """Serve the hotline, to be called from the browser.

    It runs on this machine, and nothing needs to be configured. Without TWILIO_AUTH_TOKEN the service runs in demo
    mode: it answers only this machine, and the page /phone is a telephone to call it with. In production the Procfile
    starts the same gunicorn with the same configuration.
    """
    _open_what_is_closed()
    if find_spec("fcntl") is None:
        raise click.ClickException(_(_NOT_HERE))
    if site:
        os.environ["IVR_SITE"] = str(site)
    settings = read_settings(os.environ)
    refuse_exposed_demo(settings, host)
    host = host.strip("[]")
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if os.environ.get("LISTEN_PID") != str(os.getpid()):  # else systemd listens there, for us
        _refuse_taken(host, port)

    def listens(url: str) -> None:
        if is_loopback(urlsplit(url).hostname or "unix"):  # systemd's socket may be a file, or open to all
            with suppress(OSError):  # a full disk behind standard output is no reason to answer no calls
                _show_addresses(settings, url, as_json=as_json)

    workers = workers or settings.workers or 1
    become_gunicorn("--bind", address, "--workers", str(workers), "ivr.web:create_app()", listens=listens)


def _open_what_is_closed() -> None:
    """Lead to nowhere what is closed of standard input, output and error, as some do for what is to run on its own.

    A file or a connection would take its number otherwise, and what is printed would be written there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            file = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(file, True)
            setattr(sys, name, os.fdopen(file, mode, encoding="utf-8"))


def become_gunicorn(*arguments: str, listens: Callable[[str], None] | None = None) -> None:
    """Continue as `python -m gunicorn` with our configuration; a new Python would have to import everything again.

    Ctrl-C before gunicorn handles signals causes no traceback. Garbage is collected from `when_ready` in
    ivr/web/server.py on: nearly everything that a start makes stays in memory. *listens* is called there too, with the
    address at which callers are answered from then on.
    """
    sys.argv = ["gunicorn", "--config", "python:ivr.web.server", *arguments]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()
    from ivr.web import server  # noqa: PLC0415 - made once garbage is no longer collected, as all of a start

    server.listens = listens
    run_module("gunicorn", run_name="__main__", alter_sys=True)


def _refuse_taken(host: str, port: int) -> None:
    """Raise an error if another program listens at *port*; the server itself reports any other obstacle."""
    with suppress(OSError):
        family, *_more, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(where)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                raise click.ClickException(_(_TAKEN).format(port=port)) from None


def _show_addresses(settings: Settings, url: str, *, as_json: bool) -> None:
    """Print the addresses of a service that listens at *url*, and how it is called from a terminal."""
    voice, phone = redacted_url(f"{settings.public_url or url}{VOICE_PATH}"), f"{url}/phone" if settings.demo else None
    if as_json:
        click.echo(in_json({"voice": voice, "phone": phone}, line=True))
        return
    if phone:
        click.echo(_("To call it, open {phone}").format(phone=phone))
    click.echo(
        _("Twilio's voice URL will be {voice}; try it with: {ivr} call --url {voice} --site {site}").format(
            voice=voice, ivr=own_command(), site=shlex.quote(str(settings.site or shipped()))
        )
    )
