"""What the carrier's synthesiser and recogniser take at once: the check warns of what is over, TwiML is cut to it."""

from typing import Final

MOST_CHARACTERS: Final = 450
"""Characters of one Say: it takes 4,500 URL-encoded ones, nine for each kana or kanji, less a tenth
(https://www.twilio.com/docs/api/errors/13521)."""

MOST_ENGLISH_CHARACTERS: Final = 2_400
"""The same in English: URL-encoded, a letter is one, and a space or a mark, of which there are no
more than one in three, is three."""

MOST_HINTS: Final = 500
LONGEST_HINT: Final = 100
"""Phrases that the recogniser can be told to expect, and characters of each
(https://www.twilio.com/docs/voice/twiml/gather)."""


def most_characters(language: str) -> int:
    """Return how many characters of a language one Say takes, as many as of Japanese where it is not known better."""
    return MOST_CHARACTERS if language != "en" else MOST_ENGLISH_CHARACTERS
