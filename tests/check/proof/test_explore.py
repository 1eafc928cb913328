"""The exploration of the shipped site misses nothing: random real calls stay at its states and on its edges."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from ivr.call import (
    Answered,
    Asking,
    Call,
    Conditions,
    DialEnded,
    Event,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    Said,
    Silent,
    begin,
    step,
)
from ivr.call.nodes import Choose
from ivr.call.state import Stage
from ivr.check.proof.alphabet import PRESSED, pressed, unoffered
from ivr.check.proof.classes import classes
from ivr.check.proof.conditions import all_conditions
from ivr.check.proof.explore import Explored, explore
from ivr.check.proof.sentences import Sentences
from ivr.check.proof.state import State, state_of, waits_for
from ivr.check.proof.successors import Successors
from ivr.garbage import no_collection
from ivr.site import load
from ivr.testing.random_calls import phrases

pytestmark = pytest.mark.unmeasured
ASIDE: tuple[Stage, ...] = ("yes_no", "pick", "postal")
"""Stages of the place question at which no regions are offered."""
CALLS, ANSWERS = 100, 12


@pytest.fixture(scope="module")
def explored(plan: Plan) -> Explored:
    with no_collection():
        return explore(Successors(plan, classes(plan)))


def test_nothing_is_broken_in_the_shipped_site(explored: Explored) -> None:
    assert explored.findings == {}


def test_every_node_is_come_to(explored: Explored, plan: Plan) -> None:
    passed = {name for name, node in plan.flow.nodes.items() if node.kind == "say"}

    assert {state.node for state in explored.edges} == set(plan.flow.nodes) - passed


@pytest.mark.parametrize("seed", range(2))
def test_a_call_left_to_chance_goes_only_that_was_explored(explored: Explored, plan: Plan, seed: int) -> None:
    chance, said = Random(seed), phrases(plan)  # noqa: S311 - no secret
    for _ in range(CALLS):
        for before, event, after in left_to_chance(explored, plan, chance, said):
            assert after in {edge.state for edge in explored.edges[before]}, f"{event} at {before} leads to {after}"


def left_to_chance(
    explored: Explored, plan: Plan, chance: Random, said: tuple[str, ...]
) -> Iterator[tuple[State, Event, State]]:
    """Make a call of a few answers; yield each step as the places between which it leads."""
    world = chance.choice(all_conditions(plan))
    call, instructions = step(plan, begin(plan), Answered(world))
    state = at(explored, call, instructions)
    for _ in range(ANSWERS):
        if state.waits == "end":
            return
        event = answer(state, chance, said, world)
        call, instructions = step(plan, call, event)
        after = at(explored, call, instructions)
        yield state, event, after
        state = after


def at(explored: Explored, call: Call, instructions: tuple[Instruction, ...]) -> State:
    phrase_heard = explored.successors.ear.hears(call, instructions).phrase == "in full"
    return state_of(explored.successors.classes, call, waits_for(instructions), phrase_heard=phrase_heard)


def answer(state: State, chance: Random, said: tuple[str, ...], world: Conditions) -> Event:
    if state.waits == "ring":
        return DialEnded(chance.choice(list(Outcome)), world)
    if state.waits == "answer" and chance.random() < 0.6:
        return Said(chance.choice(said), world)
    return Keyed(chance.choice("0123456789#*"), world) if chance.random() < 0.8 else Silent(world)


def test_a_call_that_was_not_explored_is_noticed(explored: Explored, plan: Plan) -> None:
    call = begin(plan)._replace(node="ask_service", asking=Asking("menu"), turn=1)
    call, instructions = step(plan, call._replace(slots=(("prefecture", "23"),)), Keyed("1"))
    narrow = {state for state in explored.edges if state.node != "read_back"}

    assert at(explored, call, instructions) in explored.edges
    assert at(explored, call, instructions) not in narrow


def test_digits_that_a_question_does_not_offer_are_all_alike_so_that_one_is_followed(
    explored: Explored, plan: Plan
) -> None:
    there = {(state.node, state.stage): state for state in explored.edges if state.waits == "answer"}

    assert [one.text for one in pressed(plan.node("read_back"), "")] == ["0", "1", "2", "3", "#", "*"]
    place = {stage: "".join(one.text for one in pressed(plan.node("ask_prefecture"), stage)) for stage in ASIDE}
    assert place == {"yes_no": "0123#*", "pick": "01234#*", "postal": "01#*"}
    for state in there.values():
        alike = [one for one in PRESSED if one.text in unoffered(plan.node(state.node), state.stage)]
        led = [set(map(repr, explored.successors.after(state, one))) for one in alike]
        assert led == led[:1] * len(led), state


def test_what_is_said_aside_of_the_place_question_leads_nowhere_else_than_one_of_each_kind(
    explored: Explored, plan: Plan
) -> None:
    there = {(state.language, state.stage): state for state in explored.edges if state.stage in ASIDE}

    assert {stage for _, stage in there} == {*ASIDE}
    for (language, stage), state in there.items():
        said = Sentences(plan.speaks(language), explored.successors.classes)
        assert len(said.at(state.node, stage)) < len(said.at(state.node)) - 5
        led = [
            {after.edge for one in answers for after in explored.successors.after(state, one)}
            for answers in (said.at(state.node), said.at(state.node, stage))
        ]
        assert led[0] == led[1], state


def test_several_processes_find_the_same_in_the_same_order_as_one(small_site: Path) -> None:
    plan = load(small_site).plan
    assert plan
    alone, *together = (explore(Successors(plan, classes(plan)), processes) for processes in (1, 2, 3))

    for one in together:
        assert [*map(list, one.edges.values())] == [*map(list, alone.edges.values())]
        assert [*one.edges] == [*alone.edges]


def test_what_every_question_hears_is_followed_at_each_also_where_a_choice_names_it(plan: Plan) -> None:
    nodes = dict(plan.flow.nodes)
    asked, stopped = nodes["what_is_wrong"], nodes["stopped"]
    assert isinstance(asked, Choose)
    assert isinstance(stopped, Choose)
    nodes["what_is_wrong"] = replace(asked, choices=(replace(asked.choices[0], words="yes"), *asked.choices[1:]))
    nodes["stopped"] = replace(stopped, choices=(replace(stopped.choices[0], key="5"),))
    assert {"yes", "no"} < {one.words for node in nodes.values() if isinstance(node, Choose) for one in node.choices}
    said = Sentences(replace(plan, flow=replace(plan.flow, nodes=nodes)), classes(plan))

    for name in ("ask_prefecture", "read_back", "stopped"):
        heard = {(word, bool(one.codes)) for one in said.at(name) for word in one.heard.names}
        assert {("yes", False), ("no", False), ("no", True), ("number", False)} <= heard, name


def test_what_may_be_wrong_is_told_apart_at_the_read_back_already(plan: Plan) -> None:
    """A no there may say it: 「県が違います」 leads where the question after it would."""
    followed = {word for one in Sentences(plan, classes(plan)).at("read_back") for word in one.heard.names}

    assert {"prefecture", "service", "both"} <= followed


def test_a_service_that_is_only_guessed_leads_where_a_real_call_comes(plan: Plan) -> None:
    successors = Successors(plan, classes(plan))
    slots = (("prefecture", "01"),)
    call = begin(plan)._replace(node="ask_service", asking=Asking("first"), turn=1, slots=slots, mode="voice")
    state = state_of(successors.classes, call, "answer")
    guessed = next(
        one for one in successors.answers(state) if one.kind == "speech" and one.heard.is_guess and not one.codes
    )

    after, instructions = step(plan, call, Said(guessed.text))

    real = state_of(successors.classes, after, waits_for(instructions))
    assert (real.node, real.stage) == ("read_back", "confirm")
    there = {(one.edge.state.node, one.edge.state.stage) for one in successors.after(state, guessed)}
    assert ("read_back", "confirm") in there
    assert ("read_back", "") not in there
