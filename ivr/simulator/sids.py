"""Twilio's identifiers, made from a seed so that the same call always gets the same ones."""

import hashlib
from itertools import count


class Sids:
    """An endless row of identifiers of 34 characters: two letters and 32 hexadecimal figures."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._numbers = count()

    def call(self) -> str:
        """Return the next CallSid."""
        return "CA" + self.token()

    def token(self) -> str:
        """Return the next 32 hexadecimal figures."""
        return hashlib.sha256(f"{self._seed}/{next(self._numbers)}".encode()).hexdigest()[:32]
