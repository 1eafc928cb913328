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


def step(call: Call, base: str = "", rehearsal: bool = False) -> str:
    """Return the address at which *call*, a *rehearsal* or not, continues, under the path *base* of the public URL."""
    return f"{base}{VOICE_PATH}/{call.node}?{_query(call, rehearsal)}"


def whisper(call: Call, base: str = "", rehearsal: bool = False) -> str:
    """Return the address of what the called desk hears."""
    return f"{base}{VOICE_PATH}/{call.node}/whisper?{_query(call, rehearsal)}"


def accepted(call: Call, base: str = "", rehearsal: bool = False) -> str:
    """Return the address of a called desk that has pressed the key that it was asked for."""
    return f"{base}{VOICE_PATH}/{call.node}/accepted?{_query(call, rehearsal)}"


def is_rehearsal(query: bytes) -> bool:
    """Return whether an address with this *query* belongs to a rehearsal call."""
    return _MARK in query and _MARK in query.split(b"&")


def with_rehearsal(url: str) -> str:
    """Return *url* with the mark of a rehearsal call."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, REHEARSAL)))))


def rang(call: Call, base: str = "", rehearsal: bool = False) -> str:
    """Return the address of the status callback for the ring of *call*."""
    return f"{base}{VOICE_PATH}/{call.node}/rang?{_query(call, rehearsal)}"


def audio(recording: Recording, base: str = "") -> str:
    """Return the address of a recorded prompt."""
    return f"{base}{AUDIO}/{recording.file}"


@lru_cache(maxsize=1_000)
def _query(call: Call, rehearsal: bool) -> str:
    """Return the query of *call*, cached: many calls come through the same states."""
    return urlencode(to_pairs(call)) + (f"&{REHEARSAL}" if rehearsal else "")
