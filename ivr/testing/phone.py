"""A telephone to call a hotline with."""

from collections.abc import Collection
from datetime import datetime

from ivr.call import Hindrance
from ivr.callscript import wrong_number
from ivr.simulator.carrier import CALLED, CALLER
from ivr.testcall import PlayedCall, Target, dial


class Phone:
    """Makes calls to a *target*. `calls` are those that it has made; the same *seed* gives the same CallSids.

    The example that shows everything::

        def test_a_caller_from_aichi(phone):
            call = phone.dial()
            call.say("愛知県の経営改善支援センターをお願いします")
            call.hears("愛知県の、経営改善支援センターに、おつなぎします。")
            assert call.rang == "052-223-6953"
    """

    def __init__(self, target: Target, seed: str = "ivr") -> None:
        self.calls: list[PlayedCall] = []
        self._target = target
        self._carrier = target.carrier(seed)

    def dial(
        self,
        caller: str = CALLER,
        called: str = CALLED,
        at: datetime | str | None = None,
        world: Hindrance | Collection[Hindrance] = (),
        warnings: Collection[int] = (),
    ) -> PlayedCall:
        """Call *called* from *caller* (E.164) and return the call, its first words being heard.

        *at* is the local time at which the call comes in, such as "2026-05-07 10:00"; without it, a Monday morning.
        *world* is what prevents a ring: ``closed``, ``failing``, ``over_limit``, one or several. *warnings* are the
        numbers, such as 11200, of what Twilio will log in this call; anything else that it would log fails the test.
        Raises ValueError for what a file of a call could not hold, and for a time, or a world, of a service elsewhere,
        where its own counts.
        """
        if wrong := wrong_number(caller, anonymous=True) or wrong_number(called):
            raise ValueError(wrong)
        hindrances = (world,) if isinstance(world, str) else world
        self.calls.append(dial(self._target, self._carrier, (caller, called), at, hindrances, warnings))
        return self.calls[-1]
