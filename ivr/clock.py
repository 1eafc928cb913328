"""The time of day in Japan, by which offices open and calls are dated."""

from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")  # no summer time since 1951


def japanese_time() -> datetime:
    """Return the time of day in Japan."""
    return datetime.now(JAPAN)
