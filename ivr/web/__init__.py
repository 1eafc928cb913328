"""The service over HTTP: a Flask application that answers Twilio's webhooks."""

from .app import create_app

__all__ = ["create_app"]
