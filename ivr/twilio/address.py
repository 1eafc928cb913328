"""The addresses that TwiML gives to Twilio: the next step, the whisper, what becomes of a ring, the recordings."""

from functools import lru_cache
from urllib.parse import urlencode

from ivr.call import Call, to_pairs
from ivr.settings import VOICE_PATH
from ivr.speech import Recording

PREFIX = VOICE_PATH
AUDIO = "/audio"


def step(call: Call, base: str = "") -> str:
    """Return the address at which *call* goes on, under the path *base* of the public URL."""
    return f"{base}{PREFIX}/{call.node}?{_query(call)}"


def whisper(call: Call, base: str = "") -> str:
    """Return the address of what the called desk hears."""
    return f"{base}{PREFIX}/{call.node}/whisper?{_query(call)}"


def rang(call: Call, base: str = "") -> str:
    """Return the address that is told how the ring of *call* goes."""
    return f"{base}{PREFIX}/{call.node}/rang?{_query(call)}"


def audio(recording: Recording, base: str = "") -> str:
    """Return the address of a recorded prompt."""
    return f"{base}{AUDIO}/{recording.file}"


@lru_cache(maxsize=1_000)
def _query(call: Call) -> str:
    """Return the query of *call*: many calls come through the same states."""
    return urlencode(to_pairs(call))
