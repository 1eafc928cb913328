"""The time in Japan, by which offices open and calls are dated."""

import time
from datetime import datetime, timedelta, timezone

MINUTE, HOUR, DAY, WEEK = 60_000, 3_600_000, 86_400_000, 604_800_000
"""In milliseconds, as records have their times."""
AHEAD = 9 * HOUR
"""Milliseconds by which Japan time is ahead of UTC: there has been no summer time since 1951."""
JAPAN = timezone(timedelta(milliseconds=AHEAD), "JST")


def now() -> int:
    """Return the milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def japanese_time() -> datetime:
    """Return the present time in Japan."""
    return datetime.now(JAPAN)
