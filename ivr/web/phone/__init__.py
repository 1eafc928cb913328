"""The browser phone: a page on which one calls the hotline, and what answers it.

The page keeps the list of what the caller has done; each request sends all of it, and the call is played anew through
the carrier, against the same webhooks. So nothing of a call is kept here, and any worker answers.
"""

from .routes import phone

__all__ = ["phone"]
