"""One verb being played on a leg, and what can follow it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ivr.simulator.call_context import CallContext
from ivr.simulator.http.addresses import join
from ivr.simulator.leg import Course, Leg
from ivr.simulator.twiml.document import TwimlDocument
from ivr.simulator.twiml.tree import Element


@dataclass(frozen=True, slots=True)
class NextDocument:
    """Go on with the document at *url* (absolute); *parameters* are sent besides the standard ones."""

    why: str
    method: str
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegEnd:
    """The leg has ended: *by* whom, as in `Disconnected`, and with which CallStatus."""

    by: str
    status: str = "completed"


# None: go on with the next verb.
AfterVerb: TypeAlias = NextDocument | LegEnd | None


@dataclass(frozen=True, slots=True)
class VerbStep:
    """The *verb* of *document* that is played on *leg* now; *first*: it is the document's first one.

    *perform* plays a leg from its first request on. A Dial needs it for its whisper; it is handed in because importing
    it would close a circle.
    """

    context: CallContext
    leg: Leg
    document: TwimlDocument
    verb: Element
    first: bool
    perform: "Performer"

    def warn(self, number: int, detail: str = "", at: Element | None = None) -> None:
        """Report Twilio's error *number* at this verb, or at the element *at* in it."""
        self.context.journal.warn(number, detail, self.document.url, (at or self.verb).line)

    def remark(self, text: str, at: Element | None = None) -> None:
        """Report something that Twilio has no number for."""
        self.context.journal.remark(text, self.document.url, (at or self.verb).line)

    def address(self, url: str) -> str:
        """Return *url* resolved against the document's own; an empty one means that, and a fragment stays."""
        return join(self.document.url, url)


# Returns None if the last document was played to its end.
Performer: TypeAlias = Callable[[CallContext, Leg, NextDocument], Course[LegEnd | None]]
