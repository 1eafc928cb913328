"""The time in Japan, by which offices open and calls are dated."""

from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")  # no summer time since 1951


def japanese_time() -> datetime:
    """Return the present time in Japan."""
    return datetime.now(JAPAN)
