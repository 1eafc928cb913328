"""What the carrier's synthesiser and recogniser take at once: the check warns of what is over, TwiML is cut to it."""

from typing import Final

MOST_CHARACTERS: Final = 450
"""Characters of one Say: it takes 4,500 URL-encoded ones, nine for each kana or kanji, less a tenth
(https://www.twilio.com/docs/api/errors/13521)."""

MOST_HINTS: Final = 500
LONGEST_HINT: Final = 100
"""Phrases that the recogniser can be told to expect, and characters of each
(https://www.twilio.com/docs/voice/twiml/gather)."""
