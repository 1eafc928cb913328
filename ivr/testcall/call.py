"""A played call: the caller's actions, and the expectations about what is heard and what rings."""

from collections.abc import Collection
from datetime import datetime
from operator import methodcaller

from ivr.call import Hindrance
from ivr.callscript import (
    ENDS,
    End,
    HangsUp,
    Hears,
    HearsAll,
    Presses,
    Rings,
    Says,
    Step,
    Waits,
    wrong_keys,
    wrong_ring,
)
from ivr.simulator import Action, Carrier, Disconnect
from ivr.simulator.carrier import CALLED, CALLER
from ivr.simulator.transcript import Bridged, spoken
from ivr.strict_yaml.messages import meant
from ivr.translation import _

from .answer_lines import actions
from .desks import PATIENCE, Desks
from .differences import (
    Difference,
    DiffersError,
    Drop,
    Insert,
    another_rings,
    compare_all,
    compare_second,
    compare_whisper,
    find_parts,
    squeezed,
)
from .progress import CallProgress, is_turn, was_lost, words_of
from .target import Target

# pytest leaves these frames out of the traceback of what differs: the line of the test says enough.
__tracebackhide__ = methodcaller("errisinstance", DiffersError)


def dial(
    target: Target,
    carrier: Carrier,
    numbers: tuple[str, str] = (CALLER, CALLED),
    at: datetime | str | None = None,
    world: Collection[Hindrance] = (),
    warnings: Collection[int] = (),
) -> "PlayedCall":
    """Call from the first of *numbers* to the second through *carrier* and return the call: its first words are heard.

    *at* is the local time at which it comes in (None: any), *world* what prevents a ring, *warnings* are
    the numbers of what Twilio is to log. Raises ValueError for a time, or a world, of a service elsewhere.
    """
    began, conditions, desks = target.began(at), target.conditions(world), Desks()
    call = target.connect(carrier, numbers, began, desks, conditions)
    return PlayedCall(target, call, desks, began, conditions, warnings)


