"""Twilio's signature, by its published rules (https://www.twilio.com/docs/usage/security) and with nothing of ours."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

Pairs = Iterable[tuple[str, str]]


def sign(secret: str, url: str, form: Pairs = (), algorithm: str = "sha1") -> str:
    """Return the signature over *url*, exactly as it stands there, and the fields of *form*."""
    signed = url + "".join(name + value for name, value in sorted(form))
    return base64.b64encode(hmac.digest(secret.encode(), signed.encode(), algorithm)).decode()


def digest(body: bytes) -> str:
    """Return the bodySHA256 of a *body* that is no form."""
    return hashlib.sha256(body).hexdigest()
