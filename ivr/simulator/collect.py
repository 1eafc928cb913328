"""The result of a Gather from keys and speech, as a pure function of their times.

The rules are those of https://www.twilio.com/docs/voice/twiml/gather: a key stops the prompt; the time-out begins when
the prompt has ended, or with the last key; ``finishOnKey`` counts only after another key, and ends the Gather without a
result if it is pressed first; the first kind of input wins; speech ends ``speechTimeout`` after its last sound and
after 60 s at the latest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .leg import HangUpInput, Input, KeyInput, SpeechInput
from .people import AcceptedInput

LONGEST_SPEECH = 60.0  # seconds
# With speechTimeout="auto" the recogniser stops at the first pause; Twilio does not say how long a pause that is.
AUTO_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Collected:
    """The result of a Gather that ended at second *end*; its prompt was heard until *cut*.

    *digits* and *speech* are both empty without input; *gone* is a hang-up meanwhile; *lost* is input that reached
    nobody; *consumed* is how many of the pending inputs have been dealt with.
    """

    end: float
    cut: float
    digits: str = ""
    finished_on: str = ""
    first_key: float = 0.0
    speech: SpeechInput | None = None
    gone: HangUpInput | None = None
    lost: tuple[Input, ...] = ()
    consumed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no input to send to the action."""
        return not self.digits and self.speech is None

    @property
    def is_silent(self) -> bool:
        """Whether the time ran out without any input."""
        return self.is_empty and not self.finished_on and self.gone is None


@dataclass(slots=True)
class _Listening:
    asked: AcceptedInput
    barge_in: bool
    deadline: float
    cut: float
    consumed: int = 0
    typed: list[KeyInput] = field(default_factory=list)
    lost: list[Input] = field(default_factory=list)

    @property
    def digits(self) -> str:
        return "".join(entry.key for entry in self.typed)

    def ended(self, end: float, finished_on: KeyInput | None = None) -> Collected:
        pressed = [*self.typed, finished_on] if finished_on else self.typed
        return Collected(
            end,
            self.cut,
            self.digits,
            finished_on.key if finished_on else "",
            pressed[0].at if pressed else 0.0,
            lost=tuple(self.lost),
            consumed=self.consumed,
        )

    def key(self, entry: KeyInput) -> Collected | None:
        """Take one key; return the result when it ends the Gather."""
        if not self.asked.keys:
            self.lost.append(entry)
            return None
        self.cut = min(self.cut, entry.at)
        if entry.key == self.asked.finish_on_key:
            return self.ended(entry.at, entry)
        self.typed.append(entry)
        self.deadline = entry.at + self.asked.timeout
        return self.ended(entry.at) if len(self.typed) == self.asked.num_digits else None

    def hears(self, entry: SpeechInput) -> bool:
        """Return whether speech reaches the recogniser: accepted, not empty, and before any key."""
        if self.asked.speech and entry.text and not self.typed:
            return True
        self.lost.append(entry)
        return False

    def recognised(self, entry: SpeechInput, later: Sequence[Input], recogniser: float) -> Collected:
        """Return the result of speech; input before its text is known is lost, except a hang-up."""
        if self.barge_in and self.asked.barge_in:
            self.cut = min(self.cut, entry.at)
        pause = AUTO_PAUSE if self.asked.speech_timeout is None else self.asked.speech_timeout
        end = max(min(entry.at + entry.seconds + pause, entry.at + LONGEST_SPEECH) + recogniser, self.cut)
        for other in later:
            if other.at > end:
                break
            if isinstance(other, HangUpInput):
                return self.gone(other)
            self.consumed += 1
            self.lost.append(other)
        return Collected(end, self.cut, speech=entry, lost=tuple(self.lost), consumed=self.consumed)

    def gone(self, entry: HangUpInput) -> Collected:
        return Collected(entry.at, min(self.cut, entry.at), gone=entry, lost=(*self.typed, *self.lost))


def collect(
    asked: AcceptedInput,
    prompt_end: float,
    pending: Sequence[Input],
    *,
    barge_in: bool = False,
    recogniser: float = 0.0,
) -> Collected:
    """Return what a Gather collects whose prompt would end at second *prompt_end*.

    *pending* inputs are in order of time. With *barge_in* speech stops the prompt too: what Twilio does today is not
    established, so it is an option. *recogniser* is how many seconds after the end of speech its text is known.
    """
    listening = _Listening(asked, barge_in, prompt_end + asked.timeout, prompt_end)
    for place, entry in enumerate(pending):
        if entry.at > listening.deadline:
            break
        listening.consumed += 1
        if isinstance(entry, HangUpInput):
            return listening.gone(entry)
        if isinstance(entry, KeyInput):
            if result := listening.key(entry):
                return result
        elif listening.hears(entry):
            return listening.recognised(entry, pending[place + 1 :], recogniser)
    return listening.ended(listening.deadline)
