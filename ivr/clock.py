"""The time in Japan, by which offices open and calls are dated."""

from datetime import datetime, timedelta, timezone

DAY = 86_400_000
"""Milliseconds of a day."""
AHEAD = 9 * 3600_000
"""Milliseconds by which Japan time is ahead of UTC: there has been no summer time since 1951."""
JAPAN = timezone(timedelta(milliseconds=AHEAD), "JST")


def japanese_time() -> datetime:
    """Return the present time in Japan."""
    return datetime.now(JAPAN)
