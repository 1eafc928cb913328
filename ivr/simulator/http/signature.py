"""X-Twilio-Signature, computed from the published rules alone.

Neither the twilio package nor `ivr.twilio` is used: a mistake there must not be made here too.

The rules are those of https://www.twilio.com/docs/usage/security: the URL up to the end of its query, then, for a POST,
each parameter's name and value sorted by name; HMAC-SHA1 with the account's token; base64. A fragment is never sent and
never signed. Over https user information and port are dropped first, over http only user information.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit


def signature(token: str, url: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
    """Return the X-Twilio-Signature of a request to *url* whose body carries *parameters* (none for a GET).

    A repeated parameter is signed once for each of its different values, in order, as Twilio's libraries check it.
    """
    signed = signed_url(url) + "".join(name + value for name, value in sorted(set(parameters)))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def signed_url(url: str) -> str:
    """Return *url* as Twilio signs it: without fragment and user information, and over https without port."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme == "https":
        host = _without_port(host)
    # urlunsplit drops a lone "?", which Twilio would have sent and signed.
    lone_query = "?" if not parts.query and url.partition("#")[0].endswith("?") else ""
    return urlunsplit((parts.scheme, host, parts.path, parts.query, "")) + lone_query


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
