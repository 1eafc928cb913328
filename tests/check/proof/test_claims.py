"""Faults of the core itself: a claim, or a promise of the core's own tests, notices each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.call import Call, Plan, answer as answering, asking, commands, place, postcode, read_back
from ivr.call.moves import Play
from ivr.call.state import tried
from ivr.check.proof.classes import classes
from ivr.check.proof.explore import explore
from ivr.check.proof.successors import Successors
from ivr.site import load
from tests.call import promises

pytestmark = pytest.mark.unmeasured
Original = Callable[..., Any]


def _helped(call: Call, *, helped: bool) -> Call:
    return call._replace(asking=call.asking._replace(helped=helped))


def never_helped(original: Original) -> Original:
    """Forget that help was given: 0 helps for ever."""
    return lambda plan, call, node: original(plan, _helped(call, helped=False), node)


def helps_only_in_theory(original: Original) -> Original:
    """Take the first 0 for the second one."""
    return lambda plan, call, node: original(plan, _helped(call, helped=True), node)


def remembers_help(original: Original) -> Original:
    """Play a question again and still count the help that was given before."""
    return lambda call, *stage, **fields: _helped(original(call, *stage, **fields), helped=call.asking.helped)


def first_seven(original: Original) -> Original:
    """Take seven digits for a postal code, whatever follows them."""
    return lambda *given: original(*given)[:7]


def rings_on_silence(original: Original) -> Original:
    """Read the office back once more after what was not understood, and ring when nothing is said."""
    return lambda call, stage, **fields: original(call, "" if stage == "confirm" else stage, **fields)


def back_is_a_miss(original: Original) -> Original:
    """Count a step back as an answer that was not understood."""

    def back(plan: object, call: object, node: object) -> object:
        move = original(plan, call, node)
        return Play(tried(move.call), move.pending) if isinstance(move, Play) else move

    return back


def deaf_to(name: str) -> Callable[[Original], Original]:
    """Do not hear the words of the list *name*."""

    def deaf(original: Original) -> Original:
        return lambda *given: original(
            *given[:-1],
            given[-1]._replace(names=given[-1].names - {name}) if given[-1].mode == "voice" else given[-1],
        )

    return deaf


def loses(field: str, value: object) -> Callable[[Original], Original]:
    """Lose a field of a call in its address."""
    return lambda original: lambda node, pairs: original(node, pairs)._replace(**{field: value})


def loses_of_the_question(field: str, value: object) -> Callable[[Original], Original]:
    """Lose a field of how far a question has been asked."""

    def lost(original: Original) -> Original:
        def read(node: str, pairs: object) -> Call:
            call: Call = original(node, pairs)
            fields: dict[str, Any] = {field: value}
            return call._replace(asking=call.asking._replace(**fields))

        return read

    return lost


def not_asked(_original: Original) -> Original:
    """Take a question back for an answer that is not understood."""
    return lambda _plan, _call, _node, _heard: None


def rings_on_noise(original: Original) -> Original:
    """Take what is not understood at a read-back for a yes."""
    return lambda plan, call, heard: original(plan, call, heard) or (heard.mode == "voice" and not heard.names)


Fault = tuple[object, str, Callable[[Original], Original], str]

AGAINST_CLAIMS: list[list[Fault]] = [
    [
        (commands, "_help", never_helped, "proof-help"),
        (asking, "to_stage", rings_on_silence, "proof-objected"),
        (commands, "_back", back_is_a_miss, "proof-back"),
        (read_back, "answer", deaf_to("yes"), "proof-words"),
        (answering, "_asked_back", not_asked, "proof-question"),
        (answering, "_distress", deaf_to("distress"), "proof-distress"),
    ],
    [
        (commands, "_help", helps_only_in_theory, "proof-help"),
        (read_back, "answer", deaf_to("no"), "proof-words"),
        (read_back, "agrees", rings_on_noise, "proof-unheard"),
    ],
]
"""Faults that hide none of each other, and of which each breaks its own claim alone: one walk finds them all."""
AGAINST_PROMISES: list[Fault] = [
    (asking, "tried", remembers_help, "helped_once"),
    (asking, "to_stage", remembers_help, "helped_once"),
    (commands, "to_stage", remembers_help, "helped_once"),
    (place, "to_stage", remembers_help, "helped_once"),
    (postcode, "given", first_seven, "seven_digits"),
    (commands, "_anew", lambda _original: lambda call, _node: call, "offered_alone"),
    (promises, "from_pairs", loses("refused", ()), "carried"),
    (promises, "from_pairs", loses_of_the_question("helped", value=False), "carried"),
    (promises, "from_pairs", loses_of_the_question("tries", 0), "carried"),
    (promises, "from_pairs", loses("turn", 0), "carried"),
]


@pytest.fixture(scope="module")
def small(small_site: Path) -> Plan:
    plan = load(small_site).plan
    assert plan
    return plan


def _name(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize("faults", AGAINST_CLAIMS)
def test_a_fault_of_the_core_breaks_its_claim(
    small: Plan, monkeypatch: pytest.MonkeyPatch, faults: list[Fault]
) -> None:
    for module, name, fault, _ in faults:
        monkeypatch.setattr(module, name, fault(getattr(module, name)))

    # Nothing is told of what is found, so no call is looked for that shows it: that takes up to twenty times as long.
    found = explore(Successors(small, classes(small))).findings
    assert found.keys() == {claim for *_, claim in faults}


@pytest.mark.parametrize(("module", "name", "fault", "promise"), AGAINST_PROMISES, ids=_name)
def test_a_fault_that_no_file_could_plant_breaks_a_promise_of_the_core(
    plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    fault: Callable[[Original], Original],
    promise: str,
) -> None:
    """Without a fault the shipped site breaks none: tests/call/test_promises.py."""
    monkeypatch.setattr(module, name, fault(getattr(module, name)))

    assert not all(promises.PROMISES[promise](plan, call) for call in promises.calls(plan))
