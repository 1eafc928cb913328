"""What calls have reached of a site's flow: nodes, exits, choices and ends of ringing, out of those that it has.

A call's requests tell all: their addresses hold the call as it stood, their forms what happened then, and the pure core
says again where that led.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from ivr.call import Answered, DialEnded, Event, HungUp, Outcome, Plan, World, begin, from_pairs
from ivr.call.nodes import AskPlace, Choose, ReadBack, Ring
from ivr.call.trace import Trace, trace
from ivr.simulator import Event as Happened
from ivr.simulator.transcript import Requested
from ivr.site import Site
from ivr.site.flow import PATH as FLOW, references
from ivr.twilio import event
from ivr.twilio.address import PREFIX
from ivr.web.app import JAPAN

from .conversation import Conversation

ROWS = ("nodes", "exits", "choices", "outcomes")
DEFAULTS = "defaults"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the things of one kind that there are, and those that were reached."""

    name: str
    possible: frozenset[str]
    reached: frozenset[str]

    @property
    def share(self) -> float:
        """How many of a hundred were reached."""
        return 100 * len(self.reached) / len(self.possible) if self.possible else 100.0

    @property
    def missing(self) -> tuple[str, ...]:
        """What was not reached."""
        return tuple(sorted(self.possible - self.reached))


class Cover:
    """Collects what calls reach of a *site* that has a plan."""

    def __init__(self, site: Site) -> None:
        assert site.plan is not None
        self._plan = site.plan
        self._exits = dict(_exits(site))
        self._reached: dict[str, set[str]] = {name: set() for name in ROWS}

    def add(self, call: Conversation) -> None:
        """Count what *call* has reached."""
        for step in traces(self._plan, call.transcript, replace(call.world, now=call.began)):
            self._count(step)

    def table(self) -> tuple[Row, ...]:
        """Return a row for nodes, exits, choices and outcomes each."""
        return tuple(
            Row(name, possible, frozenset(self._reached[name] & possible))
            for name, possible in zip(ROWS, self._possible(), strict=True)
        )

    def _possible(self) -> Iterator[frozenset[str]]:
        yield frozenset(self._plan.flow.nodes)
        yield frozenset(f"{start} → {end}" for start, ends in self._exits.items() for end in ends)
        yield frozenset(_choices(self._plan))
        yield frozenset(f"{name} {outcome}" for name in _rings(self._plan) for outcome in Outcome)

    def _count(self, step: Trace) -> None:
        at = step.before.node
        self._reached["nodes"].update(step.entered)
        for start, end in zip((at, *step.entered), step.entered, strict=False):
            own = end in self._exits.get(start, ())
            self._reached["exits"].add(f"{start if own else DEFAULTS} → {end}")
        if step.choice:
            self._reached["choices"].add(f"{at} {step.choice}")
        if isinstance(step.event, DialEnded):
            self._reached["outcomes"].add(f"{at} {step.event.outcome}")


def traces(plan: Plan, happened: Iterable[Happened], began: World) -> Iterator[Trace]:
    """Take the steps of a call again that its transcript tells; it *began* in that world, at its local time."""
    assert began.now
    for request in happened:
        if not isinstance(request, Requested) or request.party != "caller":
            continue
        node = _node(request.url)
        if node is None:
            continue
        now = began.now + timedelta(seconds=request.second)
        world = replace(began, now=now.replace(tzinfo=JAPAN))
        what: Event = event(request.parameters, world) if node else Answered(world)
        call = from_pairs(node, parse_qsl(urlsplit(request.url).query)) if node else begin(plan)
        assert not isinstance(what, HungUp)  # no form tells of it
        yield trace(plan, call, what)


def _node(url: str) -> str | None:
    """Return the node that a request answers, "" for a call that comes in, None for a request of another kind."""
    path = urlsplit(url).path
    node = path.removeprefix(PREFIX).strip("/")
    return node if path.startswith(PREFIX) and node not in ("status", "fallback") else None


def _exits(site: Site) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each node with those that the flow names as following it, and the defaults with theirs."""
    assert site.plan is not None
    named = [(loc, name) for loc, kind, name in references(site.documents[FLOW].data) if kind == "node"]
    for node in site.plan.flow.nodes:
        yield node, frozenset(name for loc, name in named if loc[:2] == ("nodes", node))
    yield DEFAULTS, frozenset(name for loc, name in named if loc[0] == DEFAULTS)


def _choices(plan: Plan) -> Iterator[str]:
    for name, node in plan.flow.nodes.items():
        match node:
            case Choose():
                yield from (f"{name} {choice.key}" for choice in node.choices)
            case AskPlace():
                yield from (f"{name} region {key}" for key in range(1, len(node.regions) + 1))
                answers = ("yes", "no", "pick", *(("postal",) if node.postal else ()))
                yield from (f"{name} {answer}" for answer in answers)
            case ReadBack():
                yield from (f"{name} {answer}" for answer in ("yes", "no"))
            case _:
                pass


def _rings(plan: Plan) -> Iterator[str]:
    return (name for name, node in plan.flow.nodes.items() if isinstance(node, Ring))
