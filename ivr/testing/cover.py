"""Coverage of a site's flow by calls: how many of its nodes, exits, choices and ends of ringing were reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.call import DialEnded, Outcome, Plan
from ivr.call.nodes import AskPlace, Choose, ReadBack, Ring
from ivr.call.trace import Trace
from ivr.site import Site
from ivr.site.flow import PATH as FLOW, references
from ivr.testcall import PlayedCall
from ivr.testcall.retrace import retraced
from ivr.translation import N_

ROWS = (N_("nodes"), N_("exits"), N_("choices"), N_("outcomes"))
DEFAULTS = "defaults"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One line of the table: what the flow has of one kind, and what of it was reached."""

    name: str
    possible: frozenset[str]
    reached: frozenset[str]

    @property
    def share(self) -> float:
        """The percentage that was reached."""
        return 100 * len(self.reached) / len(self.possible) if self.possible else 100.0

    @property
    def missing(self) -> tuple[str, ...]:
        """What was not reached."""
        return tuple(sorted(self.possible - self.reached))


class Cover:
    """Collects what calls reach of a *site*, which must have a plan."""

    def __init__(self, site: Site) -> None:
        assert site.plan is not None
        self._plan = site.plan
        self._exits = dict(_exits(site))
        self._reached: dict[str, set[str]] = {name: set() for name in ROWS}

    def add(self, call: PlayedCall) -> None:
        """Count what *call* has reached."""
        for step in retraced(self._plan, call.transcript, call.began, call.conditions):
            self._count(step.trace)

    def table(self) -> tuple[Coverage, ...]:
        """Return a row for nodes, exits, choices and outcomes each."""
        return tuple(
            Coverage(name, possible, frozenset(self._reached[name] & possible))
            for name, possible in zip(ROWS, self._possible(), strict=True)
        )

    def _possible(self) -> Iterator[frozenset[str]]:
        yield frozenset(self._plan.flow.nodes)
        yield frozenset(f"{start} → {end}" for start, ends in self._exits.items() for end in ends)
        yield frozenset(_choices(self._plan))
        rings = [name for name, node in self._plan.flow.nodes.items() if isinstance(node, Ring)]
        yield frozenset(f"{name} {outcome}" for name in rings for outcome in Outcome)

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


def _exits(site: Site) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each node with the nodes that follow it in the flow, and the defaults with theirs."""
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
