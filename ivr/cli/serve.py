"""`ivr serve`: the whole service, on this machine unless told otherwise."""

import os
import sys
from pathlib import Path

import click

from ivr.settings import MOST_WORKERS, is_loopback, read_settings, refuse_strangers

from .options import site_option


@click.command()
@site_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(0, 65535), help="Port.")
@click.option(
    "--workers", type=click.IntRange(1, MOST_WORKERS), help="Processes; else those of WEB_CONCURRENCY, else one."
)
def serve(site: Path | None, host: str, port: int, workers: int | None) -> None:
    """Serve the hotline on http://127.0.0.1:8000, with nothing configured.

    Without TWILIO_AUTH_TOKEN it runs in demo mode: only requests from this machine are answered, and on /phone stands a
    telephone to call it with. It is the same gunicorn with the same configuration that the Procfile starts in
    production.
    """
    if site:
        os.environ["IVR_SITE"] = str(site)
    settings = read_settings(os.environ)
    refuse_strangers(settings, host)
    if is_loopback(host):
        url = f"http://{host}:{port}"
        if settings.demo:
            click.echo(f"To call it, open {url}/phone")
        click.echo(f"Twilio's voice URL will be {url}/voice; try it with: ivr call --url {url}/voice")
    sys.stdout.flush()
    workers = workers or settings.workers or 1
    server = [sys.executable, "-m", "gunicorn", "--config", "python:ivr.web.server"]
    os.execv(sys.executable, [*server, "--bind", f"{host}:{port}", "--workers", str(workers), "ivr.web:create_app()"])  # noqa: S606
