"""Twilio's identifiers, derived from a seed so that the same call always gets the same ones."""

import hashlib
from itertools import count


class Sids:
    """An endless sequence of identifiers of 34 characters: two letters and 32 hexadecimal digits."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._numbers = count()

    def call(self) -> str:
        """Return the next CallSid."""
        return "CA" + self.token()

    def token(self) -> str:
        """Return the next 32 hexadecimal digits."""
        return hashlib.sha256(f"{self._seed}/{next(self._numbers)}".encode()).hexdigest()[:32]
