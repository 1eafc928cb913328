"""The worlds in which a step may be taken, and what a step asks of the world."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import product
from typing import Any, cast

from ivr.call import Plan, World
from ivr.call.nodes import Ring, Unless
from ivr.site.calls import TROUBLES, Trouble, world_of

from .lazy import Domain

Asked = tuple[tuple[Trouble, Domain], ...]
"""What a step has looked at in the world, and all that may be there for it."""
ANY: Asked = ()


def world_domains(plan: Plan) -> list[Domain]:
    """Return the values that the world may have, by the order of `TROUBLES`: of nobody, or of everybody.

    Where an office is steered around that the caller did not choose, also that only such offices are closed, or
    failing, or only others.
    """
    none, others = frozenset[str](), frozenset(plan.directory.others)
    every = frozenset(office.key for office in plan.directory)
    rings = (node for node in plan.flow.nodes.values() if isinstance(node, Ring))
    apart = any(node.office != "chosen" and node.unless != Unless() for node in rings)
    offices: Domain = (none, every, every - others, others) if apart else (none, every)
    return [offices, offices, (False, True)]


def worlds(plan: Plan) -> list[World]:
    """Return every such world, the quietest first."""
    found = (_world(zip(TROUBLES, values, strict=True)) for values in product(*world_domains(plan)))
    return sorted(found, key=lambda world: (len(troubles(world)), troubles(world)))


def made(asked: Asked) -> World:
    """Return the quietest world in which is what was *asked* for."""
    return _world((name, values[0]) for name, values in asked)


def _world(values: Iterable[tuple[Trouble, Hashable]]) -> World:
    return World(**cast("dict[str, Any]", dict(values)))


def agrees(asked: Asked, world: World) -> bool:
    """Tell whether *world* is as was *asked* for."""
    return all(getattr(world, name) in values for name, values in asked)


def troubles(world: World) -> tuple[Trouble, ...]:
    """Return what stands in the way in *world*."""
    return tuple(name for name in TROUBLES if getattr(world, name))


def as_header(plan: Plan, world: World) -> tuple[Trouble, ...] | None:
    """Return how a scripted call names *world*; None where it has no name there."""
    found = troubles(world)
    return found if world_of(found, plan.directory) == world else None


def in_words(plan: Plan, world: World) -> str:
    """Return what is said of *world*: "" where nothing stands in the way."""
    return " and ".join(_words(plan, world))


def _words(plan: Plan, world: World) -> Iterator[str]:
    every = frozenset(office.key for office in plan.directory)
    for offices, what in ((world.closed, "closed"), (world.failing, "failing")):
        if offices:
            yield f"{'every office is' if offices == every else 'some offices are'} {what}"
    if world.over_limit:
        yield "the caller is over the limit"
