"""What a Gather makes of keys and speech: a pure function of their moments.

The rules are those of https://www.twilio.com/docs/voice/twiml/gather: a key stops the prompt; the time-out begins
when the prompt has ended, or with the last key; ``finishOnKey`` counts only after another key, pressed first it ends
the Gather without a result; the first kind of input wins; speech ends ``speechTimeout`` after its last sound and after
60 s at the latest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .inputs import HangUpInput, Input, KeyInput, SpeechInput
from .people import AcceptedInput

LONGEST_SPEECH = 60.0
# With speechTimeout="auto" the recogniser stops at the first pause; how long a pause it takes Twilio does not say.
AUTO_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Collected:
    """The end of a Gather, at second *end*; the prompt was heard until *cut*.

    Digits and speech are both empty where nothing came; *gone* says who hung up meanwhile; *lost* acts reached nobody;
    *consumed* counts the pending acts that are over.
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
        """Whether there is nothing to tell the action."""
        return not self.digits and self.speech is None

    @property
    def is_silent(self) -> bool:
        """Whether the time ran out with nothing at all."""
        return self.is_empty and not self.finished_on and self.gone is None


@dataclass(slots=True)
class _Listening:
    asked: AcceptedInput
    prompt_end: float
    barge_in: bool
    deadline: float
    cut: float
    consumed: int = 0
    typed: list[KeyInput] = field(default_factory=list)
    lost: list[Input] = field(default_factory=list)

    @property
    def digits(self) -> str:
        return "".join(act.key for act in self.typed)

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

    def key(self, act: KeyInput) -> Collected | None:
        """Take one key; return the result when it ends the Gather."""
        if not self.asked.keys:
            self.lost.append(act)
            return None
        self.cut = min(self.cut, act.at)
        if act.key == self.asked.finish_on_key:
            return self.ended(act.at, act)
        self.typed.append(act)
        self.deadline = act.at + self.asked.timeout
        return self.ended(act.at) if len(self.typed) == self.asked.num_digits else None

    def hears(self, act: SpeechInput) -> bool:
        """Say whether speech reaches the recogniser: wanted, not empty, and before any key."""
        if self.asked.speech and act.text and not self.typed:
            return True
        self.lost.append(act)
        return False

    def recognised(self, act: SpeechInput, later: Sequence[Input], recogniser: float) -> Collected:
        """Return the result of speech; what comes before it is known is lost, unless somebody hangs up."""
        if self.barge_in and self.asked.barge_in:
            self.cut = min(self.cut, act.at)
        pause = AUTO_PAUSE if self.asked.speech_timeout is None else self.asked.speech_timeout
        end = max(min(act.at + act.seconds + pause, act.at + LONGEST_SPEECH) + recogniser, self.cut)
        for other in later:
            if other.at > end:
                break
            if isinstance(other, HangUpInput):
                return self.gone(other)
            self.consumed += 1
            self.lost.append(other)
        return Collected(end, self.cut, speech=act, lost=tuple(self.lost), consumed=self.consumed)

    def gone(self, act: HangUpInput) -> Collected:
        return Collected(act.at, min(self.cut, act.at), gone=act, lost=(*self.typed, *self.lost))


def collect(
    asked: AcceptedInput,
    prompt_end: float,
    pending: Sequence[Input],
    *,
    barge_in: bool = False,
    recogniser: float = 0.0,
) -> Collected:
    """Return what a Gather gets whose prompt would end at second *prompt_end*.

    *pending* acts are in the order of their moments. With *barge_in* speech stops the prompt too; what Twilio does
    today is not established. *recogniser* is how many seconds after the end of speech its text is known.
    """
    listening = _Listening(asked, prompt_end, barge_in, prompt_end + asked.timeout, prompt_end)
    for place, act in enumerate(pending):
        if act.at > listening.deadline:
            break
        listening.consumed += 1
        if isinstance(act, HangUpInput):
            return listening.gone(act)
        if isinstance(act, KeyInput):
            if result := listening.key(act):
                return result
        elif listening.hears(act):
            return listening.recognised(act, pending[place + 1 :], recogniser)
    return listening.ended(listening.deadline)
