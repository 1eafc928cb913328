"""Lazy values: a step is taken as rarely as possible, and its result holds for every value."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest

from ivr.check.proof.lazy import Domain, cases, parts

DOMAINS: list[Domain] = [(0, 1, 2), ("", "keys", "voice"), ((), ("98", "99")), (False, True), ("alone",)]


def steps(values: Sequence[Any]) -> object:
    missed, by, refused, handed, only = values
    if missed < 2 and by != "keys":
        return "again", len(refused) if handed else missed == 0
    return ("98" in refused, only) if by else (missed, bool(refused), {"": "first"}.get(by))


@pytest.mark.parametrize(
    ("step", "taken"),
    [
        (lambda _: "the same", 1),
        (lambda values: values[0] < 2, 2),
        (lambda values: "abcd"[values[0] + 1], 3),
        (lambda values: "abcd"[values[0] - 1] if values[3] else None, 4),
        (lambda values: min(values[0] + 1, 99) < 2, 2),
        (lambda values: min(values[0] + 1, 99) < 98, 1),
        (lambda values: values[0] == values[0] and values[0] == values[3], 5),
        (lambda values: values[0] <= 1 or values[0] >= 5 or values[0] > 3, 2),
        (lambda values: values[1] == "keys" or (values[1] and not values[3]), 4),
        (lambda values: [*values[2]], 2),
        (lambda values: bool(values[2][:1]), 2),
        (lambda values: [*values[2][1:][:1]], 2),
        (lambda values: values[2][1:][:1] is not None, 1),
        (lambda values: {"keys": 1, "voice": 2}.get(values[1]), 3),
        (steps, 10),
    ],
)
def test_what_a_step_sees_tells_its_values_apart_and_nothing_else_does(
    step: Callable[[Sequence[Any]], object], taken: int
) -> None:
    found = [(outcome, [*product(*values)]) for outcome, values in cases(DOMAINS, step)]

    assert [step(values) for _, of in found for values in of] == [outcome for outcome, of in found for _ in of]
    assert sorted(map(repr, (values for _, of in found for values in of))) == sorted(map(repr, product(*DOMAINS)))
    assert len(found) == taken


def test_parts_that_go_together_are_narrowed_together() -> None:
    together = (("a", 1), ("a", 2), ("b", 3))

    def step(values: Sequence[Any]) -> object:
        letter, number = parts(values[0], 2)
        return "a" if letter == "a" else "abcd"[number]

    found = list(cases([together], step))

    assert found == [("a", [(("a", 1), ("a", 2))]), ("d", [(("b", 3),)])]


def test_a_way_of_looking_that_is_not_known_is_an_error() -> None:
    with pytest.raises(TypeError):
        list(cases([(1, 2)], lambda values: values[0] * 2))
