"""The browser phone: a page on which one calls the hotline, and what answers it.

The page keeps the steps of the call, as a `*.call.yaml` file has them; each request sends all of them, and the call is
replayed through the carrier, against the same webhooks. So nothing of a call is stored here, and any worker answers.
"""

from .page_routes import phone

__all__ = ["phone"]