class PlayedCall(CallProgress):
    """A call to act in, and to compare with expectations.

    What the caller does (`say`, `press`, `wait`) answers the next question. What is expected (`hears`, `hears_all`,
    `rings`) is compared with what has been heard since the last answer or ring, and raises `DiffersError`, an
    AssertionError, with the transcript. `rang` and `answered_by` wait for the ring. `take` does any step of a script.
    """

    # What the caller does, and what is expected: as steps, and as the words of a test.

    def take(self, step: Step, *, live: bool = False) -> None:
        """Do one *step* of a script. Raises DiffersError.

        *live*: after a key that nothing listened to, the next question stays open, because its caller can press again.
        In a script the lost key counts as that question's answer, so that a script plays the same wherever it is cut.
        """
        match step:
            case Hears(parts):
                self.hears(*parts)
            case HearsAll(text):
                self.hears_all(text)
            case Rings(number, ends, by, desk_hears):
                self.rings(number, ends, by, desk_hears)
            case HangsUp(after):
                self.hang_up(after)
            case _:
                self._answer(step, live=live)

    def say(self, text: str, after: float | None = None) -> None:
        """Say *text* at the next question: when all is heard, or *after* so many seconds of what is heard now.

        Raises ValueError for no text, as where a script says nothing.
        """
        _refuse_none(text)
        self._answer(Says(text, after))

    def press(self, keys: str, after: float | None = None) -> None:
        """Press *keys* at the next question, or *after* so many seconds of what is heard now.

        Raises ValueError unless they are 0-9, # and *.
        """
        if wrong := wrong_keys(keys):
            raise ValueError(wrong)
        self._answer(Presses(keys, after))

    def wait(self) -> None:
        """Leave the next question unanswered."""
        self._answer(Waits())

    def hang_up(self, after: float | None = None) -> None:
        """Hang up at the next question or ring, or *after* so many seconds of what is heard now, or of the ringing."""
        if after is None:
            self.listen()
        self._expect_line(_("the caller hangs up"))
        if self.ringing:
            self.desks.give_up()
            after = PATIENCE if after is None else after
        self._do(Disconnect(after))
        while not self.is_over:
            self._do()

    def leave(self) -> None:
        """Listen on, and hang up at the next question or ring."""
        self.listen()
        if not self.is_over:
            self.hang_up()

    def hears(self, *parts: str) -> None:
        """Expect to hear *parts*, in this order. Raises ValueError for one without a text, which is always heard."""
        _refuse_none(*parts or ("",))
        self.listen()
        self._found, difference = find_parts(parts, self.heard, self._found)
        self._refuse(difference)

    def hears_all(self, text: str) -> None:
        """Expect *text* to be all that is heard."""
        self.listen()
        self._refuse(compare_all(text, self.heard))
        self._found = len(squeezed(self.heard))

    def rings(
        self, number: str | None = None, ends: End = "answered", by: int | None = None, desk_hears: str | None = None
    ) -> None:
        """Expect *number* (as printed, or E.164; None: any) to ring *by* that second, and end the ringing with *ends*.

        A question that is open then is left unanswered, once. *desk_hears* is a part of what the desk that answers
        hears before it is put through. Raises ValueError for an unknown end, and for what is no number.
        """
        if number is not None and (wrong := wrong_ring(number)):
            raise ValueError(wrong)
        if ends not in ENDS:
            raise ValueError(_("{found} is not allowed here{meant}").format(found=f'"{ends}"', meant=meant(ends, ENDS)))
        self._wait_for_ring()
        self._refuse(self._compare_rung(number) or compare_second(by, self.second))
        self._refuse(compare_whisper(desk_hears, self.let_ring(ends)))

    @property
    def rang(self) -> str | None:
        """The number that rings or rang last, as printed in the directory; None if none did.

        Where nothing has rung since the last answer the caller waits for it, and leaves an open question unanswered,
        once.
        """
        self._let_any_ring()
        return self.dialled[-1] if self.dialled else None

    @property
    def answered_by(self) -> str | None:
        """The number at which somebody last answered and was put through, as printed; None if nobody was.

        It waits for the ring as `rang` does.
        """
        self._let_any_ring()
        reached = [event.number for event in self.transcript if isinstance(event, Bridged)]
        return self._target.printed(reached[-1]) if reached else None

    # How it continues.

    def listen(self) -> None:
        """Listen until a question, a ring or the end of the call."""
        while not (self.is_over or self.is_asked or self.ringing):
            self.hear_on()

    def hear_on(self) -> None:
        """Listen to the present playback to its end, in silence."""
        self._do()

    def let_ring(self, ends: End | None = None) -> str:
        """Let it ring until it *ends* (None: as the desks were told to), and return what the desk heard."""
        if ends:
            self.desks.expect(ends)
        before = len(self.transcript)
        self._turn(*([Disconnect(PATIENCE)] if ends == "given-up" else []))
        return spoken(self.transcript[before:], "desk")

    def _answer(self, step: Says | Presses | Waits, *, live: bool = False) -> None:
        """Answer the next question; an answer that begins now and is still going on at the question answers it too."""
        done = actions(step)
        begins_now = not isinstance(step, Waits) and step.after is not None
        if begins_now and not (self.is_over or self.is_asked or self.ringing):
            before = len(self.transcript)
            self._do(*done)
            self.listen()
            if live and (not self.is_asked or was_lost(self.transcript[before:])):
                return
            done = ()
        self.listen()
        words = words_of(step)
        self._expect_line(words)
        if self.ringing:
            number = self._target.printed(self.ringing[0])
            self._refuse(
                Difference(
                    _("{words}, but {number} rings and asks nothing").format(words=words, number=number),
                    (),
                    Insert(Rings(number)),
                )
            )
        self._turn(*done)
        self._rung = len(self.call.dialled)

    def _wait_for_ring(self) -> None:
        """Listen until it rings, and leave a question that is open unanswered, once."""
        self.listen()
        if self.is_asked:
            self.wait()
            self.listen()

    def _let_any_ring(self) -> None:
        """Wait until a telephone has rung since the last answer, and let one that still rings be answered."""
        self.listen()
        if len(self.call.dialled) <= self._rung:
            self._wait_for_ring()
        if self.ringing:
            self.let_ring("answered")

    def _turn(self, *done: Action) -> None:
        """Answer, or let it ring, and forget what was heard before."""
        before = len(self.transcript)
        self._do(*done)
        events = self.transcript
        turns = (place for place, event in enumerate(events[before:], before) if is_turn(event))
        self._since = next(turns, len(events))
        self._found = 0

    def _do(self, *done: Action) -> None:
        """Do the actions during the present playback."""
        if self._target.clock:
            self._target.clock.follow(self.call, self.began, self.conditions)
        self.call.act(*done)

    def _expect_line(self, words: str) -> None:
        if self.is_over:
            self._refuse(Difference(_("{words}, but the call is over").format(words=words)))

    def _compare_rung(self, number: str | None) -> Difference | None:
        """Return the difference between what rings and *number* (None: any), or None."""
        ringing, target = self.ringing, self._target
        if not ringing:
            instead = (
                _("the call is over") if self.is_over else _("the caller is asked 「{heard}」").format(heard=self.heard)
            )
            return Difference(
                _("expected {number} to ring, but {instead}").format(
                    number=number or _("a telephone"), instead=instead
                ),
                (),
                Drop(),
            )
        if number is None or Rings(number).e164 in ringing:
            return None
        names = " / ".join(filter(None, map(target.answering, ringing)))
        return another_rings(number, target.printed(ringing[0]), names)

    def _refuse(self, difference: Difference | None) -> None:
        if difference:
            raise DiffersError(difference, str(self))


def _refuse_none(*texts: str) -> None:
    if not all(map(squeezed, texts)):
        raise ValueError(_("there is nothing between the quotes; write a text"))
