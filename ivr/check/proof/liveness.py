"""Callers who say nothing, and calls that travel: what must hold of each place besides its answers.

Here each place stands for real calls, with nothing missed so far; what follows is played by the core's own `step`.
"""

from collections.abc import Iterator
from dataclasses import replace

from ivr.call import Call, DialEnded, Outcome, Plan, Ring, Silent, World, from_pairs, step, to_pairs
from ivr.call.fit import fit
from ivr.call.nodes import Ring as RingNode
from ivr.call.ring import rung
from ivr.call.step import first_move
from ivr.site.calls import TROUBLES, world_of

from .alphabet import RINGING, SILENCE, Answer
from .claims import UNASKED
from .explore import Finding, Walk
from .state import Place, Waits, call_of, domains, waits_for
from .successors import Follow

KEPT_WAITING = "a caller who says nothing is asked for ever: no office rings, no number ends the call"


def findings(walked: Walk) -> Iterator[Finding]:
    """Find what is wrong with the places that were walked."""
    plan = walked.follow.plan
    known = {world: dict[Call, bool]() for world in _worlds(plan)}
    for place in walked.edges:
        for call in _travelling(walked.follow, place):
            yield from (Finding(claim, text, place, ()) for claim, text in carried(plan, call))
        for call in _calls(walked.follow, place):
            if place.waits == "ring":
                yield from _unasked(plan, call, place)
                continue
            for world, remembered in known.items():
                if kept_waiting(plan, call, world, remembered):
                    yield Finding("proof-silence", KEPT_WAITING, place, (SILENCE,) * _until_repeated(plan, call, world))


def _worlds(plan: Plan) -> tuple[World, ...]:
    """Return the worlds in which somebody is silent: with one trouble, or none."""
    return World(), *(world_of((trouble,), plan.directory) for trouble in TROUBLES)


def _calls(follow: Follow, place: Place) -> Iterator[Call]:
    """Return the calls that a place stands for here: one before the fallback office has rung, and one after."""
    if place.waits != "end":
        call = call_of(
            follow.plan.hash, place.node, [domain[0] for domain in domains(follow.classes, place, turned=False)]
        )
        yield from (call, replace(call, handed=True))


def _travelling(follow: Follow, place: Place) -> Iterator[Call]:
    """Return calls at a place with the first, and with the last value of each of their fields: none may be lost."""
    if place.waits != "end":
        values = domains(follow.classes, place, turned=False)
        yield call_of(follow.plan.hash, place.node, [domain[0] for domain in values], turn=1)
        yield call_of(follow.plan.hash, place.node, [domain[-1] for domain in values], turn=1)


def carried(plan: Plan, call: Call) -> Iterator[tuple[str, str]]:
    """Find a call that is another one after it was written into an address and read again, or counts no turn."""
    read = from_pairs(call.node, to_pairs(call))
    if not read == call == fit(plan, read):
        yield "proof-address", f'an address does not carry a call at "{call.node}"'
    if first_move(plan, call, Silent()).call.turn != call.turn + 1:
        yield "proof-turn", f'an answer at "{call.node}" does not count as a turn'


def kept_waiting(plan: Plan, call: Call, world: World, known: dict[Call, bool]) -> bool:
    """Tell whether a caller who says nothing more is never connected; *known* remembers it of the calls on the way."""
    way = dict[Call, None]()
    waits: Waits = "keys"
    while call not in known and call not in way and waits in ("speech", "keys"):
        way[call] = None
        call, waits = _silent(plan, call, world)
    for_ever = waits in ("speech", "keys") and known.get(call, True)
    known.update(dict.fromkeys(way, for_ever))
    return for_ever


def _until_repeated(plan: Plan, call: Call, world: World) -> int:
    """Return after how many silences a call stands where it stood before."""
    seen = list[Call]()
    while call not in seen:
        seen.append(call)
        call, _ = _silent(plan, call, world)
    return len(seen)


def _silent(plan: Plan, call: Call, world: World) -> tuple[Call, Waits]:
    try:
        after, instructions = step(plan, call, Silent(world))
    except Exception:  # noqa: BLE001  # found by the walk, as what it is
        return call, "end"
    return replace(after, turn=0), waits_for(instructions)


def _unasked(plan: Plan, call: Call, place: Place) -> Iterator[Finding]:
    """Find the ends of a ringing after which the same number rings once more although the caller does nothing."""
    node = plan.node(call.node)
    office = rung(plan, call, node) if isinstance(node, RingNode) else None
    for answer in RINGING:
        silences = _until_ring(plan, call, answer)
        if silences is not None and office and silences[1] == office.e164:
            yield Finding("proof-unasked", UNASKED, place, (answer, *silences[0]))


def _until_ring(plan: Plan, call: Call, answer: Answer) -> tuple[tuple[Answer, ...], str] | None:
    """Return how often a caller says nothing until a telephone rings, and its number; None where none does."""
    try:
        after, instructions = step(plan, call, DialEnded(answer.outcome or Outcome.FAILED))
        seen: list[Call] = []
        while waits_for(instructions) in ("speech", "keys") and after not in seen:
            seen.append(after)
            after, instructions = step(plan, replace(after, turn=0), Silent())
    except Exception:  # noqa: BLE001  # found by the walk, as what it is
        return None
    last = instructions[-1] if instructions else None
    return ((SILENCE,) * len(seen), last.number) if isinstance(last, Ring) else None
