"""The proof of a site: what was walked, and each broken claim with the shortest call that breaks it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import cpu_count

from ivr.call import Plan
from ivr.check.trips import Trip, missing, trips
from ivr.site import Problem, Site

from . import quiet
from .classes import classes
from .crew import Crew, no_collection
from .model import Model
from .pairs import play_pairs
from .play import Line, Played, Player
from .states import in_words
from .walk import Finding, Walk, walk
from .witness import shortest

FLOW = "data/flow.yaml"
_MOST_OF_A_CLAIM = 3
_MOST_PROCESSES = 2
# Where the flow decides what a claim is about, if that is not the node at which it breaks.
_DECIDED: Mapping[str, tuple[str, ...]] = {
    "proof-turns": ("defaults", "too_long"),
    "proof-last": ("defaults", "last"),
    "proof-fault": ("defaults", "error"),
}
_LAST_TURNS = 11
"""Turns after too many by which a call that was handed over has ended: ten answers, and the ringing's own."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken claim: what is wrong, at which node, and the shortest call that shows it (None: none was found)."""

    claim: str
    message: str
    node: str
    call: tuple[Line, ...] | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proven of a site, or not.

    *states* were walked, from *steps* that were taken and remembered. *turns* is how many a call can have, *trips* are
    the ways to each office, *pairs* the calls that were played from one office to another.
    """

    problems: tuple[Problem, ...] = ()
    broken: tuple[Broken, ...] = ()
    states: int = 0
    steps: int = 0
    turns: int = 0
    pairs: int = 0
    trips: tuple[Trip, ...] = ()

    def __str__(self) -> str:
        """Sum up in one line."""
        if not self.states:
            return "nothing proven: first the problems have to be solved"
        walked = f"{self.states} states of calls walked in {self.steps} steps, {len(self.trips)} ways to a ring"
        pairs = f", {self.pairs} calls from office to office" if self.pairs else ""
        found = f"{len(self.problems)} claims broken" if self.problems else f"every call ends within {self.turns} turns"
        return f"proof: {walked}{pairs}; {found}"


def prove(site: Site, *, every: bool = False, processes: int | None = None) -> Proof:
    """Walk every call of a site that has a plan, and list the claims that do not hold.

    *every*: with every word of its lists instead of one, and a call from each office to each other. *processes* share
    the work, as many as there are processors unless it says otherwise, and not more than two.
    """
    if site.plan is None:
        return Proof()
    with no_collection():
        return _prove(site, site.plan, every=every, processes=processes or min(cpu_count() or 1, _MOST_PROCESSES))


def _prove(site: Site, plan: Plan, *, every: bool, processes: int) -> Proof:
    model = Model(plan, classes(plan), every)
    ways = tuple(trips(plan))
    try:
        with Crew(model, processes) as crew:
            walked = walk(model, crew.give)
            steps = crew.steps
    except RecursionError as error:  # not one call gets as far as a question
        broken = [Broken("proof-error", str(error), plan.flow.start, ())]
        return Proof(problems=(_problem(site, plan, broken[0]),), broken=tuple(broken), states=1)
    for finding in quiet.findings(walked):
        walked.add(finding)
    played = tuple(play_pairs(Player(model), ways)) if every else ()
    wrong = [pair for pair in played if pair]
    broken = [*_broken(walked), *_unreached(plan, ways), *(_of_pair(*pair) for pair in wrong[:_MOST_OF_A_CLAIM])]
    problems = tuple(sorted({_problem(site, plan, one) for one in broken}))
    turns = plan.flow.turns + _LAST_TURNS
    return Proof(problems, tuple(broken), len(walked.follows), steps, turns, len(played), ways)


def _broken(walked: Walk) -> Iterator[Broken]:
    """Yield what is broken, each message of a claim once, with its shortest call."""
    for claim, findings in walked.findings.items():
        by_message: dict[str, list[Finding]] = {}
        for finding in findings:
            by_message.setdefault(finding.message, []).append(finding)
        for message, of_message in [*by_message.items()][:_MOST_OF_A_CLAIM]:
            call = shortest(walked, of_message, lambda played, wanted=(claim, message): _breaks(walked, played, wanted))
            yield Broken(claim, message, of_message[0].state.place.node, call.lines if call else None)


def _breaks(walked: Walk, played: Played, wanted: tuple[str, str]) -> bool:
    """Tell whether a call shows what is *wanted*."""
    if wanted[0] == "proof-silence" and played.waits in ("speech", "keys"):
        world = played.lines[-1].world
        return quiet.kept_waiting(walked.model.plan, played.call, world, {})
    return wanted in played.wrong


def _unreached(plan: Plan, ways: tuple[Trip, ...]) -> Iterator[Broken]:
    """Yield the kinds of ways by which an office is not reached."""
    found: dict[str, list[str]] = {}
    for office, kind in missing(plan, ways):
        found.setdefault(kind, []).append(office.printed_name)
    for kind, names in found.items():
        claim = "proof-keypad" if kind == "keypad" else "proof-voice"
        more = f" and {len(names) - 1} other offices" if len(names) > 1 else ""
        yield Broken(claim, f"{names[0]}{more} cannot be reached by {kind}", plan.flow.start, None)


def _of_pair(claim: str, message: str, played: Played) -> Broken:
    return Broken(claim, message, played.call.node, played.lines)


def _problem(site: Site, plan: Plan, broken: Broken) -> Problem:
    loc = _DECIDED.get(broken.claim, ("nodes", broken.node))
    shown = _shown(plan, broken)
    return site.documents[FLOW].problem(loc, f"{broken.message}{shown}", broken.claim, at_key=True)


def _shown(plan: Plan, broken: Broken) -> str:
    """Return the call in words: its answers, as `ivr call` takes them, and the worlds that it needs."""
    if broken.claim in ("proof-keypad", "proof-voice") or broken.call == ():
        return ""
    if broken.call is None:
        return " (not proven, though no call was found that shows it)"
    answers = json.dumps([line.text for line in broken.call], ensure_ascii=False)
    worlds = dict.fromkeys(in_words(plan, line.world) for line in broken.call)
    during = " and ".join(world for world in worlds if world)
    return f"; the shortest call: {answers}{', while ' + during if during else ''}"
