"""One leg of a call: the caller's, or a called desk's."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from .inputs import HangUpInput, Input
from .people import Action, Playback
from .transcript import Party

T = TypeVar("T")

# What happens on a leg: it yields what is heard there, is sent what is done meanwhile, and returns how it ended.
Course: TypeAlias = Generator[Playback, Sequence[Action], T]
Reaction: TypeAlias = Callable[[Playback], Sequence[Action]]


@dataclass(slots=True)
class Leg:
    """Who calls whom, how far it has come, and what the person on it is still going to do."""

    party: Party
    sid: str
    account_sid: str
    caller: str
    called: str
    parent_sid: str | None = None
    status: str = "ringing"
    answered_at: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    pending: list[Input] = field(default_factory=list)

    def answer(self, second: float) -> None:
        """Lift the receiver, if that has not happened yet."""
        if self.answered_at is None:
            self.answered_at = second
            self.status = "in-progress"

    def expect(self, new: Iterable[Input]) -> None:
        """Add what the person is going to do."""
        self.pending = sorted([*self.pending, *new], key=lambda act: act.at)

    def forget(self, second: float) -> None:
        """Drop what was to be done up to *second*; a hang-up stays."""
        self.pending = [act for act in self.pending if act.at > second or isinstance(act, HangUpInput)]

    def parameters(self) -> dict[str, str]:
        """Return Twilio's standard parameters as they stand now."""
        parent = {} if self.parent_sid is None else {"ParentCallSid": self.parent_sid}
        return {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.caller,
            "To": self.called,
            "Caller": self.caller,
            "Called": self.called,
            "CallStatus": self.status,
            "ApiVersion": "2010-04-01",
            "Direction": "inbound" if self.parent_sid is None else "outbound-dial",
            **parent,
            **self.extra,
        }


def run(turns: Course[T], hears: Reaction) -> T:
    """Play *turns* to their end, with what is heard handed to *hears*."""
    try:
        heard = next(turns)
        while True:
            heard = turns.send(hears(heard))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
