"""Days and months that a command is asked about, as they begin in Japan."""

from datetime import datetime

import click

from ivr.clock import JAPAN, japanese_time
from ivr.translation import N_, _

_YEARS = range(2000, 3000)
"""Years that can be meant; beyond them the next day may not exist."""

_OF_DAY = (
    "%Y-%m-%d",
    N_('"{given}" is not a day of the years 2000 to 2999. Write it like 2026-11-28.'),
    N_("This day has not come yet: in Japan it is {today}."),
)
_OF_MONTH = (
    "%Y-%m",
    N_('"{given}" is not a month of the years 2000 to 2999. Write it like 2026-11.'),
    N_("This month has not come yet: in Japan it is {today}."),
)


class Calendar(click.ParamType[datetime]):
    """A day or month written in *form*; *begun*: one that has begun.

    *unreadable* is the message for a text that is not one, *to_come* for one that has not begun.
    """

    name = "date"

    def __init__(self, form: str, unreadable: str, to_come: str, *, begun: bool = False) -> None:
        self._form, self._unreadable, self._to_come, self._begun = form, unreadable, to_come, begun

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return when it begins. Raises BadParameter."""
        try:
            moment = datetime.strptime(value, self._form).replace(tzinfo=JAPAN)
        except ValueError:
            moment = None
        if moment is None or moment.year not in _YEARS:
            self.fail(_(self._unreadable).format(given=value), param, ctx)
        if self._begun and moment > (now := japanese_time()):
            self.fail(_(self._to_come).format(today=f"{now:%Y-%m-%d}"), param, ctx)
        return moment


DAY = Calendar(*_OF_DAY)
DAY_BEGUN = Calendar(*_OF_DAY, begun=True)
MONTH_BEGUN = Calendar(*_OF_MONTH, begun=True)


def start(day: datetime) -> int:
    """Return when *day* begins, in milliseconds since 1970."""
    return int(day.timestamp() * 1000)
