"""The carrier's limits for speech and recognition, which TwiML must keep to and the check warns of."""

MOST_CHARACTERS = 450
"""Of one piece of speech: 4,500 URL-encoded characters are nine for each kana or kanji
(https://www.twilio.com/docs/api/errors/13521), less a tenth.
"""

MOST_HINTS = 500
LONGEST_HINT = 100
"""How many phrases a recogniser takes, and of how many characters (https://www.twilio.com/docs/voice/twiml/gather)."""
