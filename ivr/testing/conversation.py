"""A call that a test makes: it says, presses and waits, and says what it expects to hear and whom to reach."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from math import ceil
from operator import methodcaller
from typing import Final

from ivr.simulator import Call, Deed, Desk, Event, HangUp, Press, Speak
from ivr.simulator.transcript import DialEnded, Keyed, Said, Silent, Spoke, Warned, Whispered
from ivr.site.calls import End, Rings

from .differs import Differs, Drop, Fix, Insert, Key, Put, nearest, squeezed
from .lines import pending, told
from .target import Target

# pytest leaves these frames out of the traceback of what differs: the line of the test tells enough.
__tracebackhide__ = methodcaller("errisinstance", Differs)

DESKS: Final[Mapping[End, Desk]] = {
    "answered": Desk(),
    "busy": Desk("busy", after=2.0),
    "no-answer": Desk("no-answer"),
    "failed": Desk("failed", after=1.0),
    "canceled": Desk("canceled", after=3.0),
    "declined": Desk(hears=lambda _heard: (HangUp(),)),
    "given-up": Desk("no-answer"),
}
"""How a telephone behaves for each way in which ringing ends."""

PATIENCE = 3.0
"""Seconds of ringing after which a caller gives up."""


class Desks:
    """The telephones that are called: each behaves as was said before, or answers."""

    def __init__(self) -> None:
        self.next: deque[Desk] = deque()

    def __call__(self, _number: str) -> Desk:
        """Return how the telephone behaves that is called now."""
        return self.next.popleft() if self.next else DESKS["answered"]


class Conversation:
    """A call in progress or over.

    What the caller does (`say`, `press`, `wait`) answers the next question. What is expected (`hears`, `hears_all`,
    `rings`) is compared with what has been heard since the last answer or ring, and raises `Differs`, an
    AssertionError, with the transcript. `rang` waits for the ring. It *began* at that local time.
    """

    def __init__(self, call: Call, desks: Desks, target: Target, began: datetime) -> None:
        self._call = call
        self.began = began
        self._desks = desks
        self._target = target
        self._since = 0  # where in the transcript the last answer or ring lies behind
        self._found = 0  # how much of what is heard since then an expectation has found
        self._rang = 0  # how many numbers had been called at the last answer

    def say(self, text: str, after: float | None = None) -> None:
        """Say *text* at the next question: when all is heard, or *after* so many seconds of what is heard now."""
        self._answer(Speak(text, after))

    def press(self, keys: str, after: float | None = None) -> None:
        """Press *keys* (0-9, # and *) at the next question, or *after* so many seconds of what is heard now."""
        self._answer(Press(keys, after))

    def wait(self) -> None:
        """Leave the next question unanswered."""
        self._answer()

    def hang_up(self, after: float | None = None) -> None:
        """Hang up at the next question or ring, or *after* so many seconds of what is heard now, or of the ringing."""
        if after is None:
            self._listen()
        self._expect_line("the caller hangs up")
        if self._is_ringing:
            self._desks.next.appendleft(DESKS["given-up"])
        self._do(HangUp(PATIENCE if self._is_ringing and after is None else after))
        while not self.is_over:
            self._do()

    def hears(self, *parts: str) -> None:
        """Expect to hear *parts*, in this order."""
        self._listen()
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
        self._listen()
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
        self._wait_for_ring()
        heard = self._call.heard
        if heard is None or not heard.ringing:
            instead = "the call is over" if heard is None else f"the caller is asked 「{squeezed(self.heard)}」"
            raise self._differs(f"expected {number or 'a telephone'} to ring, but {instead}", (), Drop())
        self._compare_rung(number, heard.ringing)
        if by is not None and heard.second > by:
            message = f"rang at second {heard.second:.1f}, expected by {by}"
            raise self._differs(message, ("by",), Put(("by",), ceil(heard.second)))
        whispered = self._let_ring(ends)
        if desk_hears is not None and squeezed(desk_hears) not in squeezed(whispered):
            message = f"expected the desk to hear 「{desk_hears}」, it heard 「{whispered}」"
            raise self._differs(message, ("desk_hears",), Put(("desk_hears",), whispered) if whispered else None)

    @property
    def rang(self) -> str | None:
        """The number that rang last, as printed in the directory; None where none did.

        Where nothing has rung since the last answer the caller waits for it, and leaves an open question unanswered,
        once.
        """
        if len(self._call.dialled) == self._rang:
            self._wait_for_ring()
            if self._is_ringing:
                self._turn()
        return self.dialled[-1] if self.dialled else None

    @property
    def dialled(self) -> tuple[str, ...]:
        """The numbers that have rung so far, as printed in the directory."""
        return tuple(map(self._target.printed, self._call.dialled))

    @property
    def heard(self) -> str:
        """All that has been spoken since the last answer or ring, up to now."""
        now = self._call.heard
        return _texts(self.transcript[self._since :], Said) + (now.text if now else "")

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

    def __str__(self) -> str:
        """Tell the call so far, a line for each thing that happened."""
        now = self._call.heard
        return "\n".join(
            [*told(self.transcript, self._target.printed), *(pending(now, self._target.printed) if now else ())]
        )

    def leave(self) -> None:
        """Listen on, and hang up at the next question or ring."""
        self._listen()
        if not self.is_over:
            self.hang_up()

    @property
    def _is_ringing(self) -> bool:
        return self._call.heard is not None and bool(self._call.heard.ringing)

    def _let_ring(self, ends: End) -> str:
        """Let it ring until it *ends*, and return what the desk heard."""
        self._desks.next.append(DESKS[ends])
        before = len(self.transcript)
        self._turn(*([HangUp(PATIENCE)] if ends == "given-up" else []))
        return _texts(self.transcript[before:], Whispered)

    def _listen(self) -> None:
        """Let all be heard that asks for nothing."""
        while (now := self._call.heard) and now.asked is None and not now.ringing:
            self._do()

    def _wait_for_ring(self) -> None:
        self._listen()
        if self._call.heard is not None and self._call.heard.asked:
            self._answer()
            self._listen()

    def _answer(self, *deeds: Deed) -> None:
        """Answer the next question; a deed with a moment of its own begins now."""
        words = _in_words(*deeds)
        now = self._call.heard
        if now and now.asked is None and not now.ringing and any(deed.at is not None for deed in deeds):
            self._do(*deeds)
            deeds = ()
        self._listen()
        self._expect_line(words)
        if self._is_ringing:
            assert self._call.heard is not None
            number = self._target.printed(self._call.heard.ringing[0])
            raise self._differs(f"{words}, but {number} rings and asks nothing", (), Insert(Rings(number)))
        self._turn(*deeds)
        self._rang = len(self._call.dialled)

    def _expect_line(self, words: str) -> None:
        if self.is_over:
            raise self._differs(f"{words}, but the call is over")

    def _turn(self, *deeds: Deed) -> None:
        """Answer, or let it ring: what was heard before lies behind."""
        before = len(self.transcript)
        self._do(*deeds)
        turns = (place for place, event in enumerate(self.transcript[before:], before) if _is_turn(event))
        self._since, self._found = next(turns, len(self.transcript)), 0

    def _do(self, *deeds: Deed) -> None:
        """Do *deeds* while what is heard now is heard."""
        self._target.follow(self._call, self.began)
        self._call.act(*deeds)

    def _compare_rung(self, number: str | None, ringing: tuple[str, ...]) -> None:
        if number is None or Rings(number).e164 in ringing:
            return
        printed = self._target.printed(ringing[0])
        names = " / ".join(filter(None, map(self._target.answering, ringing)))
        message = f"expected {number} to ring, but {printed} rings{f' ({names})' if names else ''}"
        raise self._differs(message, ("rings",), Put(("rings",), printed))

    def _differs(self, message: str, key: Key = (), fix: Fix | None = None) -> Differs:
        return Differs(message, str(self), key, fix)


def _is_turn(event: Event) -> bool:
    """Tell whether a question, or the ringing, ended with *event*."""
    match event:
        case (
            Keyed(party="caller", lost=False) | Spoke(party="caller", lost=False) | Silent(party="caller") | DialEnded()
        ):
            return True
        case _:
            return False


def _texts(events: tuple[Event, ...], kind: type[Said | Whispered]) -> str:
    return "".join(event.text for event in events if isinstance(event, kind))


def _in_words(*deeds: Deed) -> str:
    match deeds:
        case [Speak(text)]:
            return f"the caller says 「{text}」"
        case [Press(keys)]:
            return f"the caller presses {keys}"
        case _:
            return "the caller waits"
