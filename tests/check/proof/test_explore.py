"""The walk of the shipped site misses nothing: real calls, left to chance, stay at its places and on its ways."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from ivr.call import (
    Answered,
    Call,
    DialEnded,
    Event,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    Said,
    Silent,
    World,
    begin,
    step,
)
from ivr.check.proof.crew import Crew, no_collection
from ivr.check.proof.explore import Walk, walk
from ivr.check.proof.state import Place, classes, place_of, waits_for
from ivr.check.proof.successors import Follow
from ivr.check.proof.worlds import worlds
from ivr.testing.chance import phrases

CALLS, ANSWERS = 100, 12


@pytest.fixture(scope="module")
def walked(plan: Plan) -> Walk:
    follow = Follow(plan, classes(plan))
    with no_collection(), Crew(follow, 2) as crew:
        return walk(follow, crew.give)


def test_nothing_is_broken_in_the_shipped_site(walked: Walk) -> None:
    assert walked.findings == {}


def test_every_node_is_come_to(walked: Walk, plan: Plan) -> None:
    passed = {name for name, node in plan.flow.nodes.items() if node.kind == "say"}

    assert {place.node for place in walked.edges} == set(plan.flow.nodes) - passed


@pytest.mark.parametrize("seed", range(4))
def test_a_call_left_to_chance_goes_only_where_the_walk_has_gone(walked: Walk, plan: Plan, seed: int) -> None:
    chance, said = Random(seed), phrases(plan)  # noqa: S311 - no secret
    for _ in range(CALLS):
        for before, event, after in left_to_chance(walked, plan, chance, said):
            assert after in {edge.place for edge in walked.edges[before]}, f"{event} at {before} leads to {after}"


def left_to_chance(
    walked: Walk, plan: Plan, chance: Random, said: tuple[str, ...]
) -> Iterator[tuple[Place, Event, Place]]:
    """Make a call of a few answers; yield each step as the places between which it leads."""
    world = chance.choice(worlds(plan))
    call, instructions = step(plan, begin(plan), Answered(world))
    place = at(walked, call, instructions)
    for _ in range(ANSWERS):
        if place.waits == "end":
            return
        event = answer(place, chance, said, world)
        call, instructions = step(plan, call, event)
        after = at(walked, call, instructions)
        yield place, event, after
        place = after


def at(walked: Walk, call: Call, instructions: tuple[Instruction, ...]) -> Place:
    told = walked.follow.ear.hears(call, instructions).phrase == "in full"
    return place_of(walked.follow.classes, call, waits_for(instructions), told=told)[0]


def answer(place: Place, chance: Random, said: tuple[str, ...], world: World) -> Event:
    if place.waits == "ring":
        return DialEnded(chance.choice(list(Outcome)), world)
    if place.waits == "speech" and chance.random() < 0.6:
        return Said(chance.choice(said), world)
    return Keyed(chance.choice("0123456789#*"), world) if chance.random() < 0.8 else Silent(world)


def test_a_call_that_was_not_walked_is_noticed(walked: Walk, plan: Plan) -> None:
    call = replace(begin(plan), node="ask_service", stage="menu", turn=1)
    call, instructions = step(plan, replace(call, slots=(("prefecture", "23"),)), Keyed("1"))
    narrow = {place for place in walked.edges if place.node != "read_back"}

    assert at(walked, call, instructions) in walked.edges
    assert at(walked, call, instructions) not in narrow
