"""Metrics of a load test."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .load_call import LoadCall
from .paced import TimedRequest
from .run import Load


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The spread of seconds: half of them, 95 and 99 of a hundred are at most so many, and none exceeds *worst*."""

    p50: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    worst: float = 0.0


@dataclass(frozen=True, slots=True)
class Metrics:
    """The result of a load.

    *asked* is the number of calls that were asked for, *placed* of those that came in. *right* ones rang the right
    office and *wrong* ones did not; *broken_off* ones were not over, *hanging* of them because a webhook gave no
    answer. *webhooks* is how many were requested in all, *a_second* on average, *busiest* in the busiest second;
    *failed* counts those without a good reply, by what came instead. *latency* is what they took, *late* how late they
    were sent, and *slowest* is the worst of them, with its call. *share* is how much of a core this client used.
    """

    asked: int
    placed: int
    right: int
    wrong: tuple[LoadCall, ...]
    broken_off: int
    hanging: int
    most_at_once: int
    seconds: float
    webhooks: int
    a_second: float
    busiest: int
    failed: tuple[tuple[str, int], ...]
    latency: Percentiles
    late: Percentiles
    slowest: tuple[LoadCall, TimedRequest] | None
    share: float

    @property
    def fine(self) -> bool:
        """Whether every call that was asked for rang right."""
        return self.right == self.asked


def metrics_of(load: Load) -> Metrics:
    """Return the metrics of *load*, which is over."""
    each = [(over, asked) for over in load.over for asked in over.asked]
    failed = Counter(asked.failed for _, asked in each if asked.failed)
    right = sum(over.wrong == "" for over in load.over)
    wrong = tuple(over for over in load.over if over.wrong)
    return Metrics(
        asked=load.demand.calls,
        placed=load.placed,
        right=right,
        wrong=wrong,
        broken_off=load.placed - right - len(wrong),
        hanging=load.in_progress,
        most_at_once=load.most_at_once,
        seconds=load.seconds,
        webhooks=len(each),
        a_second=len(each) / load.seconds,
        busiest=max(Counter(int(asked.at) for _, asked in each).values(), default=0),
        failed=tuple(failed.most_common()),
        latency=spread([asked.seconds for _, asked in each]),
        late=spread([asked.late for _, asked in each]),
        slowest=max(each, key=lambda one: one[1].seconds, default=None),
        share=load.computed / load.seconds,
    )


def spread(seconds: Sequence[float]) -> Percentiles:
    """Return how *seconds* spread, by nearest rank: each figure is one of them."""
    ordered = sorted(seconds)
    if not ordered:
        return Percentiles()
    return Percentiles(*(ordered[ceil(len(ordered) * share / 100) - 1] for share in (50, 95, 99, 100)))
