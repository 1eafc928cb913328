"""The service over HTTP: a Flask application that answers Twilio's webhooks."""

from typing import TYPE_CHECKING, Any

from ivr.garbage import imported

if TYPE_CHECKING:
    from .app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python calls it
    """Import the application when it is first asked for: a command that needs only the log does not wait for Flask."""
    if name not in __all__:
        message = f"module {__name__} has no attribute {name}"
        raise AttributeError(message)
    return imported("ivr.web.app").create_app
