"""`ivr serve`: the whole service, on this machine unless told otherwise."""

import json
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from ivr.distribution import own_command
from ivr.settings import MOST_WORKERS, is_loopback, read_settings, refuse_strangers

from .options import json_option, site_option

# As `python -m gunicorn`; but until gunicorn listens to signals, Ctrl-C ends it without a traceback.
_GUNICORN = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "import runpy; runpy.run_module('gunicorn', run_name='__main__', alter_sys=True)"
)
_NOT_HERE = "ivr serve needs gunicorn, which runs on Linux and macOS; on Windows start it in WSL. All else works here."


@click.command()
@site_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(0, 65535), help="Port.")
@click.option(
    "--workers", type=click.IntRange(1, MOST_WORKERS), help="Processes; else those of WEB_CONCURRENCY, else one."
)
@json_option
def serve(site: Path | None, host: str, port: int, workers: int | None, *, as_json: bool) -> None:
    """Serve the hotline on http://127.0.0.1:8000, with nothing configured.

    Without TWILIO_AUTH_TOKEN it runs in demo mode: only requests from this machine are answered, and on /phone stands a
    telephone to call it with. It is the same gunicorn with the same configuration that the Procfile starts in
    production.
    """
    if find_spec("fcntl") is None:
        raise click.ClickException(_NOT_HERE)
    if site:
        os.environ["IVR_SITE"] = str(site)
    settings = read_settings(os.environ)
    refuse_strangers(settings, host)
    host = host.strip("[]")
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if is_loopback(host):
        with suppress(OSError):  # a full disk behind standard output is no reason to answer no calls
            _tell(f"http://{address}", demo=settings.demo, as_json=as_json)
    workers = workers or settings.workers or 1
    server = [sys.executable, "-c", _GUNICORN, "--config", "python:ivr.web.server"]
    os.execv(sys.executable, [*server, "--bind", address, "--workers", str(workers), "ivr.web:create_app()"])  # noqa: S606


def _tell(url: str, *, demo: bool, as_json: bool) -> None:
    """Tell the addresses of a service that this machine alone reaches."""
    voice, phone = f"{url}/voice", f"{url}/phone" if demo else None
    if as_json:
        click.echo(json.dumps({"voice": voice, "phone": phone}))
        return
    if phone:
        click.echo(f"To call it, open {phone}")
    click.echo(f"Twilio's voice URL will be {voice}; try it with: {own_command()} call --url {voice}")
