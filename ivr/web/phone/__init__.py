"""The browser phone: a page that calls the hotline, and the routes that answer it.

The page keeps the steps of the call, as a `*.call.yaml` file has them; each request sends all of them, and the call is
replayed through the carrier, against the same webhooks. So nothing of a call is stored here, and any worker answers.
"""

from .page_routes import phone

__all__ = ["phone"]
