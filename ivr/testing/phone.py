"""A telephone to call a hotline with."""

from dataclasses import replace
from datetime import datetime

from ivr.simulator.carrier import CALLED, CALLER
from ivr.web.app import JAPAN

from .conversation import Conversation, Switchboard
from .target import MORNING, Target


class Phone:
    """Makes calls to a *target*. `calls` are those that it has made; the same *seed* gives the same CallSids.

    The example that tells all::

        def test_a_caller_from_aichi(phone):
            call = phone.dial()
            call.say("愛知県の経営改善支援センターをお願いします")
            call.hears("愛知県の、経営改善支援センターに、おつなぎします。")
            assert call.rang == "052-223-6953"
    """

    def __init__(self, target: Target, seed: str = "ivr") -> None:
        self.calls: list[Conversation] = []
        self._target = target
        self._carrier = target.carrier(seed)

    def dial(self, caller: str = CALLER, called: str = CALLED, at: datetime | str | None = None) -> Conversation:
        """Call *called* from *caller* (E.164) and return the call, its first words being heard.

        *at* is the local time at which the call comes in, such as "2026-05-07 10:00"; without it, a Monday morning.
        Raises ValueError for a time of a service elsewhere, where its own clock counts.
        """
        began = datetime.fromisoformat(at) if isinstance(at, str) else at or MORNING
        if self._target.clock is not None:
            self._target.clock.began, self._target.clock.call = began, None
        elif at is not None:
            raise ValueError("the time of a call cannot be chosen here: the service's own clock counts")
        self._carrier.rules = replace(self._carrier.rules, began=began.replace(tzinfo=JAPAN))
        desks = Switchboard()
        call = Conversation(self._carrier.dial(caller, called, desks), desks, self._target, began)
        self.calls.append(call)
        return call
