"""Recorded prompts: sounds that are played in place of a prompt's text."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound of a prompt: a WAV file's *content* and its *seconds*.

    *name* is its language and its prompt (``ja/welcome``), *digest* a hash of the content.
    """

    name: str
    digest: str
    seconds: float
    content: bytes = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """Return the file name under which it is served; it contains the hash, so that it can be cached for ever."""
        return f"{self.name}-{self.digest}.wav"


def recording(name: str, content: bytes, seconds: float) -> Recording:
    """Return the recording *name* with this *content*, which lasts so many *seconds*."""
    return Recording(name, hashlib.sha256(content).hexdigest()[:12], seconds, content)
