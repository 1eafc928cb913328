"""Callers correct themselves: 「愛知県、いや三重県です」. What stands before the correction does not count."""

import re

from ivr.places.mentions import Mention

_CORRECTION = re.compile(
    r"(?:(?<=[、。,.!?す])|^)(?:あ[っ、]*)?(?:いいえ|いえ|いや|違|ちが|間違|まちが|失礼|訂正|もとい|ごめん|すみません|すいません)"
    r"|(?:じゃ|では?)なかった|です、?(?:じゃ|では)なくて?|間違え|まちがえ|違った|違って|違う|っ?ていうか|というか"
)


def kept(text: str, found: list[Mention]) -> list[Mention]:
    """Return the mentions that no later correction takes back; a correction with nothing after it takes nothing."""
    last = max((mention.start for mention in found), default=0)
    cut = max((match.start() for match in _CORRECTION.finditer(text) if match.start() < last), default=0)
    return [mention for mention in found if mention.start >= cut]
