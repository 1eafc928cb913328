"""A simulated call, from the first ring to the last status callback, played at once or step by step."""

import math
from collections.abc import Iterator
from typing import TypeVar

from .call_context import CallContext
from .leg import Course, Leg
from .people import Action, Caller, Playback
from .perform import perform
from .transcript import Bridged, Dialled, Disconnected, Requested, TranscriptEvent, Warned, spoken
from .verbs import LegEnd, NextDocument
from .verbs.listening import pieces_heard

E = TypeVar("E", bound=TranscriptEvent)


class SimulatedCall:
    """A call in progress or over.

    *heard* is what the caller hears now and may react to, None once the call is over; *transcript* is what has happened
    so far.
    """

    def __init__(self, context: CallContext, leg: Leg) -> None:
        self._context = context
        self._leg = leg
        self._turns = self._course()
        self.heard: Playback | None = next(self._turns, None)

    def act(self, *actions: Action) -> Playback | None:
        """Let the caller do *actions* while hearing the present playback (none: silence), and return the next one."""
        try:
            self.heard = self._turns.send(actions)
        except StopIteration:
            self.heard = None
        return self.heard

    def play(self, caller: Caller) -> "SimulatedCall":
        """Let *caller* act until the call is over, and return it."""
        while self.heard is not None:
            self.act(*caller.hears(self.heard))
        return self

    @property
    def transcript(self) -> tuple[TranscriptEvent, ...]:
        """The events so far; later events are only ever appended."""
        return tuple(self._context.log.events)

    @property
    def hearing(self) -> tuple[TranscriptEvent, ...]:
        """The events of the present playback, as the transcript will record them if nothing cuts it off."""
        return tuple(pieces_heard(self._leg, self.heard, math.inf)) if self.heard else ()

    @property
    def is_over(self) -> bool:
        """Whether the caller's leg has ended."""
        return self.heard is None

    @property
    def second(self) -> float:
        """The second that the call's clock shows."""
        return self._context.clock.now

    @property
    def sid(self) -> str:
        """The caller's CallSid."""
        return self._leg.sid

    @property
    def status(self) -> str:
        """The caller's CallStatus."""
        return self._leg.status

    @property
    def dialled(self) -> tuple[str, ...]:
        """The numbers that were called, in order, in E.164."""
        return tuple(event.number for event in self._of(Dialled))

    @property
    def rang(self) -> str | None:
        """The number that was called last, None if none was."""
        return self.dialled[-1] if self.dialled else None

    @property
    def bridged(self) -> bool:
        """Whether the caller was put through to anybody."""
        return any(True for _ in self._of(Bridged))

    @property
    def said(self) -> str:
        """All that was spoken to the caller."""
        return spoken(self._context.log.events, "caller")

    @property
    def whispered(self) -> str:
        """All that was spoken to called desks before they were put through."""
        return spoken(self._context.log.events, "desk")

    @property
    def requests(self) -> tuple[Requested, ...]:
        """Everything that was requested, in order."""
        return tuple(self._of(Requested))

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """Everything that Twilio would have logged, and this carrier's own remarks."""
        return tuple(self._of(Warned))

    @property
    def complaints(self) -> tuple[str, ...]:
        """The errors and warnings that Twilio would have logged, in words."""
        return tuple(f"{one.level} {one.number}: {one.text}" for one in self.warnings if one.number)

    def _of(self, kind: type[E]) -> Iterator[E]:
        return (event for event in self._context.log.events if isinstance(event, kind))

    def _course(self) -> Course[None]:
        number = self._context.number
        ended = yield from perform(self._context, self._leg, NextDocument("voice", "POST", number.voice_url))
        self._finish(ended or LegEnd("service"))

    def _finish(self, ended: LegEnd) -> None:
        context, leg = self._context, self._leg
        leg.status = ended.status
        if ended.by == "limit":
            context.log.warning(32015, f"{context.clock.now:g} s", context.number.voice_url)
        context.log.note(Disconnected(context.clock.now, "caller", ended.by, ended.status))
        if url := context.number.status_url:
            seconds = 0 if leg.answered_at is None else round(context.clock.now - leg.answered_at)
            extra = {"SequenceNumber": "0", "CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
            context.callback(leg, "POST", url, extra)
        context.deliver_late(leg.sid)
