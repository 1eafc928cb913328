"""Addresses as documents contain them: relative, with fragment or user information, or invalid."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def join(base: str, address: str) -> str:
    """Return *address* resolved against *base*; an empty one is *base* itself, an absolute one stays as it is."""
    return address if _ABSOLUTE.match(address) else urljoin(base, address)


def host(address: str) -> str:
    """Return the host name in *address*, "" if there is none or the address is malformed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_usable(address: str) -> bool:
    """Tell whether a request can be sent to *address*: http or https, a host, and a port, if any, that is a number."""
    try:
        return bool(host(address)) and urlsplit(address).scheme in {"http", "https"} and urlsplit(address).port != 0
    except ValueError:
        return False


def with_path(address: str) -> str:
    """Return *address* with the path ``/`` if it has none, as it is sent."""
    parts = urlsplit(address)
    return address if parts.path else urlunsplit(parts._replace(path="/"))


def without_user(address: str) -> tuple[str, str]:
    """Return *address* without ``user:password@``, and that part, still encoded."""
    parts = urlsplit(address)
    user, _, host = parts.netloc.rpartition("@")
    return (urlunsplit(parts._replace(netloc=host)), user) if user else (address, "")
