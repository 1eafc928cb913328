"""What recording costs: `python -m tests.bench.bench_records`.

One service records calls and one does not; each is served by one worker on this machine's own address, and they get the
same signed forms by turns. The ratio is the median of those of the rounds, by the seconds that the worker's processor
worked. By the clock the shipper counts too, which runs at the lowest priority: on a machine with nothing else to do.
"""

import sys
from collections.abc import Iterator
from statistics import median

from .bench_webhooks import ringing, service
from .figures import Figure, show

MOST = 1.1
"""Goal: what a webhook may take that is recorded, where one that is not takes 1."""


def figures(rounds: int = 12, times: int = 400) -> Iterator[Figure]:
    """Yield what recording costs the first webhook of a call, and one that rings."""
    with service(IVR_RECORDS="0") as plain, service() as recorded:
        for name, paths in (("first", ("/voice", "/voice")), ("ringing", (ringing(plain), ringing(recorded)))):
            requests = (plain, plain.request(paths[0])), (recorded, recorded.request(paths[1]))
            played = [[one.played(request, times) for one, request in requests] for _ in range(rounds + 1)][1:]
            by_work = median(with_it.worked / without.worked for without, with_it in played)
            by_clock = median(with_it.clock / without.clock for without, with_it in played)
            yield Figure(f"{name} webhook that is recorded, by work", by_work, MOST, "x")
            yield Figure(f"{name} webhook that is recorded, by the clock", by_clock, MOST, "x")


if __name__ == "__main__":
    sys.exit(show(figures(*map(int, sys.argv[1:]))))
