"""How far a call has come: what has been heard since the caller last answered, and what he does next."""

from datetime import datetime

from ivr.call import World
from ivr.call.world import OPEN
from ivr.callscript import End
from ivr.simulator import Call, Deed, Event, HangUp
from ivr.simulator.transcript import DialEnded, Keyed, Silent, Spoke, spoken

from .clock import CallClock
from .desks import DESKS, PATIENCE, Desks


class Progress:
    """The course of *call*, which *began* at that local time, in that *world*; the telephones it rings are *desks*.

    *clock* is that of the service, where the call's own counts there; it may be shared with other calls.
    """

    def __init__(self, call: Call, desks: Desks, clock: CallClock | None, began: datetime, world: World = OPEN) -> None:
        self.call = call
        self.began = began
        self.world = world
        self._desks = desks
        self._clock = clock
        self._since = 0  # where in the transcript the last answer or ring lies behind
        self._rung = 0  # how many numbers had been called at the last answer

    @property
    def is_asked(self) -> bool:
        """Whether an answer is waited for now."""
        return self.call.heard is not None and self.call.heard.asked is not None

    @property
    def ringing(self) -> tuple[str, ...]:
        """The numbers that are to ring now, as the service wrote them."""
        return self.call.heard.ringing if self.call.heard else ()

    @property
    def has_rung(self) -> bool:
        """Whether anything has rung since the last answer."""
        return len(self.call.dialled) > self._rung

    @property
    def heard(self) -> str:
        """All that has been spoken since the last answer or ring, up to now."""
        now = self.call.heard
        return spoken(self.call.transcript[self._since :], "caller") + (now.text if now else "")

    def listen(self) -> None:
        """Let all be heard that asks for nothing."""
        while not (self.call.is_over or self.is_asked or self.ringing):
            self._do()

    def wait_for_ring(self) -> None:
        """Listen until it rings, and leave a question that is open unanswered, once."""
        self.listen()
        if self.is_asked:
            self.answer()
            self.listen()

    def begin(self, deed: Deed) -> None:
        """Do *deed*, which has a moment of its own, and hear on until its turn comes."""
        self._do(deed)
        self.listen()

    def answer(self, *deeds: Deed) -> None:
        """Answer the question that is open; no deeds are silence."""
        self._turn(*deeds)
        self._rung = len(self.call.dialled)

    def let_ring(self, ends: End = "answered") -> str:
        """Let it ring until it *ends*, and return what the desk heard."""
        self._desks.next.append(DESKS[ends])
        before = len(self.call.transcript)
        self._turn(*([HangUp(PATIENCE)] if ends == "given-up" else []))
        return spoken(self.call.transcript[before:], "desk")

    def hang_up(self, after: float | None) -> None:
        """Hang up *after* so many seconds of what is heard, at its end, or while it rings."""
        if self.ringing:
            self._desks.next.appendleft(DESKS["given-up"])
            after = PATIENCE if after is None else after
        self._do(HangUp(after))
        while not self.call.is_over:
            self._do()

    def _turn(self, *deeds: Deed) -> None:
        """Answer, or let it ring: what was heard before lies behind."""
        before = len(self.call.transcript)
        self._do(*deeds)
        events = self.call.transcript
        turns = (place for place, event in enumerate(events[before:], before) if _is_turn(event))
        self._since = next(turns, len(events))

    def _do(self, *deeds: Deed) -> None:
        """Do *deeds* while what is heard now is heard."""
        if self._clock:
            self._clock.follow(self.call, self.began, self.world)
        self.call.act(*deeds)


def _is_turn(event: Event) -> bool:
    """Tell whether a question, or the ringing, ended with *event*."""
    match event:
        case (
            Keyed(party="caller", lost=False) | Spoke(party="caller", lost=False) | Silent(party="caller") | DialEnded()
        ):
            return True
        case _:
            return False
