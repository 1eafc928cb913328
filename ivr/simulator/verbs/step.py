"""One verb on its turn, and what may come of it."""

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
    """Request *url* (absolute) and go on with the document that comes back; *parameters* go with the standard ones."""

    why: str
    method: str
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegEnd:
    """The leg has ended: *by* whom, as in `HungUp`; *status* is what the leg is left with."""

    by: str
    status: str = "completed"


# None: go on with the next verb.
AfterVerb: TypeAlias = NextDocument | LegEnd | None


@dataclass(frozen=True, slots=True)
class VerbStep:
    """A *verb* of *document* that is *leg*'s next; *first* when nothing stands before it.

    *perform* plays another leg's documents from a first request on: a Dial needs it for its whisper.
    """

    exchange: CallContext
    leg: Leg
    document: TwimlDocument
    verb: Element
    first: bool
    perform: "Performer"

    def warn(self, number: int, detail: str = "", at: Element | None = None) -> None:
        """Report Twilio's error *number* at this verb, or at an element in it."""
        self.exchange.journal.warn(number, detail, self.document.url, (at or self.verb).line)

    def remark(self, text: str, at: Element | None = None) -> None:
        """Report what Twilio has no number for."""
        self.exchange.journal.remark(text, self.document.url, (at or self.verb).line)

    def address(self, url: str) -> str:
        """Return *url* made absolute against the document's own, which an empty one stands for; its fragment stays."""
        return join(self.document.url, url)


# Returns None where the last document simply came to its end.
Performer: TypeAlias = Callable[[CallContext, Leg, NextDocument], Course[LegEnd | None]]
