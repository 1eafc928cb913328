"""Days and months that a command is asked about, as they begin in Japan."""

from datetime import datetime

import click

from ivr.clock import JAPAN, japanese_time
from ivr.translation import _

_YEARS = range(2000, 3000)
"""Years that can be meant; beyond them the next day may not exist."""


class Moment(click.ParamType[datetime]):
    """A day, a month, or a day and a time, written in *form* as *example* is; *begun*: one that has begun."""

    name = "date"

    def __init__(self, form: str, example: str, *, begun: bool = False) -> None:
        self._form, self._example, self._begun = form, example, begun

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return when it begins. Raises BadParameter, with the example if there is none of this form."""
        try:
            moment = datetime.strptime(value, self._form).replace(tzinfo=JAPAN)
        except ValueError:
            moment = None
        if moment is None or moment.year not in _YEARS:
            message = _("expected {example} or the like, in the years 2000 to 2999, found {value}")
            self.fail(message.format(example=self._example, value=value), param, ctx)
        if self._begun and moment > (now := japanese_time()):
            message = _("{value} has not come yet: in Japan it is {today}")
            self.fail(message.format(value=value, today=f"{now:%Y-%m-%d}"), param, ctx)
        return moment


DAY = Moment("%Y-%m-%d", "2026-11-28")
DAY_BEGUN = Moment("%Y-%m-%d", "2026-11-28", begun=True)
MONTH_BEGUN = Moment("%Y-%m", "2026-11", begun=True)
MINUTE = Moment("%Y-%m-%d %H:%M", "2026-05-07 10:00")


def start(day: datetime) -> int:
    """Return when *day* begins, in milliseconds since 1970."""
    return int(day.timestamp() * 1000)
