"""How gunicorn serves the application: ``gunicorn --config python:ivr.web.server 'ivr.web:create_app()'``."""

import os
from typing import Any

from ivr.settings import read_settings, refuse_strangers

# The site is read once, before the workers fork: they share it, and a site with problems starts no worker.
preload_app = True
worker_class = "gthread"
threads = 8
# Twilio gives up after 15 s.
timeout = 20


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter is untyped
    """Refuse to listen beyond this machine without a way to check signatures."""
    settings = read_settings(os.environ)
    for address in server.address:
        refuse_strangers(settings, address[0] if isinstance(address, tuple) else "127.0.0.1")
