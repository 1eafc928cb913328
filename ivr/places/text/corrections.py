"""Self-corrections of callers: in 「愛知県、いや三重県です」 what precedes the correction does not count."""

from ivr.places.text.mentions import Mention
from ivr.places.text.phrases import CORRECTION


def kept(text: str, found: list[Mention]) -> list[Mention]:
    """Return the mentions that no later correction takes back; a correction with nothing after it takes nothing."""
    last = max((mention.start for mention in found), default=0)
    cut = max((match.start() for match in CORRECTION.finditer(text, 0, last)), default=0)
    return [mention for mention in found if mention.start >= cut]
