"""The progress of a played call: what has been heard, which numbers rang, what Twilio would log."""

from collections.abc import Collection, Iterable
from datetime import datetime

from ivr.call import Conditions
from ivr.call.events import OPEN
from ivr.callscript import Presses, Says, Waits
from ivr.simulator import SimulatedCall, TranscriptEvent
from ivr.simulator.transcript import DialFinished, KeysPressed, NoInput, Spoke, Warned, in_a_row, spoken
from ivr.translation import _

from .desks import Desks
from .target import Target
from .transcript_text import as_text, pending


class CallProgress:
    """A call to *target*, in progress or over.

    *call* is the carrier's, *desks* are the telephones that it rings; it *began* at that local time, under
    those *conditions*. *expected* are the numbers of what Twilio is to log.
    """

    def __init__(
        self,
        target: Target,
        call: SimulatedCall,
        desks: Desks,
        began: datetime,
        conditions: Conditions = OPEN,
        expected: Collection[int] = (),
    ) -> None:
        self.call = call
        self.desks = desks
        self.began = began
        self.conditions = conditions
        self._target = target
        self._expected = expected
        self._since = 0  # the position in the transcript after the last answer or ring
        self._rung = 0  # how many numbers had been called at the last answer
        self._found = 0  # how much of what is heard since the last answer an expectation has found

    @property
    def dialled(self) -> tuple[str, ...]:
        """The numbers that have rung so far, as printed in the directory."""
        return tuple(map(self._target.printed, self.call.dialled))

    @property
    def is_asked(self) -> bool:
        """Whether the call waits for an answer now."""
        return self.call.heard is not None and self.call.heard.asked is not None

    @property
    def ringing(self) -> tuple[str, ...]:
        """The numbers that are to ring now, as the service wrote them."""
        return self.call.heard.ringing if self.call.heard else ()

    @property
    def heard(self) -> str:
        """All that has been spoken since the last answer or ring, up to now."""
        now = self.call.heard
        return in_a_row((spoken(self.transcript[self._since :], "caller"), now.text if now else ""))

    @property
    def said(self) -> str:
        """All that has been spoken to the caller so far."""
        return in_a_row((self.call.said, self.call.heard.text if self.call.heard else ""))

    @property
    def whispered(self) -> str:
        """All that has been spoken to called desks before they were put through."""
        return self.call.whispered

    @property
    def is_over(self) -> bool:
        """Whether the caller's leg has ended."""
        return self.call.is_over

    @property
    def second(self) -> float:
        """The second that the call's clock shows."""
        return self.call.second

    @property
    def transcript(self) -> tuple[TranscriptEvent, ...]:
        """What has happened so far, in order."""
        return self.call.transcript

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """The warnings that Twilio would have logged, each with its number; the carrier's own remarks have None."""
        return self.call.warnings

    @property
    def unexpected(self) -> tuple[str, ...]:
        """The unexpected warnings so far, a sentence for each number."""
        logged = {warning.number: warning for warning in self.warnings if warning.number is not None}
        return tuple(
            _("Twilio would have logged {level} {number}: {text} ({url})").format(
                level=warning.level, number=number, text=warning.text, url=warning.url
            )
            for number, warning in logged.items()
            if number not in self._expected
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected warnings that are missing, a sentence for each number."""
        logged = {warning.number for warning in self.warnings}
        message = _("nothing happened that Twilio would log as {number}")
        return tuple(message.format(number=number) for number in self._expected if number not in logged)

    def __str__(self) -> str:
        """Return the transcript so far, a line for each event."""
        now, printed = self.call.heard, self._target.printed
        return "\n".join([*as_text(self.transcript, printed), *(pending(now, printed) if now else ())])


def words_of(step: Says | Presses | Waits) -> str:
    """Return what the caller does, in words."""
    match step:
        case Says(text):
            return _("the caller says 「{text}」").format(text=text)
        case Presses(keys):
            return _("the caller presses {keys}").format(keys=keys)
        case Waits():
            return _("the caller waits")


def is_turn(event: TranscriptEvent) -> bool:
    """Return whether a question, or the ringing, ended with *event*."""
    match event:
        case (
            KeysPressed(party="caller", lost=False)
            | Spoke(party="caller", lost=False)
            | NoInput(party="caller")
            | DialFinished()
        ):
            return True
        case _:
            return False


def was_lost(events: Iterable[TranscriptEvent]) -> bool:
    """Return whether a key or a word among *events* reached nobody, because nothing listened."""
    return any(isinstance(event, KeysPressed | Spoke) and event.lost for event in events)
