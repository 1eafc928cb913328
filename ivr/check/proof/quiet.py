"""Callers who say nothing, and states that travel: what must hold of each state besides its answers.

Here each state stands for one real call, with nothing missed so far; what follows is played by the core's own `step`.
"""

from collections.abc import Iterator
from dataclasses import replace

from ivr.call import Call, DialEnded, Outcome, Plan, Ring, Silent, World, from_pairs, step, to_pairs
from ivr.call.fit import fit
from ivr.call.nodes import Ring as RingNode
from ivr.call.ring import rung
from ivr.call.step import first_move

from .answers import RINGING, SILENCE, Answer
from .claims import UNASKED
from .model import Model
from .states import Waits, call_of, domains, waits_for
from .walk import Finding, State, Walk

KEPT_WAITING = "a caller who says nothing is asked for ever: no office rings, no number ends the call"


def findings(walked: Walk) -> Iterator[Finding]:
    """Find what is wrong with the states that were walked."""
    model = walked.model
    known = {world: dict[Call, bool]() for world in worlds(model.plan)}
    for state in walked.follows:
        for call in _calls(model, state):
            for claim, text in _carried(model.plan, call):
                yield Finding(claim, text, state, SILENCE, World())
            if state.place.waits in ("speech", "keys"):
                yield from (
                    Finding("proof-silence", KEPT_WAITING, state, SILENCE, world)
                    for world, remembered in known.items()
                    if kept_waiting(model.plan, call, world, remembered)
                )
            else:
                yield from (
                    Finding("proof-unasked", UNASKED, state, answer, World())
                    for answer in RINGING
                    if rings_again(model.plan, call, answer)
                )


def worlds(plan: Plan) -> tuple[World, ...]:
    """Return the worlds in which somebody is silent: with one thing wrong, or none."""
    every = frozenset(office.key for office in plan.directory)
    return World(), World(closed=every), World(failing=every), World(over_limit=True)


def _calls(model: Model, state: State) -> Iterator[Call]:
    """Return the calls that a state stands for here: one before the fallback office has rung, and one after."""
    values = [domain[0] for domain in domains(state.place, served=state.served, turned=False)]
    call = call_of(model.plan, state.place.node, values)
    yield call
    if state.served:
        yield replace(call, handed=True)


def _carried(plan: Plan, call: Call) -> Iterator[tuple[str, str]]:
    """Find a state that is another one after it was written into an address and read again, or counts no turn."""
    read = from_pairs(call.node, to_pairs(call))
    if not read == call == fit(plan, read):
        yield "proof-address", f'an address does not carry a call at "{call.node}"'
    if first_move(plan, call, Silent()).call.turn != 1:
        yield "proof-turn", f'an answer at "{call.node}" does not count as a turn'


def kept_waiting(plan: Plan, call: Call, world: World, known: dict[Call, bool]) -> bool:
    """Tell whether a caller who says nothing more is never connected; *known* remembers it of the calls on the way."""
    way = dict[Call, None]()
    while call not in known and call not in way:
        way[call] = None
        call, waits = _silent(plan, call, world)
        if waits in ("ring", "end"):
            known.update(dict.fromkeys(way, False))
            return False
    for_ever = known.get(call, True)
    known.update(dict.fromkeys(way, for_ever))
    return for_ever


def _silent(plan: Plan, call: Call, world: World) -> tuple[Call, Waits]:
    after, instructions = step(plan, call, Silent(world))
    return replace(after, turn=0), waits_for(instructions)


def rings_again(plan: Plan, call: Call, answer: Answer) -> bool:
    """Tell whether the number that *call* has rung rings once more although the caller does nothing."""
    node = plan.node(call.node)
    office = rung(plan, call, node) if isinstance(node, RingNode) else None
    after, instructions = step(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
    seen = set[Call]()
    while waits_for(instructions) in ("speech", "keys") and after not in seen:
        seen.add(after)
        after, instructions = step(plan, replace(after, turn=0), Silent())
    last = instructions[-1] if instructions else None
    return isinstance(last, Ring) and office is not None and last.number == office.e164
