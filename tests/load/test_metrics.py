"""Percentiles of a load."""

import pytest

from ivr.load.metrics import Percentiles, spread

HUNDRED = [float(second) for second in range(100, 0, -1)]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([], Percentiles(0, 0, 0, 0)),
        ([3], Percentiles(3, 3, 3, 3)),
        ([2, 1], Percentiles(1, 2, 2, 2)),
        ([5, 1, 3], Percentiles(3, 5, 5, 5)),
        (HUNDRED, Percentiles(50, 95, 99, 100)),
        ([*HUNDRED, 1000], Percentiles(51, 96, 100, 1000)),
        ([1] * 99 + [7], Percentiles(1, 1, 1, 7)),
        ([1] * 98 + [7, 9], Percentiles(1, 1, 7, 9)),
    ],
)
def test_each_figure_is_one_of_the_seconds(seconds: list[float], expected: Percentiles) -> None:
    assert spread(seconds) == expected
