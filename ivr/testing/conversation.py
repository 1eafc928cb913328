"""A call that a test makes: it says, presses and waits, and says what it expects to hear and whom to reach."""

from collections.abc import Collection
from datetime import datetime
from math import ceil
from operator import methodcaller

from ivr.call import World
from ivr.callscript import End, Rings
from ivr.rehearsal import Progress
from ivr.simulator import Deed, Event, Press, Speak
from ivr.simulator.transcript import Bridged, Warned

from .differs import Differs, Drop, Fix, Insert, Key, Put, nearest, squeezed
from .lines import pending, told
from .target import Target

# pytest leaves these frames out of the traceback of what differs: the line of the test tells enough.
__tracebackhide__ = methodcaller("errisinstance", Differs)


class Conversation:
    """A call in progress or over.

    What the caller does (`say`, `press`, `wait`) answers the next question. What is expected (`hears`, `hears_all`,
    `rings`) is compared with what has been heard since the last answer or ring, and raises `Differs`, an
    AssertionError, with the transcript. `rang` and `answered_by` wait for the ring. *expected* are the numbers of what
    Twilio is to log.
    """

    def __init__(self, progress: Progress, target: Target, expected: Collection[int] = ()) -> None:
        self._progress = progress
        self._call = progress.call
        self._target = target
        self._expected = expected
        self._found = 0  # how much of what is heard since the last answer an expectation has found

    def say(self, text: str, after: float | None = None) -> None:
        """Say *text* at the next question: when all is heard, or *after* so many seconds of what is heard now."""
        self._answer(f"the caller says 「{text}」", Speak(text, after), begins_now=after is not None)

    def press(self, keys: str, after: float | None = None) -> None:
        """Press *keys* (0-9, # and *) at the next question, or *after* so many seconds of what is heard now."""
        self._answer(f"the caller presses {keys}", Press(keys, after), begins_now=after is not None)

    def wait(self) -> None:
        """Leave the next question unanswered."""
        self._answer("the caller waits")

    def hang_up(self, after: float | None = None) -> None:
        """Hang up at the next question or ring, or *after* so many seconds of what is heard now, or of the ringing."""
        if after is None:
            self._progress.listen()
        self._expect_line("the caller hangs up")
        self._progress.hang_up(after)

    def leave(self) -> None:
        """Listen on, and hang up at the next question or ring."""
        self._progress.listen()
        if not self.is_over:
            self.hang_up()

    def hears(self, *parts: str) -> None:
        """Expect to hear *parts*, in this order."""
        self._progress.listen()
        heard = squeezed(self.heard)
        for place, part in enumerate(parts):
            at = heard.find(squeezed(part), self._found)
            if at < 0:
                rest = heard[self._found :]
                words = nearest(part, rest)
                drop = Drop() if len(parts) == 1 else None
                fix = Put(("hears", place), words) if words else drop
                raise self._differs(f"expected to hear 「{part}」, heard 「{rest}」", ("hears", place), fix)
            self._found = at + len(squeezed(part))

    def hears_all(self, text: str) -> None:
        """Expect *text* to be all that is heard."""
        self._progress.listen()
        heard = squeezed(self.heard)
        if heard != squeezed(text):
            message = f"expected to hear 「{squeezed(text)}」 and no more, heard 「{heard}」"
            raise self._differs(message, ("hears_all",), Put(("hears_all",), heard) if heard else Drop())
        self._found = len(heard)

    def rings(
        self, number: str | None = None, ends: End = "answered", by: int | None = None, desk_hears: str | None = None
    ) -> None:
        """Expect *number* (as printed, or E.164; None: any) to ring *by* that second, and let the ringing end so.

        A question that is open then is left unanswered, once. *desk_hears* is a part of what the desk that answers
        hears before it is put through.
        """
        self._progress.wait_for_ring()
        self._compare_rung(number)
        self._compare_second(by)
        self._found = 0
        whispered = self._progress.let_ring(ends)
        if desk_hears is not None and squeezed(desk_hears) not in squeezed(whispered):
            message = f"expected the desk to hear 「{desk_hears}」, it heard 「{whispered}」"
            raise self._differs(message, ("desk_hears",), Put(("desk_hears",), whispered) if whispered else None)

    @property
    def rang(self) -> str | None:
        """The number that rings or rang last, as printed in the directory; None where none did.

        Where nothing has rung since the last answer the caller waits for it, and leaves an open question unanswered,
        once.
        """
        self._let_ring()
        return self.dialled[-1] if self.dialled else None

    @property
    def answered_by(self) -> str | None:
        """The number at which somebody last answered and was put through, as printed; None where nobody was.

        It waits for the ring as `rang` does.
        """
        self._let_ring()
        reached = [event.number for event in self.transcript if isinstance(event, Bridged)]
        return self._target.printed(reached[-1]) if reached else None

    @property
    def dialled(self) -> tuple[str, ...]:
        """The numbers that have rung so far, as printed in the directory."""
        return tuple(map(self._target.printed, self._call.dialled))

    @property
    def heard(self) -> str:
        """All that has been spoken since the last answer or ring, up to now."""
        return self._progress.heard

    @property
    def said(self) -> str:
        """All that has been spoken to the caller so far."""
        return self._call.said + (self._call.heard.text if self._call.heard else "")

    @property
    def whispered(self) -> str:
        """All that has been spoken to called desks before they were put through."""
        return self._call.whispered

    @property
    def is_over(self) -> bool:
        """Whether the caller's leg has ended."""
        return self._call.is_over

    @property
    def began(self) -> datetime:
        """The local time at which the call came in."""
        return self._progress.began

    @property
    def world(self) -> World:
        """The world in which the call happens, but for the time."""
        return self._progress.world

    @property
    def second(self) -> float:
        """How far the call's clock has come."""
        return self._call.second

    @property
    def transcript(self) -> tuple[Event, ...]:
        """What has happened so far, in order."""
        return self._call.transcript

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """What Twilio would have logged, each with its number; the carrier's own remarks have None."""
        return self._call.warnings

    @property
    def unexpected(self) -> tuple[str, ...]:
        """What Twilio would have logged so far and was not expected to, a sentence for each number."""
        logged = {warning.number: warning for warning in self.warnings if warning.number is not None}
        return tuple(
            f"Twilio would have logged {warning.level} {number}: {warning.text} ({warning.url})"
            for number, warning in logged.items()
            if number not in self._expected
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """What Twilio was expected to log and has not, a sentence for each number."""
        logged = {warning.number for warning in self.warnings}
        return tuple(
            f"nothing happened for which Twilio logs {number}" for number in self._expected if number not in logged
        )

    def __str__(self) -> str:
        """Tell the call so far, a line for each thing that happened."""
        now = self._call.heard
        return "\n".join(
            [*told(self.transcript, self._target.printed), *(pending(now, self._target.printed) if now else ())]
        )

    def _let_ring(self) -> None:
        """Wait until it has rung since the last answer, and let a telephone that rings be answered."""
        self._progress.listen()
        if not self._progress.has_rung:
            self._progress.wait_for_ring()
            self._found = 0
        if self._progress.ringing:
            self._progress.let_ring()
            self._found = 0

    def _answer(self, words: str, *deeds: Deed, begins_now: bool = False) -> None:
        """Answer the next question. What *begins_now* and is not over when the question comes answers it too."""
        if begins_now and not (self.is_over or self._progress.is_asked or self._progress.ringing):
            self._progress.begin(*deeds)
            deeds = ()
        self._progress.listen()
        self._expect_line(words)
        if self._progress.ringing:
            number = self._target.printed(self._progress.ringing[0])
            raise self._differs(f"{words}, but {number} rings and asks nothing", (), Insert(Rings(number)))
        self._found = 0
        self._progress.answer(*deeds)

    def _expect_line(self, words: str) -> None:
        if self.is_over:
            raise self._differs(f"{words}, but the call is over")

    def _compare_rung(self, number: str | None) -> None:
        ringing = self._progress.ringing
        if not ringing:
            instead = "the call is over" if self.is_over else f"the caller is asked 「{squeezed(self.heard)}」"
            raise self._differs(f"expected {number or 'a telephone'} to ring, but {instead}", (), Drop())
        if number is None or Rings(number).e164 in ringing:
            return
        printed = self._target.printed(ringing[0])
        names = " / ".join(filter(None, map(self._target.answering, ringing)))
        message = f"expected {number} to ring, but {printed} rings{f' ({names})' if names else ''}"
        raise self._differs(message, ("rings",), Put(("rings",), printed))

    def _compare_second(self, by: int | None) -> None:
        if by is not None and self.second > by:
            message = f"rang at second {self.second:.1f}, expected by {by}"
            raise self._differs(message, ("by",), Put(("by",), ceil(self.second)))

    def _differs(self, message: str, key: Key = (), fix: Fix | None = None) -> Differs:
        return Differs(message, str(self), key, fix)
