"""A recorded prompt: a sound that is played in place of its text."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound of a prompt: a WAV file's *content* and its *seconds*.

    *name* is its language and its prompt (``ja/welcome``), *digest* tells it from any other sound of that name.
    """

    name: str
    digest: str
    seconds: float
    content: bytes = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """Return the name under which it is served; another sound has another, so that it may be kept for ever."""
        return f"{self.name}-{self.digest}.wav"


def recording(name: str, content: bytes, seconds: float) -> Recording:
    """Return the recording *name* with this *content*, which lasts so many *seconds*."""
    return Recording(name, hashlib.sha256(content).hexdigest()[:12], seconds, content)
