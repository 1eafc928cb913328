"""The addresses in our TwiML: the next step, the whisper, the status of a ring, the recordings."""

from functools import lru_cache
from urllib.parse import urlencode, urlsplit, urlunsplit

from ivr.call import Call, to_pairs
from ivr.settings import VOICE_PATH
from ivr.speech import Recording

AUDIO = "/audio"
REHEARSAL = "rehearsal=1"
"""Marks, in its query, a call that is only tried out: each address passes it on, and the signature covers it.

Such a call is answered as any other, and is in no record, limit or count.
"""

_MARK = REHEARSAL.encode()


def of_call(call: Call, base: str, rehearsal: bool, what: str = "") -> str:
    """Return an address of *call*, a *rehearsal* or not, under the path *base* of the public URL.

    The call continues there; behind its node is *what* else it asks for: what the called desk hears (``/whisper``),
    that the desk has pressed the key that it was asked for (``/accepted``), or how its ring goes (``/rang``).
    """
    return f"{base}{VOICE_PATH}/{call.node}{what}?{_query(call, rehearsal)}"


def is_rehearsal(query: bytes) -> bool:
    """Return whether an address with this *query* belongs to a rehearsal call."""
    return _MARK in query and _MARK in query.split(b"&")


def with_rehearsal(url: str) -> str:
    """Return *url* with the mark of a rehearsal call."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, REHEARSAL)))))


def audio(recording: Recording, base: str = "") -> str:
    """Return the address of a recorded prompt."""
    return f"{base}{AUDIO}/{recording.file}"


@lru_cache(maxsize=1_000)
def _query(call: Call, rehearsal: bool) -> str:
    """Return the query of *call*, cached: many calls come through the same states."""
    return urlencode(to_pairs(call)) + (f"&{REHEARSAL}" if rehearsal else "")
